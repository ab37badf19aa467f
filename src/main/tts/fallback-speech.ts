import { NexyError } from '../../shared/errors.js';
import { isSpeakable } from '../../text/is-speakable.js';
import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Speech, SpeechRequest, Utterance, UtteranceEnd } from '../turn/services.js';
import { FrameQueue, type FrameSink } from './frame-queue.js';
import { SpeechServerFailure, type SpeechServerFailureReason, speechServerFailed } from './speech-server-failure.js';

/** The reason why the provider did not speak a sentence. */
export type FallbackReason = SpeechServerFailureReason | 'worker_failed';

/** Receives the events of a provider that has a backup, for the log. */
export interface FallbackEvents {
  /** Reports that the backup speaks a sentence. */
  fellBack(reason: FallbackReason, detail: string | undefined): void;
  /** Reports that a sentence fails: part of it was heard already, or there is no backup. */
  failed(reason: FallbackReason, detail: string | undefined): void;
  /** Reports that the provider cannot speak until an operator corrects the key, the address or the model. */
  configError(reason: 'refused' | 'not_found' | 'redirected'): void;
}

/**
 * Speaks with a provider, and with the backup when the provider fails before a sentence's first frame. After its first
 * frame a sentence never changes its voice: a failure then ends it. While the circuit breaker is open, the provider is
 * not called.
 */
export class FallbackSpeech implements Speech {
  readonly #provider: Speech;
  readonly #backup: () => Speech | undefined;
  readonly #breaker: CircuitBreaker;
  readonly #events: FallbackEvents;

  /** @param backup called at each failure; when it returns undefined, the sentence fails with the provider's error */
  constructor(provider: Speech, backup: () => Speech | undefined, breaker: CircuitBreaker, events: FallbackEvents) {
    this.#provider = provider;
    this.#backup = backup;
    this.#breaker = breaker;
    this.#events = events;
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    let current: Utterance | undefined;
    let closed = false;
    let frames = 0;
    const close = (): void => {
      closed = true;
      current?.close();
    };
    const speakBy = async (speech: Speech, { push, drainedTo }: FrameSink): Promise<UtteranceEnd> => {
      current = speech.start(request, signal);
      for await (const batch of current) {
        frames += batch.length;
        for (const frame of batch) push(frame);
        // The frames wait only in the queue of their source, where their number is bounded.
        await drainedTo(0);
      }
      return await current.end;
    };
    const run = async (sink: FrameSink): Promise<UtteranceEnd> => {
      try {
        if (this.#breaker.isOpen && isSpeakable(request.text)) throw speechServerFailed('breaker_open');
        const end = await speakBy(this.#provider, sink);
        if (end.outcome === 'spoken') this.#breaker.succeeded();
        return end;
      } catch (cause) {
        const reason = reasonOf(cause);
        const detail = detailOf(cause);
        if (reason) this.#reportToBreaker(reason);
        const backup = this.#backup();
        if (!reason || closed) throw cause;
        if (!backup || frames > 0) {
          this.#events.failed(reason, detail);
          throw cause;
        }
        this.#events.fellBack(reason, detail);
        return { ...(await speakBy(backup, sink)), fellBack: true };
      }
    };
    return new FrameQueue(run, close, signal);
  }

  /** Reports a failure of the provider to the circuit breaker. */
  #reportToBreaker(reason: FallbackReason): void {
    switch (reason) {
      case 'breaker_open':
      case 'worker_failed':
      // The sentence or its voice is at fault: others may work.
      case 'bad_request':
        return;
      case 'refused':
      case 'not_found':
      case 'redirected':
        if (!this.#breaker.isOpen) this.#events.configError(reason);
        this.#breaker.open(reason);
        return;
      default:
        this.#breaker.failed(reason);
    }
  }
}

/**
 * Returns the reason for the backup to speak. Returns undefined when the backup cannot help: the sentence is not wanted
 * any more, or there is no room for its audio.
 */
function reasonOf(cause: unknown): FallbackReason | undefined {
  if (!(cause instanceof NexyError)) return undefined;
  if (cause.cause instanceof SpeechServerFailure) return cause.cause.code;
  return cause.type === 'internal' ? 'worker_failed' : undefined;
}

function detailOf(cause: unknown): string | undefined {
  return cause instanceof NexyError && cause.cause instanceof SpeechServerFailure ? cause.cause.detail : undefined;
}
