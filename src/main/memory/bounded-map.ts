export interface MapBounds {
  readonly maxEntries: number;
  /** The most bytes of keys and values together. */
  readonly maxBytes: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly byteLength: number;
}

/** Returns the most bytes that a text can take in memory: two for each UTF-16 unit. */
export function bytesOf(text: string): number {
  return text.length * 2;
}

/** A map with a limit on its entries and bytes: the entry unused the longest is evicted first. */
export class BoundedMap<Value> {
  readonly #bounds: MapBounds;
  /** The entries, longest unused first. */
  readonly #entries = new Map<string, Entry<Value>>();
  #byteLength = 0;

  constructor(bounds: MapBounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#entries.size;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Returns the value of a key; this counts as a use of it. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** The value that was unused the longest, and its key; undefined when the map is empty. */
  get longestUnused(): readonly [string, Value] | undefined {
    for (const [key, { value }] of this.#entries) return [key, value];
    return undefined;
  }

  /**
   * Sets a value.
   * @param byteLength the bytes of the value; a value that is too large by itself is not kept, and evicts nothing else
   */
  set(key: string, value: Value, byteLength: number): void {
    this.delete(key);
    const { maxEntries, maxBytes } = this.#bounds;
    const entry = { value, byteLength: bytesOf(key) + byteLength };
    if (entry.byteLength > maxBytes) return;
    this.#entries.set(key, entry);
    this.#byteLength += entry.byteLength;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#byteLength <= maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#byteLength -= this.#entries.get(key)?.byteLength ?? 0;
    this.#entries.delete(key);
  }
}
