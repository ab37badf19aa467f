import type { ChatChunk } from './chat-chunk.js';
import type { FailureReason } from './provider-failure.js';

/** The meaning of a server's `finish_reason`; `unknown` says nothing about the answer. */
type Finish = 'whole' | 'length' | 'filtered' | 'server_error' | 'unknown';

/** The finish reasons of the servers seen so far, in lower case with `_` between words. */
const FINISHES: Readonly<Record<string, Finish>> = {
  stop: 'whole',
  stop_sequence: 'whole',
  eos: 'whole',
  eos_token: 'whole',
  end_turn: 'whole',
  complete: 'whole',
  completed: 'whole',
  tool_calls: 'whole',
  tool_use: 'whole',
  function_call: 'whole',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  max_new_tokens: 'length',
  max_completion_tokens: 'length',
  max_length: 'length',
  model_length: 'length',
  token_limit: 'length',
  context_length_exceeded: 'length',
  context_window_exceeded: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'filtered',
  content_filtered: 'filtered',
  safety: 'filtered',
  image_safety: 'filtered',
  recitation: 'filtered',
  blocklist: 'filtered',
  prohibited_content: 'filtered',
  spii: 'filtered',
  sensitive: 'filtered',
  refusal: 'filtered',
  abort: 'server_error',
  aborted: 'server_error',
  canceled: 'server_error',
  cancelled: 'server_error',
  exception: 'server_error',
  failed: 'server_error',
  incomplete: 'server_error',
  interrupted: 'server_error',
  malformed_function_call: 'server_error',
  insufficient_system_resource: 'server_error',
  overloaded: 'server_error',
  terminated: 'server_error',
  timeout: 'server_error',
};
/** Matches an error in any wording, such as `server_error` or Cohere's `ERROR_TOXIC`. */
const ERROR_WORD = /^error|_error$/;

/**
 * The longest wait for the usage and `[DONE]` after a reason in a chunk of its own, or after a token of the model that
 * ends the answer, ms. They come at once, if at all.
 */
const GRACE_MS = 500;
/**
 * The longest such wait after a reason beside the first text, ms. The server may be of the kind that sends a reason
 * with each chunk.
 */
const GRACE_BESIDE_FIRST_TEXT_MS = 2_000;

/**
 * Decides where an answer ends and whether it is whole (docs/decisions/014-when-an-answer-is-whole.md). An answer is
 * whole when its server reports so: by a `finish_reason` with that meaning, or by `[DONE]` with no known reason before
 * it. It is whole, too, when the model has ended it by a token in its text.
 */
export class AnswerEnd {
  #finish: Finish | undefined;
  #isDone = false;
  #isUsageLast = false;
  /** Tells whether text came after a reason: such a server sends a reason with each chunk, so a reason marks no end. */
  #isRepeated = false;
  #hasText = false;
  #isBesideFirstText = false;
  #hasEndToken = false;

  /** Records a chunk. */
  record({ text, finishReason, usage, hasChoices }: ChatChunk): void {
    if (text !== '' && this.#finish !== undefined) this.#isRepeated = true;
    if (finishReason !== undefined) {
      this.#finish = meaningOf(normalizedReason(finishReason));
      this.#isBesideFirstText = text !== '' && !this.#hasText;
    }
    this.#hasText ||= text !== '';
    this.#isUsageLast = usage !== undefined && !hasChoices;
  }

  /** Records `[DONE]`. */
  recordDone(): void {
    this.#isDone = true;
  }

  /** Records that the text of the answer has ended by a token of the model, even if the model goes on. */
  recordEndToken(): void {
    this.#hasEndToken = true;
  }

  /** Tells whether reading can stop without a wait, because nothing can follow the answer. */
  get isOver(): boolean {
    return this.#isDone || (this.graceMs !== undefined && this.#isUsageLast);
  }

  /** The longest wait for the rest of an answer that seems complete, ms; undefined while the answer goes on. */
  get graceMs(): number | undefined {
    if (this.#hasEndToken) return GRACE_MS;
    if (this.#finish === undefined || this.#finish === 'unknown' || this.#isRepeated) return undefined;
    return this.#isBesideFirstText ? GRACE_BESIDE_FIRST_TEXT_MS : GRACE_MS;
  }

  /** The reason why the answer is not whole, valid once reading has ended; undefined when it is whole. */
  get failure(): FailureReason | undefined {
    if (this.#hasEndToken) return undefined;
    if (this.#finish === undefined || this.#finish === 'unknown') return this.#isDone ? undefined : 'connection_lost';
    return this.#finish === 'whole' ? undefined : this.#finish;
  }
}

function meaningOf(word: string): Finish {
  if (ERROR_WORD.test(word)) return 'server_error';
  // Every object has a property such as "constructor".
  return (Object.hasOwn(FINISHES, word) && FINISHES[word]) || 'unknown';
}

function normalizedReason(finishReason: string): string {
  return finishReason
    .trim()
    .toLowerCase()
    .replaceAll(/[-\s]+/g, '_')
    .replace(/^finish_reason_/, '');
}
