/**
 * The words by which a sentence is cut between two phrases, in lower case, separated by white space. A word with an
 * apostrophe at its end stands for every word that begins with it: the "l'" of "l'eau".
 */
export interface PhraseWords {
  /**
   * The words that begin a phrase: conjunctions, prepositions, articles and the like. No word that often belongs to the
   * word before it: "of", and the "up" of "get up".
   */
  readonly openers: string;
  /** Further words that belong to the word after them: auxiliary verbs, adverbs such as "very", numbers in words. */
  readonly bound: string;
  /** The words before a number that is a name, not a count: "page 12". */
  readonly numbered: string;
}
