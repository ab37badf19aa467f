import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { PictureOutcome, Pictures, PreparedPicture } from '../turn/services.js';
import { PictureAhead } from './picture-ahead.js';

/** A screenshot: in preparation or prepared, or as received. */
interface CollectedPicture {
  /** The digest and the size of the screenshot as received. */
  readonly digest: string;
  readonly receivedBytes: number;
  /** The bytes that are held: of the screenshot, or of the prepared picture. */
  readonly heldBytes: number;
  /** A copy of the screenshot as received, until its picture is ready. */
  readonly screenshot: Uint8Array | undefined;
  readonly ahead: PictureAhead | undefined;
}

export interface CollectOptions {
  /** The most bytes of all collected texts together, and of all collected screenshots together. */
  readonly maxBytes: number;
  /** The most screenshots in preparation at the same time; others are prepared when their prompt is complete. */
  readonly maxAhead: number;
}

/** The size that counts for an entry without any content, bytes: its ids, its digest, and the entry itself. */
export const ENTRY_BYTES = 4_096;

/** Keeps the last screenshot of each prompt that is being spoken, and prepares it ahead. */
export class CollectedPictures {
  readonly #maxAhead: number;
  readonly #service: () => Pictures | undefined;
  readonly #pictures: LRUCache<string, CollectedPicture>;
  #ahead = 0;

  /** @param service returns the service that prepares screenshots, if there is one */
  constructor({ maxBytes, maxAhead }: CollectOptions, service: () => Pictures | undefined) {
    this.#maxAhead = maxAhead;
    this.#service = service;
    this.#pictures = collectedCache(maxBytes, ({ heldBytes }) => heldBytes);
  }

  /** Keeps a screenshot for `ttlMs` (0 = without a limit). Clients may send one screenshot with many messages. */
  add(key: string, screenshot: Uint8Array, ttlMs: number): void {
    const digest = digestOf(screenshot);
    const before = this.#pictures.peek(key);
    const { byteLength } = screenshot;
    const received: CollectedPicture =
      before?.digest === digest
        ? before
        : // The message that holds the screenshot may be much larger, so the screenshot is copied.
          {
            digest,
            receivedBytes: byteLength,
            heldBytes: byteLength,
            screenshot: new Uint8Array(screenshot),
            ahead: undefined,
          };
    this.#pictures.set(key, this.#prepared(key, received), { ttl: ttlMs });
  }

  /** Keeps the screenshot, if there is one, for `ttlMs` from now. */
  touch(key: string, ttlMs: number): void {
    const picture = this.#pictures.peek(key);
    if (picture) this.#pictures.set(key, picture, { ttl: ttlMs });
  }

  /**
   * Returns the picture that takes the place of `screenshot`: there is no other screenshot, or it is the same.
   * @returns the picture in preparation, or the screenshot as received; undefined = `screenshot` is another one
   */
  get(key: string, screenshot: Uint8Array | undefined): PreparedPicture | Uint8Array | undefined {
    const picture = this.#pictures.peek(key);
    if (!picture) return undefined;
    const isSame =
      screenshot === undefined ||
      (screenshot.byteLength === picture.receivedBytes && digestOf(screenshot) === picture.digest);
    return isSame ? (picture.ahead ?? picture.screenshot) : undefined;
  }

  /** Removes the picture. @returns a function that puts it back for `ttlMs`, unless there is a new one */
  take(key: string): (ttlMs: number) => void {
    const picture = this.#pictures.peek(key);
    this.#pictures.delete(key);
    return (ttl) => {
      if (!picture || this.#pictures.has(key)) return;
      // A preparation that had not ended may have been stopped since; then the next turn prepares the screenshot itself.
      this.#pictures.set(key, picture.screenshot ? { ...picture, ahead: undefined } : picture, { ttl });
    };
  }

  dropStale(): void {
    this.#pictures.purgeStale();
  }

  clear(): void {
    this.#pictures.clear();
  }

  /** Starts to prepare a picture unless that has happened, or too many are being prepared. */
  #prepared(key: string, picture: CollectedPicture): CollectedPicture {
    const service = this.#service();
    if (!service || picture.ahead || !picture.screenshot || this.#ahead >= this.#maxAhead) return picture;
    this.#ahead++;
    const ahead = new PictureAhead(service, picture.screenshot);
    void ahead.ended.then((outcome) => {
      this.#ahead--;
      this.#hasEnded(key, ahead, outcome);
    });
    return { ...picture, ahead };
  }

  #hasEnded(key: string, ahead: PictureAhead, outcome: PictureOutcome): void {
    const picture = this.#pictures.peek(key);
    if (picture?.ahead !== ahead) return;
    const ttl = remainingMs(this.#pictures, key);
    // After a failure, the turn prepares the screenshot itself.
    if (outcome.outcome === 'failed') this.#pictures.set(key, { ...picture, ahead: undefined }, { ttl });
    else {
      const heldBytes = outcome.outcome === 'ready' ? outcome.image.bytes.byteLength : 0;
      this.#pictures.set(key, { ...picture, screenshot: undefined, heldBytes }, { ttl });
    }
  }
}

/** Creates a cache of at most `maxBytes`: the entry unused the longest is dropped first. */
export function collectedCache<Value extends object>(
  maxBytes: number,
  bytesOf: (value: Value) => number,
): LRUCache<string, Value> {
  return new LRUCache({
    // More entries of the least size do not fit.
    max: Math.ceil(maxBytes / ENTRY_BYTES),
    maxSize: maxBytes,
    sizeCalculation: (value) => ENTRY_BYTES + bytesOf(value),
    // By default the cache keeps the time for a ms, with a timer.
    ttlResolution: 0,
    perf: { now: () => performance.now() },
  });
}

/** Returns the time for which an entry is still kept, ms; 0 = without a limit. */
export function remainingMs(cache: { getRemainingTTL(key: string): number }, key: string): number {
  const leftMs = cache.getRemainingTTL(key);
  return Number.isFinite(leftMs) ? Math.max(1, Math.ceil(leftMs)) : 0;
}

function digestOf(screenshot: Uint8Array): string {
  return createHash('sha256').update(screenshot).digest('base64');
}
