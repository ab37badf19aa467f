import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';

export interface WarmUpOptions {
  /** Loads the model, with a timeout of its own. */
  readonly load: (signal: AbortSignal) => Promise<void>;
  /** The time without a request after which the model is loaded again, ms; 0 = it is loaded at the start only. */
  readonly idleMs: number;
  readonly onLoaded: (tookMs: number) => void;
  readonly onFailure: (cause: unknown) => void;
}

/**
 * A model that has to be loaded before it answers, such as a local one. It is loaded in the background at the start,
 * and again after a time without requests, because it may have been unloaded. No request waits for that.
 */
export class WarmLlm implements Llm {
  readonly #llm: Llm;
  readonly #options: WarmUpOptions;
  readonly #closing = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isLoading = false;

  constructor(llm: Llm, options: WarmUpOptions) {
    this.#llm = llm;
    this.#options = options;
    void this.#load();
  }

  get name(): string {
    return this.#llm.name;
  }

  stream(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmEvent> {
    this.#loadWhenIdle();
    return this.#llm.stream(request, signal);
  }

  /** Stops loading. Idempotent. */
  close(): void {
    this.#closing.abort();
    clearTimeout(this.#timer);
  }

  #loadWhenIdle(): void {
    clearTimeout(this.#timer);
    if (this.#options.idleMs === 0 || this.#isLoading || this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#load(), this.#options.idleMs).unref();
  }

  async #load(): Promise<void> {
    const startedMs = performance.now();
    const { signal } = this.#closing;
    this.#isLoading = true;
    try {
      await this.#options.load(signal);
      this.#options.onLoaded(performance.now() - startedMs);
    } catch (cause) {
      if (!signal.aborted) this.#options.onFailure(cause);
    }
    this.#isLoading = false;
    this.#loadWhenIdle();
  }
}
