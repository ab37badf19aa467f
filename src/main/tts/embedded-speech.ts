import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import { AUDIO_FIELD } from '../../shared/wire.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { Speech, SpeechRequest, Utterance } from '../turn/services.js';
import { ArenaFrame } from './arena-frame.js';
import { type EngineEvents, EngineHealth } from './engine-health.js';
import { pooledUtterance } from './pooled-utterance.js';
import { SynthesisCost } from './synthesis-cost.js';

/** Speech by the engines in the cpu pool: one task a sentence, the earliest deadline first. */
export class EmbeddedSpeech implements Speech {
  readonly #pool: WorkerPool;
  readonly #arena: Arena;
  readonly #events: EngineEvents;
  readonly #cost = new SynthesisCost();
  readonly health = new EngineHealth();

  constructor(pool: WorkerPool, arena: Arena, events: EngineEvents) {
    this.#pool = pool;
    this.#arena = arena;
    this.#events = events;
  }

  /** How long the usual sentence keeps the pool busy, ms, with all its threads at it. */
  get usualSentenceMs(): number {
    return this.#cost.usualMs / this.#pool.size;
  }

  start({ text, wish, response, deadlineMs }: SpeechRequest, signal: AbortSignal): Utterance {
    const task = { text, language: wish.language, voice: wish.voice, audioField: AUDIO_FIELD[response] };
    return pooledUtterance(
      {
        begin: (push, queued) =>
          this.#pool.start('speak', task, {
            signal: queued,
            order: { deadlineMs, costMs: this.#cost.ofMs(text.length) },
            onFrame: (...frame) => push(new ArenaFrame(this.#arena, ...frame)),
          }),
        endOf: ({ outcome, tookMs, fault, ...end }) => {
          if (fault !== undefined) {
            this.health.record(fault);
            this.#events.engineFault(end.engine, fault, end.language);
          }
          if (outcome === 'arena_full') throw new NexyError('overloaded');
          if (outcome === 'spoken') this.#cost.learn(text.length, tookMs);
          return { outcome, cached: false, isWhole: fault === undefined, ...end };
        },
      },
      signal,
    );
  }
}
