import { type AnswerReason, NexyError, toNexyError } from '../../shared/errors.js';
import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { boundedAnswer } from './bounded-answer.js';
import { type FailureReason, ProviderFailure } from './provider-failure.js';

/** Who may be asked. */
export interface Link {
  readonly llm: Llm;
  /** Leaves it alone while it is down; undefined = it is never down. */
  readonly breaker: CircuitBreaker | undefined;
}

export interface ChainEvents {
  /** It failed; `next` is who is asked in its place, undefined when nobody is left or the answer had begun. */
  failed(provider: string, failure: NexyError, next: string | undefined): void;
}

/** Models in the order they are asked: the next one answers where one fails before its first word. */
export class LlmChain implements Llm {
  readonly name: string;
  readonly #links: readonly Link[];
  readonly #events: ChainEvents;
  readonly #maxAnswerChars: number;

  /** @param maxAnswerChars longest answer, code points */
  constructor(links: readonly Link[], events: ChainEvents, maxAnswerChars: number) {
    this.name = links.map(({ llm }) => llm.name).join(', ');
    this.#links = links;
    this.#events = events;
    this.#maxAnswerChars = maxAnswerChars;
  }

  /**
   * Answers a request. The stream ends without an error only when the answer is whole.
   * @throws NexyError of the last one asked, `unavailable` when all are left alone or with the reason why the answer is not
   * whole; the signal's reason
   */
  async *stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    const links = this.#links.filter(({ breaker }) => !breaker?.isOpen);
    for (const [index, { llm, breaker }] of links.entries()) {
      let begun = false;
      try {
        for await (const event of boundedAnswer(llm.stream(request, signal), this.#maxAnswerChars)) {
          begun ||= event.type === 'text';
          yield event;
        }
        breaker?.succeeded();
        return;
      } catch (cause) {
        signal.throwIfAborted();
        const failure = toNexyError(cause);
        const next = begun ? undefined : links[index + 1]?.llm.name;
        this.#events.failed(llm.name, failure, next);
        if (breaker) judge(breaker, failure, begun);
        if (next === undefined) throw begun ? inMidAnswer(failure) : failure;
      }
    }
    throw new NexyError('unavailable');
  }
}

/** Counts a failure of a provider, where it says something of the next request. */
function judge(breaker: CircuitBreaker, failure: NexyError, begun: boolean): void {
  const reason = failure instanceof ProviderFailure ? failure.failure : failure.reason;
  // A limit or a filter ended the answer: the provider did its part.
  if (reason === 'length' || reason === 'filtered' || reason === 'answer_too_long') return;
  // What one request did wrong says nothing of the next one; a wrong key, model or address is wrong for all of them.
  if (!begun && reason === 'bad_request') return;
  if (!begun && (reason === 'refused' || reason === 'not_found' || reason === 'redirected')) breaker.open();
  else breaker.failed();
}

const ANSWER_REASONS: Partial<Record<FailureReason, AnswerReason>> = {
  length: 'answer_length',
  filtered: 'answer_filtered',
};

/** A provider's failure as the client of an answer that had begun is told it. A timeout stays one. */
function inMidAnswer(failure: NexyError): NexyError {
  if (!(failure instanceof ProviderFailure) || failure.type === 'timeout') return failure;
  return new NexyError('unavailable', { reason: ANSWER_REASONS[failure.failure] ?? 'answer_cut', cause: failure });
}
