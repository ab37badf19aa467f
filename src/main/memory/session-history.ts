import type { PastTurn } from '../turn/services.js';
import { BoundedMap, bytesOf } from './bounded-map.js';
import { scrubSecrets } from './secrets.js';
import { newestWithin } from './turn-budget.js';

export interface SessionHistoryOptions {
  /** Most tokens of one session's turns, as estimated. */
  readonly maxTokens: number;
  /** Most sessions that are remembered; the one unused longest goes first. */
  readonly maxSessions: number;
  /** Most bytes of all of them. */
  readonly maxBytes: number;
  /** A session with no turn for so long is forgotten, ms. */
  readonly idleMs: number;
}

interface Session {
  readonly turns: readonly PastTurn[];
  readonly usedMs: number;
}

/** The last turns of each session, without secrets. A session is a device's own: its key is both ids. */
export class SessionHistory {
  readonly #options: SessionHistoryOptions;
  readonly #now: () => number;
  readonly #sessions: BoundedMap<Session>;

  /** @param now ms on a clock that only goes forward */
  constructor(options: SessionHistoryOptions, now: () => number = () => performance.now()) {
    this.#options = options;
    this.#now = now;
    this.#sessions = new BoundedMap({ maxEntries: options.maxSessions, maxBytes: options.maxBytes });
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  get byteLength(): number {
    return this.#sessions.byteLength;
  }

  /** Oldest first. */
  turns(hardwareId: string, sessionId: string): readonly PastTurn[] {
    this.#forgetIdle();
    const key = keyOf(hardwareId, sessionId);
    const turns = this.#sessions.get(key)?.turns;
    if (turns) this.#keep(key, turns);
    return turns ?? [];
  }

  /** A turn that is over; returns it as it is kept, but for the budget. */
  add(hardwareId: string, sessionId: string, { prompt, answer }: PastTurn): PastTurn {
    this.#forgetIdle();
    const key = keyOf(hardwareId, sessionId);
    const turn = { prompt: scrubSecrets(prompt), answer: scrubSecrets(answer) };
    this.#keep(key, newestWithin([...(this.#sessions.get(key)?.turns ?? []), turn], this.#options.maxTokens));
    return turn;
  }

  #keep(key: string, turns: readonly PastTurn[]): void {
    const byteLength = turns.reduce((sum, { prompt, answer }) => sum + bytesOf(prompt) + bytesOf(answer), 0);
    this.#sessions.set(key, { turns, usedMs: this.#now() }, byteLength);
  }

  #forgetIdle(): void {
    const idleSince = this.#now() - this.#options.idleMs;
    for (let oldest = this.#sessions.longestUnused; oldest; oldest = this.#sessions.longestUnused) {
      const [key, { usedMs }] = oldest;
      if (usedMs > idleSince) return;
      this.#sessions.delete(key);
    }
  }
}

function keyOf(hardwareId: string, sessionId: string): string {
  return JSON.stringify([hardwareId, sessionId]);
}
