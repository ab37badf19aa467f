import type { LanguageRules } from './types.js';

export const el: LanguageRules = {
  languages: ['el'],
  scripts: ['greek'],
  abbreviations: {
    joined: 'κ κα κος κκ δρ καθ αγ π.χ δηλ βλ λ.χ σημ',
    end: 'κ.λπ κλπ κ.ά κ.α κ.τ.λ κτλ μ.χ χιλ εκ ευρ',
    number: 'σ σελ αρ αριθ τηλ κεφ τ',
    time: 'π.μ μ.μ',
  },
  starters:
    'ο η το οι τα τον την του της των ένα ένας μια και αλλά αν αυτό αυτός αυτή γιατί δεν είναι εγώ εσύ για με να όταν όμως πώς πού ποιος στη στο στην στον τι τότε',
  endMarks: ';',
};

export const hy: LanguageRules = {
  languages: ['hy'],
  scripts: ['armenian'],
  endMarks: ':',
  fullStopIsClause: true,
};

/** A colon introduces what follows with a full pause in Arabic prose, as in the golden rules. */
export const ar: LanguageRules = {
  languages: ['ar'],
  scripts: ['arabic'],
  abbreviations: { joined: 'د أ م ا ت س', end: 'إلخ الخ', number: 'ص ج ع رقم' },
  endMarks: ':',
};

export const fa: LanguageRules = {
  languages: ['fa', 'ur', 'ps', 'ku', 'sd', 'ug'],
  scripts: ['arabic'],
  abbreviations: { joined: 'د آ ق.م م ه.ش ه.ق', number: 'ص ج' },
};

export const hi: LanguageRules = {
  languages: ['hi', 'mr', 'ne', 'sa'],
  scripts: ['devanagari'],
  abbreviations: { joined: 'डॉ श्री प्रो पं स्व सौ कु रु इं कि.मी', number: 'सं क्र पृ' },
};

/** Scripts whose sentences end in marks of their own and that hardly abbreviate with a full stop. */
export const unspecific: LanguageRules = {
  languages: ['zh', 'ja', 'ko', 'am', 'ti', 'my', 'km', 'th', 'lo', 'bo', 'ka', 'he', 'bn', 'ta', 'te'],
  scripts: ['han', 'kana', 'ethiopic', 'myanmar', 'other'],
};
