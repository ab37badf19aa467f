import type { TurnRecord } from '../listener/turn-record.js';

/**
 * The arrivals of turns: at a rate that does not depend on the server, or from listeners that begin their next turn
 * when they have heard the answer.
 */
export type Arrivals = { readonly ratePerSecond: number } | { readonly listeners: number };

/** The prompts of the listeners and their behaviour; shares are from 0 to 1. */
export interface Behaviour {
  readonly prompts: readonly string[];
  /** Tells whether each prompt is changed into one that was never sent before. */
  readonly unique: boolean;
  /** A picture, base64, which is sent with `screenshotShare` of the turns. */
  readonly screenshot: string | undefined;
  readonly screenshotShare: number;
  /** The share of turns with a listener that reads only as fast as it plays. */
  readonly slowShare: number;
  /** The share of turns with a listener that interrupts. */
  readonly interruptShare: number;
}

/** The part of a run that one process carries out. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly arrivals: Arrivals;
  readonly behaviour: Behaviour;
  readonly warmUpMs: number;
  /** The counted time after the warm-up, ms. */
  readonly durationMs: number;
  readonly seed: number;
  /** The number of this process among the `processes`, from 0. */
  readonly index: number;
  readonly processes: number;
}

/** The plan of a whole run, for all its processes together. */
export type LoadSetup = Omit<LoadPlan, 'index'>;

/** Returns the part of the run for the `index`-th process. */
export function planOf(setup: LoadSetup, index: number): LoadPlan {
  const { arrivals, connections, processes } = setup;
  const shareOf = (total: number): number => Math.floor((total + processes - 1 - index) / processes);
  const part: Arrivals =
    'listeners' in arrivals
      ? { listeners: shareOf(arrivals.listeners) }
      : { ratePerSecond: arrivals.ratePerSecond / processes };
  return { ...setup, index, arrivals: part, connections: Math.max(1, shareOf(connections)) };
}

/** The figures of a client process itself in the counted time. */
export interface ClientHealth {
  /** The CPU use, as a share of one core. */
  readonly cpuShare: number;
  /** The delay of the event loop, p99, ms. */
  readonly loopDelayMs: number;
}

/** A message from the run to one of its processes. */
export type Order =
  | { readonly type: 'connect'; readonly plan: LoadPlan }
  /** Begins the run at this moment, ms since 1970. */
  | { readonly type: 'begin'; readonly atEpochMs: number }
  /** Ends the run now: no new turns start, and running turns get `finishMs` to complete. */
  | { readonly type: 'end'; readonly finishMs: number };

/** A message from a process to the run. */
export type ProcessReport =
  | { readonly type: 'connected' }
  | { readonly type: 'failed'; readonly message: string }
  /** The turns that have ended since the last message, and the number of active listeners. */
  | { readonly type: 'turns'; readonly records: readonly TurnRecord[]; readonly active: number }
  | { readonly type: 'done'; readonly health: ClientHealth };

/** The time that running turns get to complete after the end of the run, ms. */
export const FINISH_TIMEOUT_MS = 10_000;
