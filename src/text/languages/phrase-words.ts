/**
 * The words by which a sentence is cut between two phrases, in lower case, separated by white space. A word with an
 * apostrophe at its end stands for every word that begins with it: the "l'" of "l'eau".
 */
export interface PhraseWords {
  /** The words that begin a clause. */
  readonly conjunctions: string;
  /** The words that join words as often as clauses, so that no phrase begins with them: "and". */
  readonly connectives: string;
  /**
   * The words that begin a phrase, unless they belong to a verb before them: the "an" of "kommt an und". None that
   * usually belongs to the noun before it: "of".
   */
  readonly prepositions: string;
  /**
   * Further words that belong to the word after them, such as articles, auxiliary verbs, "very" and numbers in words. Of a
   * word with an apostrophe or a hyphen, the part after it counts: the "s" of "it's", the "five" of "twenty-five".
   */
  readonly bound: string;
  /** The words before a mark and a conjunction that belong to them: the "того" of "из-за того, что". */
  readonly correlatives?: string;
  /** The words to which a number after them belongs: "page 12", "the last 24 hours", "lundi 5 janvier". */
  readonly numbered: string;
  /** The ends of numbers in words: the "hundert" of "sechshundert". */
  readonly numberEndings?: string;
  /** The words of a phrase that belongs to the count before it: the "sea" of "5 metres above sea level". */
  readonly afterCounts?: string;
  /** The prepositions before a unit of time in a rate: the "par" of "par minute". */
  readonly rates?: string;
  /** The units of time of rates. */
  readonly timeUnits?: string;
  /** The words that begin a range, and the prepositions that end it: "from Monday to Friday". */
  readonly ranges: { readonly from: string; readonly to: string };
}
