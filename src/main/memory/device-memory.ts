import { TIMED_OUT, withTimeout } from '../../shared/timeout.js';
import type { EndedTurn, RecalledMemory, TurnMemory } from '../turn/services.js';
import { type AnalysedTurn, analysisPrompt, type MemoryLimits, parseAnalysis } from './memory-analysis.js';
import type { DeviceMemory, MemoryStore } from './memory-store.js';
import { PlayingTurns, type SettledTurn } from './playing-turns.js';
import { type RewriteOptions, RewriteQueue } from './rewrite-queue.js';
import { scrubSecrets } from './secrets.js';
import { SessionHistory, type SessionHistoryOptions } from './session-history.js';

export interface DeviceMemoryOptions {
  /** The longest wait of a turn for the device's memory, ms. */
  readonly recallTimeoutMs: number;
  readonly history: SessionHistoryOptions;
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
 * The memory of devices, in the store, and of sessions, in the process. After a turn a model rewrites the device's
 * memory in the background; no turn waits for that. No secret goes to the model or into memory.
 *
 * ```
 * remember ──► played, or interrupted ──► history of the session ──► recall
 *                      └──► queue ──► load ─► model ─► save ──► store ──► recall
 * ```
 */
export class DeviceTurnMemory implements TurnMemory {
  readonly #options: DeviceMemoryOptions;
  readonly #services: DeviceMemoryServices;
  readonly #history: SessionHistory;
  readonly #queue: RewriteQueue;
  readonly #playing = new PlayingTurns((turn) => this.#settled(turn));

  /** @param now returns ms on a clock that only goes forward */
  constructor(options: DeviceMemoryOptions, services: DeviceMemoryServices, now?: () => number) {
    this.#options = options;
    this.#services = services;
    this.#history = new SessionHistory(options.history, now);
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

  async recall(hardwareId: string, sessionId: string, signal: AbortSignal): Promise<RecalledMemory> {
    const { store, events } = this.#services;
    // A user who speaks has stopped listening to the answer before.
    this.#playing.stop(hardwareId, sessionId);
    const history = this.#history.turns(hardwareId, sessionId);
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

  remember(turn: EndedTurn): void {
    this.#playing.add(turn);
  }

  interrupted(hardwareId: string, sessionId?: string): void {
    this.#playing.stop(hardwareId, sessionId);
  }

  /** Stops rewriting. The rewrites that run or wait have `graceMs` to finish; the others are dropped. Idempotent. */
  close(graceMs: number): Promise<void> {
    this.#playing.close();
    return this.#queue.close(graceMs);
  }

  #settled({ hardwareId, sessionId, prompt, heardAnswer, interrupted }: SettledTurn): void {
    const turn = this.#history.add(hardwareId, sessionId, { prompt, answer: heardAnswer });
    this.#queue.add(hardwareId, { ...turn, interrupted });
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
