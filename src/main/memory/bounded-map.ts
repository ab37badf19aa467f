export interface MapBounds {
  readonly maxEntries: number;
  /** Of keys and values together. */
  readonly maxBytes: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly byteLength: number;
}

/** Bytes of a text in memory, at most: two for each UTF-16 unit. */
export function bytesOf(text: string): number {
  return text.length * 2;
}

/** A map that never outgrows its bounds: what was unused the longest goes first. */
export class BoundedMap<Value> {
  readonly #bounds: MapBounds;
  /** Longest unused first. */
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

  /** Counts as a use of it. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** The value that was unused the longest, and its key. */
  get longestUnused(): readonly [string, Value] | undefined {
    for (const [key, { value }] of this.#entries) return [key, value];
    return undefined;
  }

  /** @param byteLength of the value; one that is too large by itself is not kept, and evicts nothing else */
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
