import type { SentenceRules } from '../types.js';

export const hy: SentenceRules = {
  languages: ['hy'],
  scripts: ['Armn'],
  endMarks: ':',
  fullStopIsClause: true,
};
