import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import type { SpeakResult } from '../../shared/task-messages.js';
import { AUDIO_FIELD } from '../../shared/wire.js';
import type { StartedTask, WorkerPool } from '../pool/worker-pool.js';
import type { Frame, Speech, SpeechRequest, Utterance, UtteranceEnd } from '../turn/services.js';
import { ArenaFrame } from './arena-frame.js';
import { SynthesisCost } from './synthesis-cost.js';
import { FrameQueue } from './utterance.js';

/** Speech by the engines in the cpu pool: one task a sentence, the earliest deadline first. */
export class EmbeddedSpeech implements Speech {
  readonly #pool: WorkerPool;
  readonly #arena: Arena;
  readonly #cost = new SynthesisCost();

  constructor(pool: WorkerPool, arena: Arena) {
    this.#pool = pool;
    this.#arena = arena;
  }

  /** How long the usual sentence keeps the pool busy, ms, with all its threads at it. */
  get usualSentenceMs(): number {
    return this.#cost.usualMs / this.#pool.size;
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    // Stops the wait for a slot. It never reaches a running task: that is stopped by its cancel word, which keeps the engine warm.
    const queued = new AbortController();
    let cancelRunning: (() => void) | undefined;

    const run = async (push: (frame: Frame) => void): Promise<UtteranceEnd> => {
      const started = await this.#start(request, push, queued.signal);
      cancelRunning = started.cancel;
      if (queued.signal.aborted) started.cancel();
      const { outcome, tookMs, ...end } = await started.result;
      if (outcome === 'arena_full') throw new NexyError('overloaded');
      if (outcome === 'spoken') this.#cost.learn(request.text.length, tookMs);
      return { outcome, cached: false, ...end };
    };
    const stop = (): void => {
      queued.abort(new NexyError('cancelled_by_user'));
      cancelRunning?.();
    };
    return new FrameQueue(run, stop, signal);
  }

  #start(
    { text, wish, response, deadlineMs }: SpeechRequest,
    push: (frame: Frame) => void,
    signal: AbortSignal,
  ): Promise<StartedTask<SpeakResult>> {
    const task = { text, language: wish.language, voice: wish.voice, audioField: AUDIO_FIELD[response] };
    return this.#pool.start('speak', task, {
      signal,
      order: { deadlineMs, costMs: this.#cost.ofMs(text.length) },
      onFrame: (...frame) => push(new ArenaFrame(this.#arena, ...frame)),
    });
  }
}
