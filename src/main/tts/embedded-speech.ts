import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import { durationMsOf, samplesIn } from '../../shared/pcm.js';
import type { SpeakResult } from '../../shared/task-messages.js';
import { AUDIO_FIELD } from '../../shared/wire.js';
import { firstPhraseEnd, type PhraseEnd, type PhraseLengths } from '../../text/phrase-end.js';
import { expectedSpeechMs } from '../../text/speech-length.js';
import type { StartedTask, WorkerPool } from '../pool/worker-pool.js';
import type { Frame, Speech, SpeechRequest, Utterance } from '../turn/services.js';
import { ArenaFrame } from './arena-frame.js';
import type { ArenaRoom } from './arena-room.js';
import { type EngineEvents, EngineHealth } from './engine-health.js';
import { type PooledSentence, pooledUtterance } from './pooled-utterance.js';
import { endsClause, sentencePieces } from './sentence-pieces.js';
import { SynthesisCost } from './synthesis-cost.js';

export interface EmbeddedSpeechOptions {
  readonly sampleRateHz: number;
  /** The audio of a long sentence that may wait for its listener before more of it is made, ms. */
  readonly lookaheadMs: number;
  /** The speed of the speech, 1 = normal; slow speech needs more room. */
  readonly speed: number;
  /** Returns the pause after a clause, ms. */
  readonly clausePauseMs: () => number;
  /** Returns the shortest first piece of a sentence that is due, by the time for which turns wait. */
  readonly firstPieceLengths: () => PhraseLengths;
}

/**
 * Speaks with the engines in the cpu pool: one task for each sentence, or for each piece of a long one, the earliest
 * deadline first.
 */
export class EmbeddedSpeech implements Speech {
  readonly #pool: WorkerPool;
  readonly #arena: Arena;
  readonly #room: ArenaRoom;
  readonly #sampleRateHz: number;
  readonly #maxHeldSamples: number;
  readonly #events: EngineEvents;
  readonly #speed: number;
  readonly #clausePauseMs: () => number;
  readonly #firstPieceLengths: () => PhraseLengths;
  readonly #cost = new SynthesisCost();
  readonly health = new EngineHealth();

  constructor(pool: WorkerPool, arena: Arena, room: ArenaRoom, options: EmbeddedSpeechOptions, events: EngineEvents) {
    this.#pool = pool;
    this.#arena = arena;
    this.#room = room;
    this.#sampleRateHz = options.sampleRateHz;
    this.#maxHeldSamples = samplesIn(options.lookaheadMs, options.sampleRateHz);
    this.#speed = options.speed;
    this.#clausePauseMs = options.clausePauseMs;
    this.#firstPieceLengths = options.firstPieceLengths;
    this.#events = events;
  }

  /** The time for which a usual sentence keeps the pool busy, ms: its thread time divided by the number of threads. */
  get averageSentenceMs(): number {
    return this.#cost.averageMs / this.#pool.size;
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    const { text } = request;
    const end = this.#firstPieceEnd(request);
    const pieces = end ? [text.slice(0, end.index), ...sentencePieces(text.slice(end.index))] : sentencePieces(text);
    const pauseBefore = (n: number): number => (n > 0 && endsClause(pieces[n - 1]!) ? this.#clausePauseMs() : 0);
    // Without a mark at its end, the engine would speak a piece like the end of a sentence.
    const spoken = (piece: string, n: number): string =>
      n === 0 && end?.isMarked === false ? `${piece.trimEnd()},` : piece;
    const [first, ...others] = pieces.map((piece, n) =>
      this.#piece(spoken(piece, n), pauseBefore(n), request, end === undefined),
    );
    return pooledUtterance([first as PooledSentence<SpeakResult>, ...others], this.#maxHeldSamples, signal);
  }

  /** Returns the end of the first piece of a sentence that is due while turns wait; undefined = it is not cut short. */
  #firstPieceEnd({ text, wish, answerLanguage, deadlineMs }: SpeechRequest): PhraseEnd | undefined {
    if (deadlineMs > performance.now()) return undefined;
    return firstPhraseEnd(text, answerLanguage ?? wish.language, this.#firstPieceLengths());
  }

  /**
   * @param pauseMs the silence before the piece, ms
   * @param isCacheable false when the sentence was cut for turns that wait: it sounds better in one piece
   */
  #piece(text: string, pauseMs: number, request: SpeechRequest, isCacheable: boolean): PooledSentence<SpeakResult> {
    return {
      begin: (push, queued, madeSamples) => this.#begin(text, pauseMs, request, push, queued, madeSamples),
      endOf: ({ outcome, tookMs, fault, ...end }) => {
        if (fault !== undefined) {
          this.health.record(fault);
          this.#events.engineFault(end.engine, fault, end.language);
        }
        if (outcome === 'arena_full') throw new NexyError('overloaded');
        if (outcome === 'spoken') this.#cost.learn(text.length, tookMs);
        return { outcome, cached: false, isCacheable: isCacheable && fault === undefined, ...end };
      },
    };
  }

  #begin(
    text: string,
    pauseMs: number,
    { text: sentence, wish, answerLanguage, response, deadlineMs }: SpeechRequest,
    push: (frame: Frame) => void,
    queued: AbortSignal,
    madeSamples: number,
  ): Promise<StartedTask<SpeakResult>> {
    const { language, voice } = wish;
    const madeMs = durationMsOf(madeSamples, this.#sampleRateHz);
    const wanted = { answerLanguage, language, voice };
    // There is no pause before the first sound, even when the pieces before were silent.
    const task = {
      text,
      sentence,
      earlierSoundMs: madeMs,
      pauseMs: madeSamples > 0 ? pauseMs : 0,
      ...wanted,
      audioField: AUDIO_FIELD[response],
    };
    return this.#room.start(expectedSpeechMs(text, this.#speed), (acquire, used) =>
      this.#pool.start('speak', task, {
        signal: queued,
        order: {
          deadlineMs: deadlineMs + madeMs,
          costMs: this.#cost.estimateMs(text.length),
          acquire,
        },
        onFrame: (...frame) => {
          used();
          push(new ArenaFrame(this.#arena, ...frame));
        },
      }),
    );
  }
}
