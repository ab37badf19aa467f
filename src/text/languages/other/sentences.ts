import type { SentenceRules } from '../types.js';

/** The rules for scripts that have sentence marks of their own and hardly abbreviate with a full stop. */
export const unspecific: SentenceRules = {
  languages: ['zh', 'ja', 'ko', 'am', 'ti', 'my', 'km', 'th', 'lo', 'bo', 'ka', 'he', 'bn', 'ta', 'te'],
  scripts: ['Hani', 'Kana', 'Ethi', 'Mymr'],
};
