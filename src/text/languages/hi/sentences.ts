import type { SentenceRules } from '../types.js';

export const hi: SentenceRules = {
  languages: ['hi', 'mr', 'ne', 'sa'],
  scripts: ['Deva'],
  abbreviations: { joined: 'डॉ श्री प्रो पं स्व सौ कु रु इं कि.मी', number: 'सं क्र पृ' },
};
