/** A command that the model wants the client to run, as the model wrote it: nobody has judged it yet. */
export interface AssistantCommand {
  /** Trimmed, never blank. */
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * What was wrong with an answer. `missing_text`: an object without a string `text`; `broken_json`: an object that is not
 * JSON, or none to its end; `second_command`: a command in an object after the first.
 */
export type AnswerProblem = 'missing_text' | 'broken_json' | 'second_command';

/** What a model's answer says, in its order. A command comes once at most, and each problem too. */
export type AnswerEvent =
  /** To be shown and spoken; well-formed, never empty. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'command'; readonly command: AssistantCommand }
  | { readonly type: 'problem'; readonly problem: AnswerProblem };
