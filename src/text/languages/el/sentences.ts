import type { SentenceRules } from '../types.js';

export const el: SentenceRules = {
  languages: ['el'],
  scripts: ['Grek'],
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
