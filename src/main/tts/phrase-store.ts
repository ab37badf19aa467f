/** A phrase as the store sees it. */
export interface StoredPhrase {
  readonly key: string;
  /** Tells whether the phrase is never evicted, and not counted in the limit. */
  readonly pinned: boolean;
  /** The bytes of the phrase that are copies. */
  readonly byteLength: number;
}

/**
 * The phrases that can be requested, and the bytes of all phrases in memory. The limit also counts phrases that are
 * being filled, and phrases that a slow listener has yet to send: they cannot be evicted, because that would free
 * nothing.
 */
export class PhraseStore<Phrase extends StoredPhrase> {
  readonly #maxBytes: number;
  readonly #phrases = new Map<string, Phrase>();
  /** The phrases, not pinned, that have no listener and no held frame, longest unused first. */
  readonly #unused = new Set<Phrase>();
  #unpinnedBytes = 0;
  #pinnedBytes = 0;

  /** @param maxBytes the limit; pinned phrases are not counted */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#unpinnedBytes + this.#pinnedBytes;
  }

  get phrases(): number {
    return this.#phrases.size;
  }

  get(key: string): Phrase | undefined {
    return this.#phrases.get(key);
  }

  /** Adds a phrase: later requests for its key get it. The phrase that was there before goes on for its listeners. */
  put(phrase: Phrase): void {
    this.#phrases.set(phrase.key, phrase);
  }

  /** Removes a phrase: later requests do not get it. */
  forget(phrase: Phrase): void {
    if (this.#phrases.get(phrase.key) === phrase) this.#phrases.delete(phrase.key);
    this.#unused.delete(phrase);
  }

  /**
   * Counts `byteLength` more bytes of a phrase. Forgets the phrase when there is no room for them and nothing to evict.
   * @returns false when the phrase is not kept: nothing was counted
   */
  reserve(phrase: Phrase, byteLength: number): boolean {
    if (this.#phrases.get(phrase.key) !== phrase) return false;
    if (phrase.pinned) {
      this.#pinnedBytes += byteLength;
      return true;
    }
    if (phrase.byteLength + byteLength > this.#maxBytes) {
      // The phrase is larger than the whole limit: evicting others would not help.
      this.forget(phrase);
      return false;
    }
    while (this.#unpinnedBytes + byteLength > this.#maxBytes) {
      const [oldest] = this.#unused;
      this.forget(oldest ?? phrase);
      if (!oldest) return false;
      this.markUnused(oldest);
    }
    this.#unpinnedBytes += byteLength;
    return true;
  }

  /** Records that the phrase has a listener. */
  markUsed(phrase: Phrase): void {
    this.#unused.delete(phrase);
  }

  /** Records that the phrase has no listener and no held frame; a phrase that was forgotten frees its bytes. */
  markUnused(phrase: Phrase): void {
    if (this.#phrases.get(phrase.key) === phrase) {
      if (!phrase.pinned) this.#unused.add(phrase);
    } else if (phrase.pinned) {
      this.#pinnedBytes -= phrase.byteLength;
    } else {
      this.#unpinnedBytes -= phrase.byteLength;
    }
  }
}
