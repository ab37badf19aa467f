import { AnswerEnd } from './answer-end.js';
import { readEvent } from './chat-chunk.js';
import { ProviderFailure } from './provider-failure.js';
import type { SseEvent } from './sse-reader.js';
import { ThoughtFilter } from './thought-filter.js';
import { failureOfError, safeCode } from './told-failure.js';

/** One answer as the events of its server tell it: its text without thoughts, what it cost, and whether it is whole. */
export class ChatAnswer {
  readonly #end = new AnswerEnd();
  readonly #thoughts: ThoughtFilter;
  #finishReason: string | undefined;
  #hasText = false;
  /** An event was of the protocol. */
  #isChat = false;
  #isForeign = false;
  #usage: unknown;

  /** @param startsInThought the model's template opens a thought in front of the answer */
  constructor(startsInThought: boolean) {
    this.#thoughts = new ThoughtFilter(startsInThought);
  }

  /**
   * Reads an event; returns the text in it that is to be shown.
   * @throws ProviderFailure for an error that the server tells, and for what is not the protocol
   */
  push(event: SseEvent): string {
    const chunk = readEvent(event);
    if (chunk === undefined) return '';
    if (chunk === 'done') {
      this.#isChat = true;
      this.#end.done();
      return '';
    }
    if (chunk.error !== undefined) throw failureOfError(chunk.error);
    this.#end.see(chunk);
    this.#finishReason = chunk.finishReason ?? this.#finishReason;
    this.#usage = chunk.usage ?? this.#usage;
    if (chunk.hasChoices || chunk.usage !== undefined) this.#isChat = true;
    else this.#isForeign = true;
    return this.#shown(this.#thoughts.push(chunk.text));
  }

  /** No further event comes; returns the rest of the text. */
  finish(): string {
    return this.#shown(this.#thoughts.end());
  }

  /** No further event is waited for. */
  get isOver(): boolean {
    return this.#end.isOver;
  }

  /** The answer seems complete: how long to wait for what may still follow, ms; undefined = it goes on. */
  get graceMs(): number | undefined {
    return this.#end.graceMs;
  }

  /** Tokens of the answer as the server tells them, unchecked. */
  get usage(): unknown {
    return this.#usage;
  }

  /** A closing tag was found that no tag had opened (`ThoughtFilter`). */
  get endsTemplateThought(): boolean {
    return this.#thoughts.endsTemplateThought;
  }

  /** Why the answer is not whole, once it has ended; undefined = it is whole. */
  get failure(): ProviderFailure | undefined {
    const reason = this.#end.failure;
    const code = this.#finishReason === undefined ? undefined : safeCode([this.#finishReason]);
    if (this.#hasText) return reason && new ProviderFailure(reason, { code });
    if (this.#isForeign && !this.#isChat) return new ProviderFailure('garbage');
    // A limit or a filter that leaves no text at all is as good as no answer.
    const isFault = reason === 'server_error' || (reason === 'cut' && this.#isChat);
    return new ProviderFailure(isFault ? reason : 'empty', { code });
  }

  #shown(text: string): string {
    this.#hasText ||= text !== '';
    return text;
  }
}
