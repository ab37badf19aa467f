import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import type { SpeakTask } from '../../shared/task-messages.js';
import { AUDIO_FIELD } from '../../shared/wire.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { Frame, Speech, Utterance, UtteranceEnd, VoiceWish } from '../turn/services.js';
import { ArenaFrame } from './arena-frame.js';
import { FrameQueue } from './utterance.js';

/** Speech by the engines in the cpu pool. */
export class EmbeddedSpeech implements Speech {
  readonly #pool: WorkerPool;
  readonly #arena: Arena;

  constructor(pool: WorkerPool, arena: Arena) {
    this.#pool = pool;
    this.#arena = arena;
  }

  start(text: string, wish: VoiceWish, response: keyof typeof AUDIO_FIELD, signal: AbortSignal): Utterance {
    // Stops the wait for a slot. It never reaches a running task: that is stopped by its cancel word, which keeps the engine warm.
    const queued = new AbortController();
    let cancelRunning: (() => void) | undefined;
    const task = { text, language: wish.language, voice: wish.voice, audioField: AUDIO_FIELD[response] };

    const run = async (push: (frame: Frame) => void): Promise<UtteranceEnd> => {
      const started = await this.#start(task, push, queued.signal);
      cancelRunning = started.cancel;
      if (queued.signal.aborted) started.cancel();
      const { outcome, ...end } = await started.result;
      if (outcome === 'arena_full') throw new NexyError('overloaded');
      return { outcome, ...end };
    };
    const stop = (): void => {
      queued.abort(new NexyError('cancelled_by_user'));
      cancelRunning?.();
    };
    return new FrameQueue(run, stop, signal);
  }

  #start(task: Omit<SpeakTask, 'slot'>, push: (frame: Frame) => void, signal: AbortSignal) {
    return this.#pool.start('speak', task, {
      signal,
      onFrame: (...frame) => push(new ArenaFrame(this.#arena, ...frame)),
    });
  }
}
