import type { TurnRecord } from './turn-record.js';

/** How turns come: at a rate whatever happens, or from listeners who ask again when they have heard the answer. */
export type Arrivals = { readonly ratePerSecond: number } | { readonly listeners: number };

/** What the listeners ask and how they behave; shares are from 0 to 1. */
export interface Behaviour {
  readonly prompts: readonly string[];
  /** Each prompt is made one that was never asked before. */
  readonly unique: boolean;
  /** A picture, base64, sent with `screenshotShare` of the turns. */
  readonly screenshot: string | undefined;
  readonly screenshotShare: number;
  /** Turns whose listener takes only what is played. */
  readonly slowShare: number;
  /** Turns whose listener interrupts. */
  readonly interruptShare: number;
}

/** What one process of a run does. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly arrivals: Arrivals;
  readonly behaviour: Behaviour;
  readonly warmUpMs: number;
  /** Counted time, after the warm-up. */
  readonly durationMs: number;
  readonly seed: number;
  /** Which of the `processes` this is, from 0. */
  readonly index: number;
  readonly processes: number;
}

/** How a process of the run was itself, in the counted time. */
export interface ClientHealth {
  /** Of one core. */
  readonly cpuShare: number;
  /** How late its event loop was, p99. */
  readonly loopDelayMs: number;
}

/** From the run to one of its processes. */
export type Order =
  | { readonly type: 'connect'; readonly plan: LoadPlan }
  /** Begin at this moment, ms since 1970. */
  | { readonly type: 'begin'; readonly atEpochMs: number }
  /** End now: no new turns, and this long for those that run. */
  | { readonly type: 'end'; readonly finishMs: number };

/** From a process to the run. */
export type News =
  | { readonly type: 'connected' }
  | { readonly type: 'failed'; readonly message: string }
  /** Turns that are over, and how many listeners there are now. */
  | { readonly type: 'turns'; readonly records: readonly TurnRecord[]; readonly active: number }
  | { readonly type: 'done'; readonly health: ClientHealth };

/** How long running turns may go on when the time is over, ms. */
export const FINISH_MS = 10_000;
