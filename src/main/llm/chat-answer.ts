import { TICK_BUDGET, type TickBudget } from '../../shared/tick-budget.js';
import { piecesOf } from '../../text/text-pieces.js';
import { AnswerEnd } from './answer-end.js';
import { AnswerFilter } from './answer-filter/answer-filter.js';
import { readEvent } from './chat-chunk.js';
import { ProviderFailure } from './provider-failure.js';
import { failureOfError, safeCode } from './reported-failure.js';
import type { SseEvent } from './sse-reader.js';

/** The length of an event's text that is read between two checks of the tick budget, UTF-16 units. */
const STEP_CHARS = 4_096;

/**
 * Collects one answer from its server's events: the text for the user, the token usage, and whether it is whole.
 */
export class ChatAnswer {
  readonly #end = new AnswerEnd();
  readonly #filter: AnswerFilter;
  readonly #budget: TickBudget;
  #finishReason: string | undefined;
  #hasText = false;
  /** Tells whether any event belonged to the protocol. */
  #isChat = false;
  #isForeign = false;
  #usage: unknown;

  /**
   * @param startsInThought true when the model's template opens a thought before the answer
   * @param budget limits the work on long texts in one event-loop tick
   */
  constructor(startsInThought: boolean, budget = TICK_BUDGET) {
    this.#filter = new AnswerFilter(startsInThought);
    this.#budget = budget;
  }

  /**
   * Reads an event, a long text in steps; returns the part of its text that can be shown.
   * @throws ProviderFailure for an error that the server reports, and for data that is not the protocol
   */
  async push(event: SseEvent): Promise<string> {
    const chunk = readEvent(event);
    if (chunk === undefined) return '';
    if (chunk === 'done') {
      this.#isChat = true;
      this.#end.recordDone();
      return '';
    }
    if (chunk.error !== undefined) throw failureOfError(chunk.error);
    this.#end.record(chunk);
    this.#finishReason = chunk.finishReason ?? this.#finishReason;
    this.#usage = chunk.usage ?? this.#usage;
    if (chunk.hasChoices || chunk.usage !== undefined) this.#isChat = true;
    else this.#isForeign = true;
    for (const [index, piece] of [...piecesOf(chunk.text, STEP_CHARS)].entries()) {
      if (index > 0) await this.#budget.yieldIfSpent();
      this.#filter.read(piece);
    }
    // Taken only after the whole text is read: a tag at its end may mark the text before it as a thought.
    const text = this.#filter.take();
    if (this.#filter.isOver) this.#end.recordEndToken();
    return this.#shown(text);
  }

  /** Ends the answer; returns the rest of its text. */
  finish(): string {
    const text = this.#filter.end();
    if (this.#filter.isOver) this.#end.recordEndToken();
    return this.#shown(text);
  }

  /** Tells whether reading can stop, because nothing can follow the answer. */
  get isOver(): boolean {
    return this.#end.isOver;
  }

  /** The longest wait for the rest of an answer that seems complete, ms; undefined while the answer goes on. */
  get graceMs(): number | undefined {
    return this.#end.graceMs;
  }

  /** The token usage as the server reports it, unchecked. */
  get usage(): unknown {
    return this.#usage;
  }

  /**
   * Tells whether the answer ended a thought that no tag of it had opened (see `AnswerFilter`).
   */
  get endsTemplateThought(): boolean {
    return this.#filter.endsTemplateThought;
  }

  /** Tells whether the text of the answer had a thought so far. */
  get hadThought(): boolean {
    return this.#filter.hadThought;
  }

  /** The failure of an answer that is not whole, valid once it has ended; undefined when it is whole. */
  get failure(): ProviderFailure | undefined {
    const reason = this.#end.failure;
    const code = this.#finishReason === undefined ? undefined : safeCode([this.#finishReason]);
    if (this.#hasText) return reason && new ProviderFailure(reason, { code });
    if (this.#isForeign && !this.#isChat) return new ProviderFailure('invalid_response');
    // An answer without text is empty, even when a limit or a filter ended it.
    const isFault = reason === 'server_error' || (reason === 'connection_lost' && this.#isChat);
    return new ProviderFailure(isFault ? reason : 'empty', { code });
  }

  #shown(text: string): string {
    this.#hasText ||= text !== '';
    return text;
  }
}
