import type { Config } from '../../shared/config/schema.js';
import { NexyError } from '../../shared/errors.js';
import type { FirstAudioForecast } from './first-audio-forecast.js';
import { MessageRate } from './message-rate.js';
import type { ActiveSession, SessionRegistry } from './session-registry.js';

/** The right to hold one stream. It is released once, in one place; `release` is idempotent. */
export interface Lease {
  /** Reports that the first sentence of the stream has entered the queue for speech. Idempotent. */
  markFirstSentenceQueued(): void;
  release(): void;
}

/** The shortest delay before a retry that a refused client gets, ms. */
const MIN_RETRY_MS = 250;

/**
 * Decides whether a request may start, before any work is done for it. The checks are, in this order: draining, kill
 * switch, one request per session, message rate, concurrent streams, overload.
 */
export class Admission {
  readonly #registry: SessionRegistry;
  readonly #rate: MessageRate;
  readonly #config: () => Config;
  readonly #isSpeechFull: () => boolean;
  readonly #forecast: FirstAudioForecast;
  #streams = 0;
  #idleResolvers: (() => void)[] = [];
  #draining = false;

  /**
   * @param config returns the config in force; called at each request
   * @param isSpeechFull tells whether the memory or the queues for speech are full
   */
  constructor(
    config: () => Config,
    registry: SessionRegistry,
    forecast: FirstAudioForecast,
    isSpeechFull: () => boolean,
  ) {
    this.#config = config;
    this.#registry = registry;
    this.#rate = new MessageRate(() => config().backpressure.max_message_rate_per_second);
    this.#forecast = forecast;
    this.#isSpeechFull = isSpeechFull;
  }

  /** The number of streams that hold a lease. */
  get streams(): number {
    return this.#streams;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Refuses every request from now on, with `unavailable`. */
  drain(): void {
    this.#draining = true;
  }

  /** Settles when no stream holds a lease. */
  idle(): Promise<void> {
    if (this.#streams === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idleResolvers.push(resolve);
    });
  }

  /** Admits a turn. @returns its session and its lease @throws NexyError of the first rule that refuses it */
  admitTurn(hardwareId: string, sessionId: string): { session: ActiveSession; lease: Lease } {
    this.#refuseWhenClosed();
    const allowed = this.#rate.allows(hardwareId);
    if (this.#registry.isRunning(sessionId)) throw new NexyError('concurrent_request');
    if (!allowed) throw new NexyError('rate_limit_exceeded');
    const lease = this.#lease();
    return { session: this.#registry.open(hardwareId, sessionId), lease };
  }

  /** Admits a greeting, which is a stream without a session. @throws NexyError of the first rule that refuses it */
  admitGreeting(): Lease {
    this.#refuseWhenClosed();
    return this.#lease();
  }

  /** Admits a part of a prompt, which takes no lease. @throws NexyError when the server takes no requests */
  admitPart(): void {
    this.#refuseWhenClosed();
  }

  #refuseWhenClosed(): void {
    if (this.#draining || this.#config().kill_switches.disable_streaming) throw new NexyError('unavailable');
  }

  #lease(): Lease {
    if (this.#streams >= this.#config().backpressure.max_concurrent_streams)
      throw new NexyError('stream_limit_exceeded');
    this.#refuseWhenOverloaded();
    this.#streams++;
    const pendingTurn = this.#forecast.begin();
    let isHeld = true;
    return {
      markFirstSentenceQueued: () => pendingTurn.markFirstSentenceQueued(),
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        pendingTurn.ends();
        this.#streams--;
        if (this.#streams === 0) for (const resolve of this.#idleResolvers.splice(0)) resolve();
      },
    };
  }

  #refuseWhenOverloaded(): void {
    if (this.#isSpeechFull()) throw new NexyError('overloaded');
    const { max_first_audio_wait_ms: maxWaitMs } = this.#config().backpressure;
    if (maxWaitMs === 0) return;
    const { waitMs } = this.#forecast;
    if (waitMs > maxWaitMs) {
      this.#forecast.markRefused();
      throw new NexyError('overloaded', { retryAfterMs: Math.max(MIN_RETRY_MS, Math.ceil(waitMs)) });
    }
  }
}
