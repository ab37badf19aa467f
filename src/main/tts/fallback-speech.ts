import { NexyError } from '../../shared/errors.js';
import { isSpeakable } from '../../shared/speakable.js';
import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Speech, SpeechRequest, Utterance, UtteranceEnd } from '../turn/services.js';
import { ProviderFailure, type ProviderFailureReason, providerFailed } from './provider-failure.js';
import { FrameQueue, type FrameSink } from './utterance.js';

/** Why the provider did not speak a sentence. */
export type FallbackReason = ProviderFailureReason | 'worker_failed';

/** What it tells whoever keeps the log. */
export interface FallbackEvents {
  /** The backup speaks a sentence. */
  fellBack(reason: FallbackReason, detail: string | undefined): void;
  /** A sentence fails: some of it was heard already, or there is no backup. */
  failed(reason: FallbackReason, detail: string | undefined): void;
  /** The provider will not speak before somebody has seen to it: the key, the address, the model. */
  mustBeSeenTo(reason: 'refused' | 'not_found'): void;
}

/**
 * A provider's speech, and the backup's for sentences that the provider fails before their first frame. In the middle of a sentence
 * the voice never changes: then the sentence fails. While the breaker is open the provider is not asked.
 */
export class FallbackSpeech implements Speech {
  readonly #provider: Speech;
  readonly #backup: () => Speech | undefined;
  readonly #breaker: CircuitBreaker;
  readonly #events: FallbackEvents;

  /** @param backup asked for anew each time; undefined = nobody: then the provider's failure is the sentence's */
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
        // What was made waits in one place: there it is bounded.
        await drainedTo(0);
      }
      return await current.end;
    };
    const run = async (sink: FrameSink): Promise<UtteranceEnd> => {
      try {
        if (this.#breaker.isOpen && isSpeakable(request.text)) throw providerFailed('breaker_open');
        const end = await speakBy(this.#provider, sink);
        if (end.outcome === 'spoken') this.#breaker.succeeded();
        return end;
      } catch (cause) {
        const reason = reasonOf(cause);
        const detail = detailOf(cause);
        if (reason) this.#judge(reason);
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

  /** What a failure says of the provider. */
  #judge(reason: FallbackReason): void {
    switch (reason) {
      case 'breaker_open':
      case 'worker_failed':
      // The sentence's fault, or its voice's: others may do well.
      case 'bad_request':
        return;
      case 'refused':
      case 'not_found':
        if (!this.#breaker.isOpen) this.#events.mustBeSeenTo(reason);
        this.#breaker.open();
        return;
      default:
        this.#breaker.failed();
    }
  }
}

/** undefined = the backup is no way out: the sentence is not wanted any more, or there is no room for its audio. */
function reasonOf(cause: unknown): FallbackReason | undefined {
  if (!(cause instanceof NexyError)) return undefined;
  if (cause.cause instanceof ProviderFailure) return cause.cause.code;
  return cause.type === 'internal' ? 'worker_failed' : undefined;
}

function detailOf(cause: unknown): string | undefined {
  return cause instanceof NexyError && cause.cause instanceof ProviderFailure ? cause.cause.detail : undefined;
}
