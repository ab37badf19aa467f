import { LRUCache } from 'lru-cache';
import type { PastTurn } from '../turn/services.js';
import { scrubSecrets } from './secrets.js';
import { bytesOf } from './text-bytes.js';
import { newestWithin } from './turn-budget.js';

export interface SessionHistoryOptions {
  /** The most tokens of one session's turns, as estimated. */
  readonly maxTokens: number;
  /** The most sessions that are remembered; the session unused the longest is evicted first. */
  readonly maxSessions: number;
  /** The most bytes of all sessions together. */
  readonly maxBytes: number;
  /** The time without a turn after which a session is forgotten, ms. */
  readonly idleMs: number;
}

interface Session {
  readonly turns: readonly PastTurn[];
  readonly usedMs: number;
}

/** The last turns of each session, without secrets. A session belongs to one device: its key is both ids. */
export class SessionHistory {
  readonly #options: SessionHistoryOptions;
  readonly #now: () => number;
  readonly #sessions: LRUCache<string, Session>;

  /** @param now returns ms on a clock that only goes forward */
  constructor(options: SessionHistoryOptions, now: () => number = () => performance.now()) {
    this.#options = options;
    this.#now = now;
    this.#sessions = new LRUCache({
      max: options.maxSessions,
      maxSize: options.maxBytes,
      sizeCalculation: ({ turns }, key) =>
        turns.reduce((sum, { prompt, answer }) => sum + bytesOf(prompt) + bytesOf(answer), bytesOf(key)),
    });
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  get byteLength(): number {
    return this.#sessions.calculatedSize;
  }

  /** Returns the turns of a session, oldest first. */
  turns(hardwareId: string, sessionId: string): readonly PastTurn[] {
    this.#forgetIdle();
    const key = keyOf(hardwareId, sessionId);
    const turns = this.#sessions.get(key)?.turns;
    if (turns) this.#keep(key, turns);
    return turns ?? [];
  }

  /** Adds a turn that has ended; returns it without secrets, before the token limit is applied. */
  add(hardwareId: string, sessionId: string, { prompt, answer }: PastTurn): PastTurn {
    this.#forgetIdle();
    const key = keyOf(hardwareId, sessionId);
    const turn = { prompt: scrubSecrets(prompt), answer: scrubSecrets(answer) };
    this.#keep(key, newestWithin([...(this.#sessions.get(key)?.turns ?? []), turn], this.#options.maxTokens));
    return turn;
  }

  #keep(key: string, turns: readonly PastTurn[]): void {
    this.#sessions.set(key, { turns, usedMs: this.#now() });
  }

  #forgetIdle(): void {
    const idleSince = this.#now() - this.#options.idleMs;
    for (const key of this.#sessions.rkeys()) {
      const session = this.#sessions.peek(key);
      if (session && session.usedMs > idleSince) return;
      this.#sessions.delete(key);
    }
  }
}

function keyOf(hardwareId: string, sessionId: string): string {
  return JSON.stringify([hardwareId, sessionId]);
}
