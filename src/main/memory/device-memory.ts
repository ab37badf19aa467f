import { TIMED_OUT, withTimeout } from '../../shared/timeout.js';
import type { AskedTurn, RecalledMemory, RememberedTurn, TurnMemory } from '../turn/services.js';
import { DeviceHistory, type DeviceHistoryOptions } from './device-history.js';
import { type AnalysedTurn, analysisPrompt, type MemoryLimits, parseAnalysis } from './memory-analysis.js';
import type { DeviceMemory, MemoryStore } from './memory-store.js';
import { type HeardTurn, OpenTurns } from './open-turns.js';
import { type RewriteOptions, RewriteQueue } from './rewrite-queue.js';
import { scrubSecrets } from './secrets.js';

export interface DeviceMemoryOptions {
  /** The longest wait of a turn for the device's memory, ms. */
  readonly recallTimeoutMs: number;
  readonly history: DeviceHistoryOptions;
  readonly rewriting: RewriteOptions;
  readonly limits: MemoryLimits;
}

/** A model's reply, and the tokens that it took. */
export interface Analysis {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The name of the model; empty when it reported no usage. */
  readonly model: string;
}

/** Calls a model once. The call fails, or ends, when the signal fires. */
export type Analyse = (prompt: string, signal: AbortSignal) => Promise<Analysis>;

/** Receives the events of memory, for the log. */
export interface MemoryEvents {
  /** Reports that a turn goes on without the device's memory. */
  recallFailed(hardwareId: string, reason: 'late' | 'failed', cause: unknown): void;
  rewritten(hardwareId: string, cost: Omit<Analysis, 'text'>): void;
  /** Reports that memory stays as it was. `not_understood`: the model's reply was no memory. */
  rewriteFailed(hardwareId: string, reason: 'late' | 'failed' | 'not_understood', cause: unknown): void;
  /** Reports that the latest turns of a device go into no memory: too many devices wait, or the server stops. */
  rewriteDropped(hardwareId: string): void;
}

/** The services that a rewrite needs; the composition root has them. */
export interface DeviceMemoryServices {
  readonly store: MemoryStore;
  readonly analyse: Analyse;
  readonly events: MemoryEvents;
}

/** The reason with which a rewrite fails when the model's reply was no memory. */
const NOT_UNDERSTOOD = Symbol('not understood');

/**
 * The memory of devices: their notes, in the store, and their latest turns, in the process. After a turn a model
 * rewrites the notes in the background; no turn waits for that. No secret goes to the model or into memory.
 *
 * ```
 * ask ──► running ──► playing ──► heard, or interrupted ──► history of the device ──► recall
 *                                         └──► queue ──► load ─► model ─► save ──► store ──► recall
 * ```
 */
export class DeviceTurnMemory implements TurnMemory {
  readonly #options: DeviceMemoryOptions;
  readonly #services: DeviceMemoryServices;
  readonly #history: DeviceHistory;
  readonly #queue: RewriteQueue;
  readonly #open = new OpenTurns((turn) => this.#heard(turn));

  /** @param now returns ms on a clock that only goes forward */
  constructor(options: DeviceMemoryOptions, services: DeviceMemoryServices, now?: () => number) {
    this.#options = options;
    this.#services = services;
    this.#history = new DeviceHistory(options.history, now);
    this.#queue = new RewriteQueue(options.rewriting, (...rewriting) => this.#rewrite(...rewriting), {
      failed: (hardwareId, cause) => services.events.rewriteFailed(hardwareId, reasonOf(cause), cause),
      dropped: (hardwareId) => services.events.rewriteDropped(hardwareId),
    });
  }

  /** The number of rewrites that run or wait. */
  get rewriteCount(): number {
    return this.#queue.size;
  }

  /** Settles when no rewrite runs or waits. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  ask(turn: AskedTurn): RememberedTurn {
    const { hardwareId } = turn;
    // A user who speaks has stopped listening to the answers before.
    this.#open.stop(hardwareId);
    const history = this.#history.turns(hardwareId, this.#open.running(hardwareId));
    return { recall: (signal) => this.#recall(hardwareId, history, signal), end: this.#open.open(turn) };
  }

  interrupted(hardwareId: string, sessionId?: string): void {
    this.#open.stop(hardwareId, sessionId);
  }

  /** Stops rewriting. The rewrites that run or wait have `graceMs` to finish; the others are dropped. Idempotent. */
  close(graceMs: number): Promise<void> {
    this.#open.close();
    return this.#queue.close(graceMs);
  }

  async #recall(hardwareId: string, history: RecalledMemory['history'], signal: AbortSignal): Promise<RecalledMemory> {
    const { store, events } = this.#services;
    try {
      const load = async (): Promise<DeviceMemory> => await store.load(hardwareId);
      const { shortTerm, longTerm } = await withTimeout(this.#options.recallTimeoutMs, signal, load);
      return { shortTerm, longTerm, history };
    } catch (cause) {
      signal.throwIfAborted();
      events.recallFailed(hardwareId, cause === TIMED_OUT ? 'late' : 'failed', cause);
      return { shortTerm: '', longTerm: '', history };
    }
  }

  #heard(turn: HeardTurn): void {
    const { hardwareId, order, interrupted } = turn;
    const { prompt, answer } = this.#history.add(turn);
    this.#queue.add(hardwareId, { order, prompt, answer, interrupted });
  }

  async #rewrite(hardwareId: string, turns: readonly AnalysedTurn[], signal: AbortSignal): Promise<void> {
    const { store, analyse, events } = this.#services;
    const { limits } = this.#options;
    const memory = scrubbed(await store.load(hardwareId));
    signal.throwIfAborted();
    const { text, ...cost } = await analyse(analysisPrompt(memory, turns, limits), signal);
    const rewritten = parseAnalysis(text, memory, limits);
    if (!rewritten) throw NOT_UNDERSTOOD;
    // After a timeout the reply may be older than the stored memory.
    signal.throwIfAborted();
    await store.save(hardwareId, rewritten);
    events.rewritten(hardwareId, cost);
  }
}

function scrubbed({ shortTerm, longTerm }: DeviceMemory): DeviceMemory {
  return { shortTerm: scrubSecrets(shortTerm), longTerm: scrubSecrets(longTerm) };
}

function reasonOf(cause: unknown): 'late' | 'failed' | 'not_understood' {
  if (cause === TIMED_OUT) return 'late';
  return cause === NOT_UNDERSTOOD ? 'not_understood' : 'failed';
}
