import { NexyError } from '../../shared/errors.js';
import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';
import type { PhraseStore } from './phrase-store.js';

/** A reader of a phrase, which is woken when there are more parts or the phrase has ended. */
export interface PhraseReader {
  wake(): void;
}

/** A frame of a phrase: a copy, or, when the phrase is not kept, the frame itself, shared by the listeners. */
export interface PhrasePart {
  readonly bytes: Buffer;
  readonly samples: number;
  readonly shared: { readonly frame: Frame; holders: number } | undefined;
}

/**
 * A phrase in memory, from the start of its synthesis on. It belongs to no turn: its synthesis runs at full speed for
 * as long as the phrase has a listener, and each listener reads it at a pace of its own.
 *
 * ```
 * filling ──spoken──► kept ──evicted──► forgotten
 *    └── failed, silent, may be cut, fell back, no room, no listener left ─────────▲
 * ```
 */
export class Phrase {
  readonly key: string;
  /** Tells whether the phrase is never evicted, and not counted in the limit. */
  readonly pinned: boolean;
  /** The end of the synthesis. A rejection is handled even when no caller reads it. */
  readonly end: Promise<UtteranceEnd>;
  readonly #deadlineMs: number;
  readonly #store: PhraseStore<Phrase>;
  readonly #stop = new AbortController();
  readonly #parts: PhrasePart[] = [];
  readonly #listeners = new Set<PhraseReader>();
  #framesOut = 0;
  #byteLength = 0;
  #ended = false;
  #settleEnd: (end: Promise<UtteranceEnd>) => void = () => {};

  /** @param about its deadline is that of the request for which the phrase is spoken */
  constructor(
    about: { readonly key: string; readonly pinned: boolean; readonly deadlineMs: number },
    store: PhraseStore<Phrase>,
  ) {
    this.key = about.key;
    this.pinned = about.pinned;
    this.#deadlineMs = about.deadlineMs;
    this.#store = store;
    this.end = new Promise((resolve) => {
      this.#settleEnd = resolve;
    });
    this.end.catch(() => {});
  }

  /** Starts the synthesis and adds the phrase to the store. Its first listener has joined. */
  start(speak: (stop: AbortSignal) => Utterance): void {
    this.#store.put(this);
    this.#settleEnd(this.#fill(speak));
  }

  /** The bytes of the phrase that are copies. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** The samples (mono) of the whole phrase; undefined while it is being made. */
  get storedSamples(): number | undefined {
    return this.#ended ? this.#parts.reduce((sum, { samples }) => sum + samples, 0) : undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Tells whether the phrase comes soon enough for a request with the deadline `deadlineMs`: its sound has begun, or
   * its own deadline is not later.
   */
  meetsDeadline(deadlineMs: number): boolean {
    return this.#ended || this.#parts.length > 0 || this.#deadlineMs <= deadlineMs;
  }

  join(listener: PhraseReader): void {
    this.#listeners.add(listener);
    this.#store.markUsed(this);
  }

  /** Returns the parts from `from` on that exist, at most `max`, for a listener; each must be given back. */
  take(from: number, max: number): readonly PhrasePart[] {
    const parts = this.#parts.slice(from, from + max);
    this.#framesOut += parts.length;
    return parts;
  }

  release(part: PhrasePart): void {
    this.#framesOut--;
    releaseHold(part);
    this.#notifyUnused();
  }

  /** Removes a listener. @param taken the number of parts that it has taken; it releases the others */
  leave(listener: PhraseReader, taken: number): void {
    this.#listeners.delete(listener);
    for (const part of this.#parts.slice(taken)) releaseHold(part);
    if (this.#listeners.size === 0 && !this.#ended) {
      this.#store.forget(this);
      this.#stop.abort(new NexyError('cancelled_by_user'));
    }
    this.#notifyUnused();
  }

  async #fill(speak: (stop: AbortSignal) => Utterance): Promise<UtteranceEnd> {
    let shouldKeep = false;
    try {
      const utterance = speak(this.#stop.signal);
      for await (const frames of utterance) this.#add(frames);
      const end = await utterance.end;
      // A phrase in the backup's voice would be served in the wrong voice for ever.
      shouldKeep = end.outcome === 'spoken' && !end.fellBack && end.isCacheable !== false;
      return end;
    } finally {
      this.#ended = true;
      if (!shouldKeep) this.#store.forget(this);
      for (const listener of this.#listeners) listener.wake();
    }
  }

  #add(frames: readonly Frame[]): void {
    const holders = this.#listeners.size;
    if (holders === 0) {
      // The frames were on their way when the last listener left.
      for (const frame of frames) frame.release();
      return;
    }
    const byteLength = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
    if (this.#store.reserve(this, byteLength)) this.#copy(frames, byteLength);
    else this.#share(frames, holders);
    for (const listener of this.#listeners) listener.wake();
  }

  #copy(frames: readonly Frame[], byteLength: number): void {
    this.#byteLength += byteLength;
    // Not from Node's pool: a small phrase must not keep a large slab.
    const copies = Buffer.allocUnsafeSlow(byteLength);
    let place = 0;
    for (const frame of frames) {
      const { bytes, samples } = frame;
      copies.set(bytes, place);
      this.#parts.push({ bytes: copies.subarray(place, place + bytes.byteLength), samples, shared: undefined });
      place += bytes.byteLength;
      frame.release();
    }
  }

  #share(frames: readonly Frame[], holders: number): void {
    for (const frame of frames) {
      const { bytes, samples } = frame;
      this.#parts.push({ bytes, samples, shared: { frame, holders } });
    }
  }

  #notifyUnused(): void {
    if (this.#listeners.size === 0 && this.#framesOut === 0) this.#store.markUnused(this);
  }
}

/** Releases the hold of one listener on a part. */
function releaseHold({ shared }: PhrasePart): void {
  if (shared && --shared.holders === 0) shared.frame.release();
}
