import type { LRUCache } from 'lru-cache';
import { bytesOf } from '../../shared/text-bytes.js';
import type { Pictures, PreparedPicture, Screen } from '../turn/services.js';
import { CollectedPictures, type CollectOptions, collectedCache, remainingMs } from './collected-pictures.js';
import { NO_PARTS, type PromptPart, type PromptParts, withPart } from './prompt-parts.js';

/** A COLLECT message, validated. */
export interface CollectedPart {
  readonly hardwareId: string;
  readonly sessionId: string;
  /** The text of the message; undefined when it has no text. */
  readonly part: PromptPart | undefined;
  /** The screenshot in Base64, as received, with its header checked. */
  readonly screenshot: Uint8Array | undefined;
  readonly screen: Screen | undefined;
}

/** The texts of one session so far. */
interface Collected {
  readonly parts: PromptParts;
  readonly screen: Screen | undefined;
}

/** A prompt whose parts were collected. */
export interface CollectedPrompt extends Collected {
  /**
   * Returns the collected screenshot, in preparation or as received, if it takes the place of the one that completes the
   * prompt: there is no other, or it is the same.
   */
  pictureFor(screenshot: Uint8Array | undefined): PreparedPicture | Uint8Array | undefined;
}

/** The settings that may change while the server runs. */
export interface CollectLimits {
  readonly maxPromptBytes: number;
  /** The time without a message after which a collected prompt is dropped, ms; 0 = never. */
  readonly idleMs: number;
}

/** The number of times, in the time limit of a prompt, that prompts past their limit are looked for. */
const CHECKS_PER_IDLE_TIME = 4;

/**
 * Keeps the parts of prompts that users are still speaking, until the prompt is complete. A prompt belongs to one device
 * and session: its key is both ids. Texts and screenshots have limits of their own, so that screenshots displace no text.
 */
export class CollectedPrompts {
  readonly #prompts: LRUCache<string, Collected>;
  readonly #pictures: CollectedPictures;
  /** The timer of all prompts together: messages come several times a second, and a timer for each costs too much. */
  #check: NodeJS.Timeout | undefined;
  /** The time limit for which the timer was set, ms. */
  #checkedIdleMs = 0;

  /** @param service returns the service that prepares screenshots, if there is one */
  constructor(options: CollectOptions, service: () => Pictures | undefined) {
    this.#prompts = collectedCache(options.maxBytes, ({ parts }) => bytesOfParts(parts));
    this.#pictures = new CollectedPictures(options, service);
  }

  /** The number of prompts. */
  get size(): number {
    return this.#prompts.size;
  }

  add({ hardwareId, sessionId, part, screenshot, screen }: CollectedPart, limits: CollectLimits): void {
    const { maxPromptBytes, idleMs } = limits;
    const key = keyOf(hardwareId, sessionId);
    const before = this.#prompts.peek(key);
    const parts = before?.parts ?? NO_PARTS;
    const collected: Collected = {
      parts: part ? withPart(parts, part, maxPromptBytes) : parts,
      screen: screen ?? before?.screen,
    };
    this.#prompts.set(key, collected, { ttl: idleMs });
    if (screenshot) this.#pictures.add(key, screenshot, idleMs);
    else this.#pictures.touch(key, idleMs);
    this.#scheduleCheck(idleMs);
  }

  /** Returns a prompt as far as it was collected, and keeps it: its turn may be refused, and asked for again. */
  get(hardwareId: string, sessionId: string): CollectedPrompt | undefined {
    const key = keyOf(hardwareId, sessionId);
    const collected = this.#prompts.peek(key);
    return collected && { ...collected, pictureFor: (screenshot) => this.#pictures.get(key, screenshot) };
  }

  /**
   * Removes a prompt whose turn runs: what the session sends from now on belongs to its next prompt.
   * @returns a function that puts it back, so that the turn can be asked for again, unless the next prompt has begun
   */
  take(hardwareId: string, sessionId: string): () => void {
    const key = keyOf(hardwareId, sessionId);
    const collected = this.#prompts.peek(key);
    const idleMs = remainingMs(this.#prompts, key);
    this.#prompts.delete(key);
    const putPictureBack = this.#pictures.take(key);
    return () => {
      if (!collected || this.#prompts.has(key)) return;
      this.#prompts.set(key, collected, { ttl: idleMs });
      putPictureBack(idleMs);
      this.#scheduleCheck(idleMs);
    };
  }

  /** Drops all prompts. */
  clear(): void {
    this.#prompts.clear();
    this.#pictures.clear();
    clearTimeout(this.#check);
    this.#check = undefined;
  }

  /** Makes sure that prompts are dropped when their time has passed, also after the limit has become shorter. */
  #scheduleCheck(idleMs: number): void {
    if (idleMs === 0 || (this.#check && this.#checkedIdleMs <= idleMs)) return;
    clearTimeout(this.#check);
    this.#checkedIdleMs = idleMs;
    this.#check = setTimeout(() => {
      this.#check = undefined;
      this.#prompts.purgeStale();
      this.#pictures.dropStale();
      if (this.#prompts.size > 0) this.#scheduleCheck(idleMs);
    }, idleMs / CHECKS_PER_IDLE_TIME).unref();
  }
}

function bytesOfParts({ merged, newest }: PromptParts): number {
  return newest.reduce((sum, { text }) => sum + bytesOf(text), bytesOf(merged));
}

/** Returns the key of a prompt: both ids, which hold no control characters. */
function keyOf(hardwareId: string, sessionId: string): string {
  return `${hardwareId}\0${sessionId}`;
}
