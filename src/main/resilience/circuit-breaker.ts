export interface CircuitBreakerOptions {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** From its opening to the first probe, and from a failed probe to the next. */
  readonly cooldownMs: number;
  /** Tries the provider, in the background; whatever it throws says that the provider is not well. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  /** Told of every change of `isOpen`. */
  readonly onChange?: (state: 'closed' | 'open') => void;
}

type State =
  | { readonly name: 'closed'; failures: number }
  | { readonly name: 'cooling'; readonly timer: NodeJS.Timeout }
  | { readonly name: 'probing'; readonly attempt: AbortController }
  | { readonly name: 'stopped' };

/**
 * Whether a provider is worth asking. Only a probe closes it again: what was asked before it opened may still end well or badly,
 * and says nothing new.
 *
 * ```
 * closed ──failures in a row──► cooling ──cooldownMs──► probing ──it went well──► closed
 *                                  ▲                       │
 *                                  └─────── it failed ─────┘
 * ```
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #state: State = { name: 'closed', failures: 0 };

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** The provider is not to be asked. */
  get isOpen(): boolean {
    return this.#state.name === 'cooling' || this.#state.name === 'probing';
  }

  /** The provider did what it was asked. */
  succeeded(): void {
    if (this.#state.name === 'closed') this.#state.failures = 0;
  }

  /** The provider failed. */
  failed(): void {
    if (this.#state.name === 'closed' && ++this.#state.failures >= this.#options.failures) this.open();
  }

  /** Opens at once: the provider failed in a way that the next request would not change. */
  open(): void {
    if (this.#state.name !== 'closed') return;
    this.#coolDown();
    this.#options.onChange?.('open');
  }

  /** Probes no more; nothing changes it from then on. Idempotent. */
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
    // It was stopped meanwhile.
    if (this.#state !== probing) return;
    if (!isWell) return this.#coolDown();
    this.#state = { name: 'closed', failures: 0 };
    this.#options.onChange?.('closed');
  }
}
