import { piecesOf } from '../../shared/text-pieces.js';
import { TICK_BUDGET, type TickBudget } from '../../shared/tick-budget.js';
import { AnswerEnd } from './answer-end.js';
import { readEvent } from './chat-chunk.js';
import { ProviderFailure } from './provider-failure.js';
import type { SseEvent } from './sse-reader.js';
import { ThoughtFilter } from './thought-filter.js';
import { failureOfError, safeCode } from './told-failure.js';

/** Text of one event that is read before the budget of the tick is asked, UTF-16 units. */
const STEP_CHARS = 4_096;

/** One answer as the events of its server tell it: its text without thoughts, what it cost, and whether it is whole. */
export class ChatAnswer {
  readonly #end = new AnswerEnd();
  readonly #thoughts: ThoughtFilter;
  readonly #budget: TickBudget;
  #finishReason: string | undefined;
  #hasText = false;
  /** An event was of the protocol. */
  #isChat = false;
  #isForeign = false;
  #usage: unknown;

  /**
   * @param startsInThought the model's template opens a thought in front of the answer
   * @param budget bounds how much of long texts is read in one tick
   */
  constructor(startsInThought: boolean, budget = TICK_BUDGET) {
    this.#thoughts = new ThoughtFilter(startsInThought);
    this.#budget = budget;
  }

  /**
   * Reads an event, a long text in steps; returns the text in it that is to be shown.
   * @throws ProviderFailure for an error that the server tells, and for what is not the protocol
   */
  async push(event: SseEvent): Promise<string> {
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
    for (const [index, piece] of [...piecesOf(chunk.text, STEP_CHARS)].entries()) {
      if (index > 0) await this.#budget.breathe();
      this.#thoughts.read(piece);
    }
    // Not before all of it is read: a tag at its end may tell that the text before it is a thought.
    return this.#shown(this.#thoughts.take());
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
