import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import type { ReceivedSound, SpeakHttpResult, SpeechDoubt } from '../../shared/task-messages.js';
import type { FrameReader } from '../../shared/task-slots.js';
import { AUDIO_FIELD } from '../../shared/wire.js';
import { isSpeakable } from '../../text/is-speakable.js';
import { expectedSpeechMs } from '../../text/speech-length.js';
import type { StartedTask, WorkerPool } from '../pool/worker-pool.js';
import type { Frame, Speech, SpeechRequest, Utterance, UtteranceEnd } from '../turn/services.js';
import { ArenaFrame } from './arena-frame.js';
import type { ArenaRoom } from './arena-room.js';
import { FrameQueue } from './frame-queue.js';
import { pooledUtterance } from './pooled-utterance.js';
import { speechServerFailed } from './speech-server-failure.js';

/**
 * The assumed cost of a sentence, ms. It is not learnt, because a sentence hardly keeps a thread busy; it only says
 * that the sentence takes some time.
 */
const SENTENCE_COST_MS = 1_000;
const PROBE_TEXT = 'Hello.';

/** Reports that the server has spoken a sentence; with a doubt, part of the sentence may be missing. */
export type OnSpoken = (received: ReceivedSound, doubt: SpeechDoubt | undefined) => void;

export interface HttpSpeechOptions {
  /** The language of a request that does not name a language, BCP 47. */
  readonly defaultLanguage: string;
  /** The speed of the speech, 1 = normal; slow speech needs more room. */
  readonly speed: number;
}

/** A sentence of which no frame has come yet. */
interface PendingSentence {
  /** Tells whether the server was stopped from speaking the sentence; frames that still come are then dropped. */
  refused: boolean;
  /** Ends the wait for a slot, or cancels the task. */
  stop(): void;
}

/**
 * Speaks with a server over HTTP: one task for each sentence in the io pool, the earliest deadline first. A fault of
 * the server is the cause (`SpeechServerFailure`) of an `unavailable` error.
 */
export class HttpSpeech implements Speech {
  readonly #pool: WorkerPool;
  readonly #arena: Arena;
  readonly #room: ArenaRoom;
  readonly #options: HttpSpeechOptions;
  readonly #onSpoken: OnSpoken;
  readonly #pending = new Set<PendingSentence>();

  constructor(pool: WorkerPool, arena: Arena, room: ArenaRoom, options: HttpSpeechOptions, onSpoken: OnSpoken) {
    this.#pool = pool;
    this.#arena = arena;
    this.#room = room;
    this.#options = options;
    this.#onSpoken = onSpoken;
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    const language = request.answerLanguage ?? request.wish.language ?? this.#options.defaultLanguage;
    const ending = { engine: 'openai', language, substituted: false, cached: false };
    if (!isSpeakable(request.text)) {
      const silence = { outcome: 'silent', silence: 'nothing_to_speak', samples: 0 } as const;
      return new FrameQueue(
        async () => ({ ...ending, ...silence, engine: undefined }),
        () => {},
        signal,
      );
    }
    const sentence: PendingSentence = { refused: false, stop: () => {} };
    const endOf = (result: SpeakHttpResult): UtteranceEnd => {
      this.#pending.delete(sentence);
      if (sentence.refused) throw speechServerFailed('breaker_open');
      const heard = { ...ending, silence: undefined, samples: result.samples };
      switch (result.outcome) {
        case 'failed':
          throw speechServerFailed(result.failure, result.detail);
        case 'arena_full':
          throw new NexyError('overloaded');
        case 'cancelled':
          return { ...heard, outcome: 'cancelled' };
        case 'spoken':
          this.#onSpoken(result.received, result.doubt);
          return { ...heard, outcome: 'spoken', isCacheable: result.doubt === undefined };
      }
    };
    const pooled = {
      begin: (push: (frame: Frame) => void, queued: AbortSignal) => this.#begin(request, sentence, push, queued),
      endOf,
    };
    return pooledUtterance([pooled], 0, signal);
  }

  /** Cancels every sentence of which no frame has come yet, so that its listener does not wait for a failing server. */
  cancelPending(): void {
    for (const sentence of this.#pending) {
      sentence.refused = true;
      sentence.stop();
    }
    this.#pending.clear();
  }

  /**
   * Synthesizes a short text and drops its audio.
   * @throws NexyError when the server does not speak
   */
  async probe(signal: AbortSignal): Promise<void> {
    const request = { text: PROBE_TEXT, wish: {}, response: 'StreamResponse', deadlineMs: performance.now() } as const;
    const utterance = this.start(request, signal);
    for await (const frames of utterance) for (const frame of frames) frame.release();
    const { outcome } = await utterance.end;
    if (outcome !== 'spoken') throw new NexyError('unavailable');
  }

  async #begin(
    { text, wish, response, deadlineMs }: SpeechRequest,
    sentence: PendingSentence,
    push: (frame: Frame) => void,
    queued: AbortSignal,
  ): Promise<StartedTask<SpeakHttpResult>> {
    const waiting = new AbortController();
    queued.addEventListener('abort', () => waiting.abort(queued.reason), { once: true });
    sentence.stop = () => waiting.abort(speechServerFailed('breaker_open'));
    this.#pending.add(sentence);
    const onFrame = (...place: Parameters<FrameReader>): void => {
      const frame = new ArenaFrame(this.#arena, ...place);
      this.#pending.delete(sentence);
      if (sentence.refused) frame.release();
      else push(frame);
    };
    try {
      const task = { text, voice: wish.voice, audioField: AUDIO_FIELD[response] };
      const started = await this.#room.start(expectedSpeechMs(text, this.#options.speed), (acquire, used) => {
        const order = { deadlineMs, costMs: SENTENCE_COST_MS, acquire };
        const onUsed = (...place: Parameters<FrameReader>): void => {
          used();
          onFrame(...place);
        };
        return this.#pool.start('speakHttp', task, { signal: waiting.signal, order, onFrame: onUsed });
      });
      sentence.stop = started.cancel;
      // The sentence may have been refused after it got its slot and before this line.
      if (sentence.refused) started.cancel();
      started.result.catch(() => this.#pending.delete(sentence));
      return started;
    } catch (cause) {
      this.#pending.delete(sentence);
      throw cause;
    }
  }
}
