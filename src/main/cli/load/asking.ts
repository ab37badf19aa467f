import { encodeStreamRequest } from '../../grpc/codec.js';
import type { Connection } from './connection.js';
import type { LoadPlan } from './plan.js';
import { numbered } from './prompts.js';
import { derivedSeed, seededRandom } from './random.js';
import type { TurnWish } from './turn.js';
import type { TurnRecord } from './turn-record.js';

/** By how much seeds differ in the numbers of their prompts, and after how many seeds the numbers come again. */
const NUMBERS_A_SEED = 10_000;
const SEEDS_WITH_OWN_NUMBERS = 100;
/** Assumed of an answer before the first was heard, ms from its first content to its end. */
const FIRST_GUESS_MS = 50;
/** Weight of the newest answer in what is expected of the next. */
const NEWEST = 0.2;

/** Decides what each turn asks and how its listener behaves: by the seed, so that a run can be had again. */
export class Asking {
  readonly #plan: LoadPlan;
  readonly #connections: readonly Connection[];
  readonly #prompts: readonly Buffer[];
  readonly #screenshot: Buffer | undefined;
  #turns = 0;
  /** How long an answer takes to arrive, by how its listener reads. */
  readonly #expectedMs = { slow: FIRST_GUESS_MS, eager: FIRST_GUESS_MS };

  constructor(plan: LoadPlan, connections: readonly Connection[]) {
    const { prompts, screenshot } = plan.behaviour;
    this.#plan = plan;
    this.#connections = connections;
    this.#prompts = prompts.map((prompt) => encodeStreamRequest({ prompt }));
    this.#screenshot = screenshot === undefined ? undefined : encodeStreamRequest({ screenshot });
  }

  /** A source of numbers for the `index`-th who asks in this process; the arrivals have one of their own, too. */
  random(index: number): () => number {
    return seededRandom(derivedSeed(derivedSeed(this.#plan.seed, this.#plan.index), index));
  }

  /** @param listener number in this process of whom the turn belongs to */
  next(listener: number, intendedMs: number, random: () => number): TurnWish {
    const { behaviour, index } = this.#plan;
    const turn = this.#turns++;
    // Always the same draws, whatever the options: a share changes nothing but what it is the share of.
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

  /** An answer was heard: how long they take is learnt from it. */
  learn({ slow }: TurnWish, { outcome, firstTextMs, wholeMs }: TurnRecord): void {
    if (outcome !== 'completed' || firstTextMs === undefined) return;
    const kind = slow ? 'slow' : 'eager';
    this.#expectedMs[kind] += NEWEST * (wholeMs - firstTextMs - this.#expectedMs[kind]);
  }

  #prompt(share: number, turn: number): Buffer {
    const { behaviour, seed, index, processes } = this.#plan;
    const chosen = Math.floor(share * this.#prompts.length);
    if (!behaviour.unique) return this.#prompts[chosen]!;
    const number = (seed % SEEDS_WITH_OWN_NUMBERS) * NUMBERS_A_SEED + turn * processes + index;
    return encodeStreamRequest({ prompt: numbered(behaviour.prompts[chosen] ?? '', number) });
  }
}
