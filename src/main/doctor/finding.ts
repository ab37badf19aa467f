/** The result of one check of `nexy doctor`. */
export interface Finding {
  /** The thing that was checked, such as "model gemini". */
  readonly subject: string;
  readonly isGood: boolean;
  readonly detail: string;
  /** Advice to the operator when the subject is not good or could be better. */
  readonly mend?: string | undefined;
  /** The time to the first word of a model or to the first audio of a voice, ms. */
  readonly firstMs?: number;
}
