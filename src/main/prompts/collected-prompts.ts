import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pictures, PreparedPicture, Screen } from '../turn/services.js';
import { PictureAhead } from './picture-ahead.js';
import { type PromptPart, withPart } from './prompt-parts.js';

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

/** The parts of one session so far. */
interface Collected {
  readonly parts: readonly PromptPart[];
  /** The last screenshot; undefined when no message had one. */
  readonly picture: CollectedPicture | undefined;
  readonly screen: Screen | undefined;
}

/** A screenshot: in preparation or prepared, or as received. */
interface CollectedPicture {
  readonly picture: PictureAhead | Uint8Array;
  /** The digest and the size of the screenshot as received. */
  readonly digest: string;
  readonly byteLength: number;
}

/** A prompt whose parts were collected. */
export interface CollectedPrompt {
  /** The parts in the order of their numbers; empty when no message had a text. */
  readonly parts: readonly PromptPart[];
  readonly screen: Screen | undefined;
  /**
   * Returns the collected screenshot, in preparation or as received, if it takes the place of the one that completes the
   * prompt: there is no other, or it is the same.
   */
  pictureFor(screenshot: Uint8Array | undefined): PreparedPicture | Uint8Array | undefined;
}

export interface CollectOptions {
  /** The most bytes of all collected prompts together; the prompt unused the longest is dropped first. */
  readonly maxBytes: number;
  /** The most screenshots in preparation at the same time; others are prepared when their prompt is complete. */
  readonly maxAhead: number;
}

/** The settings that may change while the server runs. */
export interface CollectLimits {
  readonly maxPromptBytes: number;
  /** The time without a message after which a collected prompt is dropped, ms; 0 = never. */
  readonly idleMs: number;
}

/**
 * Keeps the parts of prompts that users are still speaking, and prepares their screenshots, until the prompt is
 * complete. A prompt belongs to one device and session: its key is both ids.
 */
export class CollectedPrompts {
  readonly #options: CollectOptions;
  readonly #pictures: () => Pictures | undefined;
  readonly #prompts: LRUCache<string, Collected>;
  #ahead = 0;
  /** The timer of all prompts together: messages come several times a second, and a timer for each costs too much. */
  #dropIdle: NodeJS.Timeout | undefined;

  /** @param pictures returns the service that prepares screenshots, if there is one */
  constructor(options: CollectOptions, pictures: () => Pictures | undefined) {
    this.#options = options;
    this.#pictures = pictures;
    this.#prompts = new LRUCache({
      // More prompts of the least size do not fit.
      max: Math.ceil(options.maxBytes / MIN_PROMPT_BYTES),
      maxSize: options.maxBytes,
      sizeCalculation: ({ parts, picture }) => MIN_PROMPT_BYTES + (picture?.byteLength ?? 0) + bytesOfParts(parts),
      // By default the cache keeps the time for a ms, with a timer.
      ttlResolution: 0,
      perf: { now: () => performance.now() },
      dispose: ({ picture }, _key, reason) => {
        if (reason !== 'set') drop(picture);
      },
    });
  }

  /** The number of prompts. */
  get size(): number {
    return this.#prompts.size;
  }

  add({ hardwareId, sessionId, part, screenshot, screen }: CollectedPart, limits: CollectLimits): void {
    const key = keyOf(hardwareId, sessionId);
    const before = this.#prompts.peek(key);
    const collected: Collected = {
      parts: part ? withPart(before?.parts ?? [], part, limits.maxPromptBytes) : (before?.parts ?? []),
      picture: screenshot ? this.#latest(screenshot, before?.picture) : before?.picture,
      screen: screen ?? before?.screen,
    };
    this.#prompts.set(key, collected, { ttl: limits.idleMs });
    this.#scheduleDrop();
  }

  /** Returns a prompt as far as it was collected, and keeps it: its turn may be refused, and asked for again. */
  get(hardwareId: string, sessionId: string): CollectedPrompt | undefined {
    const collected = this.#prompts.peek(keyOf(hardwareId, sessionId));
    if (!collected) return undefined;
    const { parts, picture, screen } = collected;
    return {
      parts,
      screen,
      pictureFor: (screenshot) =>
        screenshot === undefined || picture?.digest === digestOf(screenshot) ? picture?.picture : undefined,
    };
  }

  /**
   * Forgets a prompt whose turn runs.
   * @param taken the picture that the turn takes; any other preparation is stopped
   */
  handOver(hardwareId: string, sessionId: string, taken: PreparedPicture | undefined): void {
    const key = keyOf(hardwareId, sessionId);
    const collected = this.#prompts.peek(key);
    if (taken && collected?.picture?.picture === taken) this.#prompts.set(key, { ...collected, picture: undefined });
    this.#prompts.delete(key);
  }

  /** Drops all prompts, and stops the preparation of their screenshots. */
  clear(): void {
    this.#prompts.clear();
    clearTimeout(this.#dropIdle);
  }

  /** Makes sure that the prompt unused the longest is dropped when its time has passed, and then the next one. */
  #scheduleDrop(): void {
    if (this.#dropIdle) return;
    const [oldest] = this.#prompts.rkeys();
    const leftMs = oldest === undefined ? Number.POSITIVE_INFINITY : this.#prompts.getRemainingTTL(oldest);
    if (leftMs === Number.POSITIVE_INFINITY) return;
    this.#dropIdle = setTimeout(() => {
      this.#dropIdle = undefined;
      this.#prompts.purgeStale();
      this.#scheduleDrop();
    }, leftMs + 1).unref();
  }

  /** Returns the picture of the screenshot that arrived last. Clients may send one screenshot with many messages. */
  #latest(screenshot: Uint8Array, before: CollectedPicture | undefined): CollectedPicture {
    const digest = digestOf(screenshot);
    if (before?.digest === digest) return before;
    drop(before);
    return { picture: this.#prepare(screenshot), digest, byteLength: screenshot.byteLength };
  }

  #prepare(screenshot: Uint8Array): PictureAhead | Uint8Array {
    const pictures = this.#pictures();
    if (!pictures || this.#ahead >= this.#options.maxAhead) return screenshot;
    this.#ahead++;
    return new PictureAhead(pictures, screenshot, () => void this.#ahead--);
  }
}

/** The size that counts for a prompt without any text, bytes: its ids and its entry. */
const MIN_PROMPT_BYTES = 4_096;

function bytesOfParts(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, { text }) => sum + text.length * 2, 0);
}

function drop(collected: CollectedPicture | undefined): void {
  if (collected?.picture instanceof PictureAhead) collected.picture.drop();
}

function digestOf(screenshot: Uint8Array): string {
  return createHash('sha256').update(screenshot).digest('base64');
}

/** Ids hold no control characters. */
function keyOf(hardwareId: string, sessionId: string): string {
  return `${hardwareId}\0${sessionId}`;
}
