import { NexyError } from '../../shared/errors.js';
import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';
import type { PhraseListener } from './phrase-listener.js';
import type { PhraseStore } from './phrase-store.js';

/** A frame of a phrase: a copy, or, when the phrase is not kept, the frame itself, shared by those who listen. */
export interface PhrasePart {
  readonly bytes: Buffer;
  readonly samples: number;
  readonly shared: { readonly frame: Frame; holders: number } | undefined;
}

/**
 * A phrase in memory, from the start of its synthesis on. It belongs to nobody's turn: it is spoken as long as anybody
 * listens, as fast as it comes, and each listener goes through it at a pace of its own.
 *
 * ```
 * filling ──spoken──► kept ──evicted──► forgotten
 *    └── failed, silent, may be cut, fell back, no room, nobody listens any more ──▲
 * ```
 */
export class Phrase {
  readonly key: string;
  /** Never evicted, and beside the bound. */
  readonly pinned: boolean;
  /** How its synthesis ended. Handled even when nobody looks. */
  readonly end: Promise<UtteranceEnd>;
  readonly #deadlineMs: number;
  readonly #store: PhraseStore;
  readonly #stop = new AbortController();
  readonly #parts: PhrasePart[] = [];
  readonly #listeners = new Set<PhraseListener>();
  #framesOut = 0;
  #byteLength = 0;
  #ended = false;

  /**
   * Starts the synthesis, and is in the store from then on. Its first listener must join before the caller gives way.
   * @param about its deadline is that of the request it is spoken for
   */
  constructor(
    about: { readonly key: string; readonly pinned: boolean; readonly deadlineMs: number },
    store: PhraseStore,
    speak: (stop: AbortSignal) => Utterance,
  ) {
    this.key = about.key;
    this.pinned = about.pinned;
    this.#deadlineMs = about.deadlineMs;
    this.#store = store;
    store.put(this);
    this.end = this.#fill(speak);
    this.end.catch(() => {});
  }

  /** Bytes of it that are copies. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** Samples (mono) of all of it; undefined = it is still being made. */
  get storedSamples(): number | undefined {
    return this.#ended ? this.#parts.reduce((sum, { samples }) => sum + samples, 0) : undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it comes soon enough for who needs it at `deadlineMs`: it sounds already, or waits no longer than they may. */
  isInTime(deadlineMs: number): boolean {
    return this.#ended || this.#parts.length > 0 || this.#deadlineMs <= deadlineMs;
  }

  join(listener: PhraseListener): void {
    this.#listeners.add(listener);
    this.#store.used(this);
  }

  /** The parts from `from` on, as far as they are there and `max` at most, for a listener; each must be given back. */
  take(from: number, max: number): readonly PhrasePart[] {
    const parts = this.#parts.slice(from, from + max);
    this.#framesOut += parts.length;
    return parts;
  }

  giveBack(part: PhrasePart): void {
    this.#framesOut--;
    letGo(part);
    this.#tellUnused();
  }

  /** @param taken parts this listener has taken; it lets go of the others */
  leave(listener: PhraseListener, taken: number): void {
    this.#listeners.delete(listener);
    for (const part of this.#parts.slice(taken)) letGo(part);
    if (this.#listeners.size === 0 && !this.#ended) {
      this.#store.forget(this);
      this.#stop.abort(new NexyError('cancelled_by_user'));
    }
    this.#tellUnused();
  }

  async #fill(speak: (stop: AbortSignal) => Utterance): Promise<UtteranceEnd> {
    let isToKeep = false;
    try {
      const utterance = speak(this.#stop.signal);
      for await (const frames of utterance) this.#add(frames);
      const end = await utterance.end;
      // What the backup spoke would be served in the wrong voice for ever.
      isToKeep = end.outcome === 'spoken' && !end.fellBack && end.keep !== false;
      return end;
    } finally {
      this.#ended = true;
      if (!isToKeep) this.#store.forget(this);
      for (const listener of this.#listeners) listener.wake();
    }
  }

  #add(frames: readonly Frame[]): void {
    const holders = this.#listeners.size;
    if (holders === 0) {
      // They were on their way when the last listener left.
      for (const frame of frames) frame.release();
      return;
    }
    const byteLength = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
    if (this.#store.makeRoom(this, byteLength)) this.#copy(frames, byteLength);
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

  #tellUnused(): void {
    if (this.#listeners.size === 0 && this.#framesOut === 0) this.#store.unused(this);
  }
}

/** One of a part's holders is done with it. */
function letGo({ shared }: PhrasePart): void {
  if (shared && --shared.holders === 0) shared.frame.release();
}
