/** A command that the model wants the client to run, as the model wrote it: it has not been validated yet. */
export interface AssistantCommand {
  /** The command's name, trimmed and never blank. */
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * A fault in a model's answer. `missing_text`: an object has no string `text`. `broken_json`: an object is not valid
 * JSON, is not complete, or has a command or arguments that are too long to keep. `second_command`: an object has a
 * command after another one that has a command or is broken.
 */
export type AnswerProblem = 'missing_text' | 'broken_json' | 'second_command';

/**
 * A part of a model's answer. Events come in the answer's order, with at most one command and each problem at most
 * once.
 */
export type AnswerEvent =
  /** Text to show and to speak: well-formed, never empty. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'command'; readonly command: AssistantCommand }
  | { readonly type: 'problem'; readonly problem: AnswerProblem };
