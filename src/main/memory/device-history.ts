import { LRUCache } from 'lru-cache';
import { bytesOf } from '../../shared/text-bytes.js';
import type { PastTurn } from '../turn/services.js';
import type { HeardTurn } from './open-turns.js';
import { scrubSecrets } from './secrets.js';
import { newestWithin, wholeTurnsWithin } from './turn-budget.js';

export interface DeviceHistoryOptions {
  /** The most tokens of one device's turns, as estimated. */
  readonly maxTokens: number;
  /** The most devices that are remembered; the device with the oldest turns is evicted first. */
  readonly maxDevices: number;
  /** The most bytes of all devices together. */
  readonly maxBytes: number;
  /** The time after which a turn is forgotten, ms. */
  readonly idleMs: number;
}

/** A turn in the history, without secrets. */
interface KeptTurn extends PastTurn {
  /** The position of its prompt among all prompts that were asked. */
  readonly order: number;
  /** The time at which its answer was last heard, ms. */
  readonly heardMs: number;
}

/**
 * The latest turns of each device, without secrets. A conversation goes on over many sessions, because clients make a
 * new session for every prompt.
 */
export class DeviceHistory {
  readonly #options: DeviceHistoryOptions;
  readonly #now: () => number;
  /** The turns of each device, in the order in which they were asked. The devices are in the order of their last turn. */
  readonly #devices: LRUCache<string, readonly KeptTurn[]>;

  /** @param now returns ms on a clock that only goes forward */
  constructor(options: DeviceHistoryOptions, now: () => number = () => performance.now()) {
    this.#options = options;
    this.#now = now;
    this.#devices = new LRUCache({
      max: options.maxDevices,
      maxSize: options.maxBytes,
      sizeCalculation: (turns, hardwareId) =>
        turns.reduce((sum, { prompt, answer }) => sum + bytesOf(prompt) + bytesOf(answer), bytesOf(hardwareId)),
    });
  }

  get devices(): number {
    return this.#devices.size;
  }

  get byteLength(): number {
    return this.#devices.calculatedSize;
  }

  /**
   * Returns the turns of a device in the order in which they were asked.
   * @param running turns that have not ended and count as far as they were heard
   */
  turns(hardwareId: string, running: readonly HeardTurn[] = []): readonly PastTurn[] {
    this.#forgetOld();
    const { maxTokens } = this.#options;
    // A device may run many turns, and a long text takes 10 ms to scrub.
    const fitting = wholeTurnsWithin(running, maxTokens);
    const newest = fitting.length > 0 ? fitting : running.slice(-1);
    const turns = [...this.#recent(hardwareId), ...newest.map((turn) => this.#kept(turn))].sort(byOrder);
    return newestWithin(turns, maxTokens).map(({ prompt, answer }) => ({ prompt, answer }));
  }

  /** Adds a turn that has ended; returns it without secrets, before the token limit is applied. */
  add(turn: HeardTurn): PastTurn {
    this.#forgetOld();
    const kept = this.#kept(turn);
    const turns = [...this.#recent(turn.hardwareId), kept].sort(byOrder);
    this.#devices.set(turn.hardwareId, newestWithin(turns, this.#options.maxTokens));
    return kept;
  }

  #kept({ order, prompt, answer }: HeardTurn): KeptTurn {
    return { order, heardMs: this.#now(), prompt: scrubSecrets(prompt), answer: scrubSecrets(answer) };
  }

  #recent(hardwareId: string): readonly KeptTurn[] {
    const turns = this.#devices.peek(hardwareId) ?? [];
    return turns.filter(({ heardMs }) => this.#isRecent(heardMs));
  }

  #forgetOld(): void {
    for (const hardwareId of this.#devices.rkeys()) {
      const turns = this.#devices.peek(hardwareId) ?? [];
      if (turns.some(({ heardMs }) => this.#isRecent(heardMs))) return;
      this.#devices.delete(hardwareId);
    }
  }

  #isRecent(heardMs: number): boolean {
    return heardMs > this.#now() - this.#options.idleMs;
  }
}

function byOrder(one: { readonly order: number }, other: { readonly order: number }): number {
  return one.order - other.order;
}
