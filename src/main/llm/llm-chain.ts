import { type AnswerReason, NexyError, toNexyError } from '../../shared/errors.js';
import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { boundedAnswer } from './bounded-answer.js';
import { type FailureReason, ProviderFailure } from './provider-failure.js';

/** A model of the chain, with its circuit breaker. */
export interface ChainLink {
  readonly llm: Llm;
  /** Keeps requests from the model while it is down; undefined for a model that is never down. */
  readonly breaker: CircuitBreaker | undefined;
}

export interface ChainEvents {
  /**
   * Reports that a provider failed. `next` is the provider that is called instead; undefined when no provider is left
   * or the answer had begun.
   */
  failed(provider: string, failure: NexyError, next: string | undefined): void;
}

/** Calls models in their order: when a model fails before its first text, the next model answers. */
export class LlmChain implements Llm {
  readonly name: string;
  readonly #links: readonly ChainLink[];
  readonly #events: ChainEvents;
  readonly #maxAnswerChars: number;

  /** @param maxAnswerChars the longest answer, code points */
  constructor(links: readonly ChainLink[], events: ChainEvents, maxAnswerChars: number) {
    this.name = links.map(({ llm }) => llm.name).join(', ');
    this.#links = links;
    this.#events = events;
    this.#maxAnswerChars = maxAnswerChars;
  }

  /**
   * Answers a request. The stream ends without an error only when the answer is whole.
   * @throws NexyError of the last model called; `unavailable` when every circuit breaker is open, or with the reason
   * why the answer is not whole; the signal's reason
   */
  async *stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    const links = this.#links.filter(({ breaker }) => !breaker?.isOpen);
    for (const [index, { llm, breaker }] of links.entries()) {
      let hasText = false;
      try {
        for await (const event of boundedAnswer(llm.stream(request, signal), this.#maxAnswerChars)) {
          hasText ||= event.type === 'text';
          yield event;
        }
        breaker?.succeeded();
        return;
      } catch (cause) {
        signal.throwIfAborted();
        const failure = toNexyError(cause);
        const next = hasText ? undefined : links[index + 1]?.llm.name;
        this.#events.failed(llm.name, failure, next);
        if (breaker) reportToBreaker(breaker, failure, hasText);
        if (next === undefined) throw hasText ? midAnswerError(failure) : failure;
      }
    }
    throw new NexyError('unavailable');
  }
}

/** Reports a failure of a provider to its circuit breaker, if it says something about the next request. */
function reportToBreaker(breaker: CircuitBreaker, failure: NexyError, hasText: boolean): void {
  const reason = failure instanceof ProviderFailure ? failure.failure : failure.reason;
  // A limit or a filter ended the answer: the provider itself worked.
  if (reason === 'length' || reason === 'filtered' || reason === 'answer_too_long') return;
  // A bad request says nothing about the next one; a wrong key, model or address makes every request fail.
  if (!hasText && reason === 'bad_request') return;
  if (!hasText && (reason === 'refused' || reason === 'not_found' || reason === 'redirected')) breaker.open(reason);
  else breaker.failed(reason ?? failure.type);
}

const ANSWER_REASONS: Partial<Record<FailureReason, AnswerReason>> = {
  length: 'answer_length',
  filtered: 'answer_filtered',
};

/**
 * Returns the error that the client gets when a provider fails in the middle of an answer. A timeout stays a timeout.
 */
function midAnswerError(failure: NexyError): NexyError {
  if (!(failure instanceof ProviderFailure) || failure.type === 'timeout') return failure;
  return new NexyError('unavailable', { reason: ANSWER_REASONS[failure.failure] ?? 'answer_cut', cause: failure });
}
