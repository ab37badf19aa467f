import type { SentenceRules } from '../types.js';

/**
 * The rules of Arabic. In Arabic prose a colon is a full pause before the text that it introduces, so it ends a
 * sentence, as in the golden rules.
 */
export const ar: SentenceRules = {
  languages: ['ar'],
  scripts: ['Arab'],
  abbreviations: { joined: 'د أ م ا ت س', end: 'إلخ الخ', number: 'ص ج ع رقم' },
  endMarks: ':',
};
