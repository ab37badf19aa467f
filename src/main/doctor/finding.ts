/** What a check of the doctor found. */
export interface Finding {
  /** Such as "model gemini". */
  readonly subject: string;
  readonly isGood: boolean;
  readonly detail: string;
  /** Advice to the operator, where the subject is not good or could be better. */
  readonly mend?: string | undefined;
  /** First word of a model, or first audio of a voice, ms. */
  readonly firstMs?: number;
}
