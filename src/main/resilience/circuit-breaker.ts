export interface CircuitBreakerOptions {
  /** The number of failures in a row that open the circuit. */
  readonly failures: number;
  /** The time from the opening to the first probe, and from a failed probe to the next one, ms. */
  readonly cooldownMs: number;
  /** Tries the provider in the background; any error means that the provider still fails. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  /** Receives every change of `isOpen`. */
  readonly onChange?: (state: 'closed' | 'open') => void;
}

type State =
  | { readonly name: 'closed'; failures: number }
  | { readonly name: 'cooling'; readonly timer: NodeJS.Timeout }
  | { readonly name: 'probing'; readonly attempt: AbortController }
  | { readonly name: 'stopped' };

/**
 * Tells whether a provider should be called. Only a probe closes an open circuit: a request that began before the
 * circuit opened may still succeed or fail, and proves nothing new.
 *
 * ```
 * closed ──failures in a row──► cooling ──cooldownMs──► probing ──success──► closed
 *                                  ▲                       │
 *                                  └──────── failure ──────┘
 * ```
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #state: State = { name: 'closed', failures: 0 };
  #hasSucceeded = false;
  #problem: string | undefined;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** Tells whether the circuit is open: the provider is not to be called. */
  get isOpen(): boolean {
    return this.#state.name === 'cooling' || this.#state.name === 'probing';
  }

  /**
   * The reason why the provider cannot answer, in words fit for a client; undefined = it can, as far as is known. A single failure of a
   * provider that has answered before is no reason.
   */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Records a reason why the provider cannot answer. It is no failure, and holds until the provider answers. */
  noteProblem(reason: string): void {
    if (!this.#hasSucceeded) this.#problem = reason;
  }

  /** Records that the provider handled a request. */
  succeeded(): void {
    if (this.#state.name !== 'closed') return;
    this.#state.failures = 0;
    this.#hasSucceeded = true;
    this.#problem = undefined;
  }

  /** Records that the provider failed. @param reason in words fit for a client */
  failed(reason: string): void {
    this.noteProblem(reason);
    if (this.#state.name === 'closed' && ++this.#state.failures >= this.#options.failures) this.open(reason);
  }

  /** Opens the circuit at once: the provider failed in a way that the next request would not change. */
  open(reason: string): void {
    if (this.#state.name !== 'closed') return;
    this.#problem = reason;
    this.#coolDown();
    this.#options.onChange?.('open');
  }

  /** Stops probing; the state does not change from then on. Idempotent. */
  close(): void {
    const state = this.#state;
    this.#state = { name: 'stopped' };
    if (state.name === 'cooling') clearTimeout(state.timer);
    if (state.name === 'probing') state.attempt.abort();
  }

  #coolDown(): void {
    const timer = setTimeout(() => void this.#probe(), this.#options.cooldownMs).unref();
    this.#state = { name: 'cooling', timer };
  }

  async #probe(): Promise<void> {
    const probing: State = { name: 'probing', attempt: new AbortController() };
    this.#state = probing;
    const isWell = await this.#options.probe(probing.attempt.signal).then(
      () => true,
      () => false,
    );
    // The circuit breaker was stopped meanwhile.
    if (this.#state !== probing) return;
    if (!isWell) return this.#coolDown();
    this.#state = { name: 'closed', failures: 0 };
    this.succeeded();
    this.#options.onChange?.('closed');
  }
}
