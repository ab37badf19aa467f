import { derivedSeed, seededRandom } from '../../../../shared/measurement/seeded-random.js';
import { encodeStreamRequest } from '../../../grpc/codec.js';
import type { Connection } from '../listener/connection.js';
import type { TurnPlan } from '../listener/turn.js';
import type { TurnRecord } from '../listener/turn-record.js';
import type { LoadPlan } from '../plan/plan.js';
import { numbered } from '../plan/prompts.js';

/** The distance between the prompt numbers of two seeds, and the number of seeds after which the numbers repeat. */
const NUMBERS_PER_SEED = 10_000;
const SEEDS_BEFORE_REPEAT = 100;
/** The time from the first content of an answer to its end that is assumed before any answer was measured, ms. */
const INITIAL_EXPECTED_MS = 50;
/** The weight of the newest answer in the EWMA of that time. */
const EWMA_WEIGHT = 0.2;

/** Chooses the prompt of each turn and the behaviour of its listener from the seed, so that a run can be repeated. */
export class TurnPlanner {
  readonly #plan: LoadPlan;
  readonly #connections: readonly Connection[];
  readonly #prompts: readonly Buffer[];
  readonly #screenshot: Buffer | undefined;
  #turns = 0;
  /**
   * The expected time from the first content of an answer to its end, an EWMA in ms, for slow and for eager listeners.
   */
  readonly #expectedMs = { slow: INITIAL_EXPECTED_MS, eager: INITIAL_EXPECTED_MS };

  constructor(plan: LoadPlan, connections: readonly Connection[]) {
    const { prompts, screenshot } = plan.behaviour;
    this.#plan = plan;
    this.#connections = connections;
    this.#prompts = prompts.map((prompt) => encodeStreamRequest({ prompt }));
    this.#screenshot = screenshot === undefined ? undefined : encodeStreamRequest({ screenshot });
  }

  /**
   * Returns a source of random numbers for the `index`-th listener of this process; arrivals have an index of their
   * own.
   */
  random(index: number): () => number {
    return seededRandom(derivedSeed(derivedSeed(this.#plan.seed, this.#plan.index), index));
  }

  /**
   * Returns the next turn.
   * @param listener the number of the listener in this process
   */
  next(listener: number, intendedMs: number, random: () => number): TurnPlan {
    const { behaviour, index } = this.#plan;
    const turn = this.#turns++;
    // The same numbers are drawn for all options, so that a share changes only its own choice.
    const [prompt, screenshot, slow, interrupts, moment] = [random(), random(), random(), random(), random()];
    const hardwareId = `nexy-load-${index}-${listener}`;
    const sessionId = `${hardwareId}-${turn}`;
    const isSlow = slow < behaviour.slowShare;
    const parts = [encodeStreamRequest({ hardwareId, sessionId }), this.#prompt(prompt, turn)];
    if (this.#screenshot && screenshot < behaviour.screenshotShare) parts.push(this.#screenshot);
    return {
      connection: this.#connections[listener % this.#connections.length]!,
      hardwareId,
      sessionId,
      request: parts,
      slow: isSlow,
      interruptAfterMs:
        interrupts < behaviour.interruptShare ? moment * this.#expectedMs[isSlow ? 'slow' : 'eager'] : undefined,
      intendedMs,
    };
  }

  /** Updates the expected time with a completed answer. */
  updateExpectedTime({ slow }: TurnPlan, { outcome, firstTextMs, wholeMs }: TurnRecord): void {
    if (outcome !== 'completed' || firstTextMs === undefined) return;
    const kind = slow ? 'slow' : 'eager';
    this.#expectedMs[kind] += EWMA_WEIGHT * (wholeMs - firstTextMs - this.#expectedMs[kind]);
  }

  #prompt(share: number, turn: number): Buffer {
    const { behaviour, seed, index, processes } = this.#plan;
    const chosen = Math.floor(share * this.#prompts.length);
    if (!behaviour.unique) return this.#prompts[chosen]!;
    const number = (seed % SEEDS_BEFORE_REPEAT) * NUMBERS_PER_SEED + turn * processes + index;
    return encodeStreamRequest({ prompt: numbered(behaviour.prompts[chosen] ?? '', number) });
  }
}
