/** The share of the past that each new sentence replaces. */
const EWMA_ALPHA = 0.05;
/**
 * The sentences assumed at the start: their number, and the characters and ms of each. The first real sentences are
 * slow, and few.
 */
const FIRST_SENTENCES = 10;
const FIRST_CHARS = 60;
const FIRST_MS = 9;

/**
 * Estimates the cost of a sentence, ms of a thread's time, from every sentence that was spoken; the latest count most.
 */
export class SynthesisCost {
  #sentences = FIRST_SENTENCES;
  #ms = FIRST_SENTENCES * FIRST_MS;
  #chars = FIRST_SENTENCES * FIRST_CHARS;

  /** Returns the cost of a sentence of `chars` characters, ms. */
  estimateMs(chars: number): number {
    return (chars * this.#ms) / this.#chars;
  }

  /** The cost of a usual sentence, ms. */
  get averageMs(): number {
    return this.#ms / this.#sentences;
  }

  /** Records a sentence that was spoken. */
  learn(chars: number, tookMs: number): void {
    const kept = 1 - EWMA_ALPHA;
    this.#sentences = this.#sentences * kept + 1;
    this.#ms = this.#ms * kept + tookMs;
    this.#chars = this.#chars * kept + chars;
  }
}
