/** What is said in place of marks, by language. Only what eSpeak NG says wrong or leaves out in that language is listed. */
export interface SpokenWords {
  /** Before the host of an address. */
  readonly linkTo: string;
  /** A code block; `codeIn` where its language is known, its name in the place of "$". */
  readonly code: string;
  readonly codeIn: string;
  /** In place of a key, a hash or other characters that nobody wants to hear. */
  readonly longCode: string;
  /** Before a number: "~5". */
  readonly about: string;
  /** Between numbers: "5–10"; undefined = nothing need be said. */
  readonly to?: string;
  /** Before a number, "-5"; undefined = the engine says it. */
  readonly minus?: string;
  /** Between spaces. */
  readonly symbols: Readonly<Record<string, string>>;
  /** CLDR plural categories, in the order of the forms below. */
  readonly plurals: readonly Intl.LDMLPluralRule[];
  /** After a number, or before it for a currency. Forms are separated by " | "; one alone fits every number. */
  readonly units: Readonly<Record<string, string>>;
  /** Between an amount and its currency, "$5 million"; `ofScale` follows it. The last form of the currency is used. */
  readonly scales: readonly string[];
  readonly ofScale: string;
  /** This unit is that of years, too: after four digits it is left alone. */
  readonly yearUnit?: string;
  /** A full stop in them may have spaces after it. */
  readonly abbreviations: Readonly<Record<string, string>>;
}
