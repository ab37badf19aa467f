import type { SentenceRules } from '../types.js';

export const fa: SentenceRules = {
  languages: ['fa', 'ur', 'ps', 'ku', 'sd', 'ug'],
  scripts: ['Arab'],
  abbreviations: { joined: 'د آ ق.م م ه.ش ه.ق', number: 'ص ج' },
};
