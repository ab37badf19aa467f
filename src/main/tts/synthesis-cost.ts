/** How much of the past each new sentence replaces. */
const FORGETTING = 0.05;
/** Taken for granted at first: so many sentences of so many characters and ms. The first real ones are slow, and few. */
const FIRST_SENTENCES = 10;
const FIRST_CHARS = 60;
const FIRST_MS = 9;

/** What a sentence costs: ms of a thread's time, learnt from every sentence that was spoken, the latest counting most. */
export class SynthesisCost {
  #sentences = FIRST_SENTENCES;
  #ms = FIRST_SENTENCES * FIRST_MS;
  #chars = FIRST_SENTENCES * FIRST_CHARS;

  /** Of a sentence of so many characters. */
  ofMs(chars: number): number {
    return (chars * this.#ms) / this.#chars;
  }

  /** Of the usual sentence. */
  get usualMs(): number {
    return this.#ms / this.#sentences;
  }

  /** A sentence was spoken. */
  learn(chars: number, tookMs: number): void {
    const kept = 1 - FORGETTING;
    this.#sentences = this.#sentences * kept + 1;
    this.#ms = this.#ms * kept + tookMs;
    this.#chars = this.#chars * kept + chars;
  }
}
