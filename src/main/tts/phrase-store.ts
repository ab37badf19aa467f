import type { Phrase } from './phrase.js';

/**
 * The phrases one can ask for, and the bytes of all that are in memory. The bound also holds for what is being filled, and
 * for what a slow listener has yet to send: such phrases cannot be evicted, as that would free nothing.
 */
export class PhraseStore {
  readonly #maxBytes: number;
  readonly #phrases = new Map<string, Phrase>();
  /** Those of them that nobody uses, longest unused first. */
  readonly #unused = new Set<Phrase>();
  #boundBytes = 0;
  #pinnedBytes = 0;

  /** @param maxBytes pinned phrases are not counted */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#boundBytes + this.#pinnedBytes;
  }

  get phrases(): number {
    return this.#phrases.size;
  }

  get(key: string): Phrase | undefined {
    return this.#phrases.get(key);
  }

  /** Whoever asks for its key from now on gets this phrase. The one before it goes on for those who listen to it. */
  put(phrase: Phrase): void {
    this.#phrases.set(phrase.key, phrase);
  }

  /** Nobody who asks from now on gets this phrase. */
  forget(phrase: Phrase): void {
    if (this.#phrases.get(phrase.key) === phrase) this.#phrases.delete(phrase.key);
    this.#unused.delete(phrase);
  }

  /**
   * Counts `byteLength` more bytes of a phrase. Forgets it where there is no room for them and nothing to evict.
   * @returns false = it is not kept: nothing was counted
   */
  makeRoom(phrase: Phrase, byteLength: number): boolean {
    if (this.#phrases.get(phrase.key) !== phrase) return false;
    if (phrase.pinned) {
      this.#pinnedBytes += byteLength;
      return true;
    }
    if (phrase.byteLength + byteLength > this.#maxBytes) {
      // Larger than the whole bound: evicting others would not help.
      this.forget(phrase);
      return false;
    }
    while (this.#boundBytes + byteLength > this.#maxBytes) {
      const [oldest] = this.#unused;
      this.forget(oldest ?? phrase);
      if (!oldest) return false;
      this.unused(oldest);
    }
    this.#boundBytes += byteLength;
    return true;
  }

  /** Somebody listens to it. */
  used(phrase: Phrase): void {
    this.#unused.delete(phrase);
  }

  /** Nobody listens to the phrase, and nobody holds a frame of it. */
  unused(phrase: Phrase): void {
    if (this.#phrases.get(phrase.key) === phrase) {
      if (!phrase.pinned) this.#unused.add(phrase);
    } else if (phrase.pinned) {
      this.#pinnedBytes -= phrase.byteLength;
    } else {
      this.#boundBytes -= phrase.byteLength;
    }
  }
}
