export type Gender = 'feminine' | 'masculine';

/** The nouns of a language whose numbers have a gender. */
export interface NounWords {
  /**
   * Regular expressions of words in lower case, with their gender or 'none' for words that are no noun. The first that
   * matches the whole word decides. The gender of other words is unknown.
   */
  readonly genders: readonly (readonly [words: string, gender: Gender | 'none'])[];
  /** A regular expression of the words before a number that is a name, not a count: "página 1". */
  readonly labels: string;
  /** A regular expression of the words before a number that is a year. */
  readonly beforeYears: string;
  /** A regular expression of the words between two numbers of one noun: "1 o 2 horas". */
  readonly between: string;
  /** The word for a thousand, which may stand between a number and its noun. */
  readonly thousand: string;
  /** Returns the form for one of a noun in the plural; undefined = it is not known. Without it, both forms sound alike. */
  readonly singular?: (noun: string) => string | undefined;
}
