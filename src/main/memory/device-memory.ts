import { inTime, LATE } from '../in-time.js';
import type { EndedTurn, Recollection, TurnMemory } from '../turn/services.js';
import { type AnalysedTurn, analysisPrompt, type MemoryLimits, parseAnalysis } from './memory-analysis.js';
import type { DeviceMemory, MemoryStore } from './memory-store.js';
import { PlayingTurns, type SettledTurn } from './playing-turns.js';
import { type RewriteOptions, RewriteQueue } from './rewrite-queue.js';
import { scrubSecrets } from './secrets.js';
import { SessionHistory, type SessionHistoryOptions } from './session-history.js';

export interface DeviceMemoryOptions {
  /** How long a turn waits for what is known, ms. */
  readonly recallTimeoutMs: number;
  readonly history: SessionHistoryOptions;
  readonly rewriting: RewriteOptions;
  readonly limits: MemoryLimits;
}

/** A model's reply, and what it cost. */
export interface Analysis {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Empty = it did not say what it cost. */
  readonly model: string;
}

/** Asks a model once. It fails, or ends, when the signal fires. */
export type Analyse = (prompt: string, signal: AbortSignal) => Promise<Analysis>;

/** What memory tells whoever keeps the log. */
export interface MemoryEvents {
  /** A turn goes on without what lasts. */
  recallFailed(hardwareId: string, reason: 'late' | 'failed', cause: unknown): void;
  rewritten(hardwareId: string, cost: Omit<Analysis, 'text'>): void;
  /** Memory stays as it was. `not_understood`: the model replied something else than memory. */
  rewriteFailed(hardwareId: string, reason: 'late' | 'failed' | 'not_understood', cause: unknown): void;
  /** Too many devices wait, or the server stops: the latest turns of this one go into no memory. */
  rewriteDropped(hardwareId: string): void;
}

/** What a rewriting needs; the composition root has it. */
export interface DeviceMemoryServices {
  readonly store: MemoryStore;
  readonly analyse: Analyse;
  readonly events: MemoryEvents;
}

/** The model's reply was no memory. */
const NOT_UNDERSTOOD = Symbol('not understood');

/**
 * Memory of devices, in the store, and of sessions, in the process. After a turn a model rewrites the device's memory
 * in the background; no turn waits for that. No secret goes to the model or into memory.
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

  /** @param now ms on a clock that only goes forward */
  constructor(options: DeviceMemoryOptions, services: DeviceMemoryServices, now?: () => number) {
    this.#options = options;
    this.#services = services;
    this.#history = new SessionHistory(options.history, now);
    this.#queue = new RewriteQueue(options.rewriting, (...rewriting) => this.#rewrite(...rewriting), {
      failed: (hardwareId, cause) => services.events.rewriteFailed(hardwareId, reasonOf(cause), cause),
      dropped: (hardwareId) => services.events.rewriteDropped(hardwareId),
    });
  }

  /** Rewritings that run or wait. */
  get rewritings(): number {
    return this.#queue.size;
  }

  /** Settles when none runs and none waits. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async recall(hardwareId: string, sessionId: string, signal: AbortSignal): Promise<Recollection> {
    const { store, events } = this.#services;
    // Who speaks has stopped listening.
    this.#playing.stop(hardwareId, sessionId);
    const history = this.#history.turns(hardwareId, sessionId);
    try {
      const load = async (): Promise<DeviceMemory> => await store.load(hardwareId);
      const { shortTerm, longTerm } = await inTime(this.#options.recallTimeoutMs, signal, load);
      return { shortTerm, longTerm, history };
    } catch (cause) {
      signal.throwIfAborted();
      events.recallFailed(hardwareId, cause === LATE ? 'late' : 'failed', cause);
      return { shortTerm: '', longTerm: '', history };
    }
  }

  remember(turn: EndedTurn): void {
    this.#playing.add(turn);
  }

  interrupted(hardwareId: string, sessionId?: string): void {
    this.#playing.stop(hardwareId, sessionId);
  }

  /** Nothing is rewritten from now on. What runs or waits has `graceMs` to be done; the rest is dropped. Idempotent. */
  close(graceMs: number): Promise<void> {
    this.#playing.close();
    return this.#queue.close(graceMs);
  }

  #settled({ hardwareId, sessionId, prompt, said, interrupted }: SettledTurn): void {
    const turn = this.#history.add(hardwareId, sessionId, { prompt, answer: said });
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
    // Late, it may be older than what is stored.
    signal.throwIfAborted();
    await store.save(hardwareId, rewritten);
    events.rewritten(hardwareId, cost);
  }
}

function scrubbed({ shortTerm, longTerm }: DeviceMemory): DeviceMemory {
  return { shortTerm: scrubSecrets(shortTerm), longTerm: scrubSecrets(longTerm) };
}

function reasonOf(cause: unknown): 'late' | 'failed' | 'not_understood' {
  if (cause === LATE) return 'late';
  return cause === NOT_UNDERSTOOD ? 'not_understood' : 'failed';
}
