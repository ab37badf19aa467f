import { NexyError, toNexyError } from '../../shared/errors.js';
import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { ProviderFailure } from './provider-failure.js';

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

  constructor(links: readonly Link[], events: ChainEvents) {
    this.name = links.map(({ llm }) => llm.name).join(', ');
    this.#links = links;
    this.#events = events;
  }

  /** @throws NexyError of the last one asked, `unavailable` when all are left alone; the signal's reason */
  async *stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    const links = this.#links.filter(({ breaker }) => !breaker?.isOpen);
    for (const [index, { llm, breaker }] of links.entries()) {
      let begun = false;
      try {
        for await (const event of llm.stream(request, signal)) {
          if (!begun && event.type === 'text') {
            begun = true;
            breaker?.succeeded();
          }
          yield event;
        }
        return;
      } catch (cause) {
        signal.throwIfAborted();
        const failure = toNexyError(cause);
        const next = begun ? undefined : links[index + 1]?.llm.name;
        this.#events.failed(llm.name, failure, next);
        if (breaker) judge(breaker, failure);
        if (next === undefined) throw failure;
      }
    }
    throw new NexyError('unavailable');
  }
}

function judge(breaker: CircuitBreaker, failure: NexyError): void {
  const reason = failure instanceof ProviderFailure ? failure.failure : undefined;
  // What one request did wrong says nothing of the next one; a wrong key or model is wrong for all of them.
  if (reason === 'bad_request') return;
  if (reason === 'refused' || reason === 'not_found') breaker.open();
  else breaker.failed();
}
