import { BLOCK_SAMPLES, type KernelMemory } from './kernel-memory.js';

/**
 * Passes one stream through a polyphase filter. Output sample m lies at the input instant t = m · down / up. It is the
 * dot product of the taps / 2 samples on either side of t with the row for t's fraction (Crochiere & Rabiner,
 * *Multirate Digital Signal Processing*, 1983, section 3.3). So the group delay is compensated, and a stream of n
 * samples has an output sample for every t in [0, n): ⌈n · up / down⌉ of them. Before and after the stream is silence.
 *
 * An output sample is computed the same way wherever the chunks of input end. Use: call `begin`, then `next` until it
 * returns 0, and each time take that many samples from `results`; no other stream of the kernel memory may be used in
 * between.
 */
export class PolyphaseStream {
  /** The output samples of the last `next`, mono, on the scale of the input. */
  readonly results: Float32Array;
  /** The output samples of the last `next`, after a call of `round`. */
  readonly rounded: Int16Array;
  readonly #memory: KernelMemory;
  /** The taps − 1 samples before the next input sample. */
  readonly #history: Float32Array;
  /** The number of samples in the current block. */
  #taken = 0;
  /** The start of the next output sample's window, in samples after the start of the history. */
  #start = 0;
  /** The fraction of an input sample at which the next output sample lies, times `up`. */
  #phase = 0;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
    this.results = memory.results;
    this.rounded = memory.output;
    this.#history = new Float32Array(memory.filter.taps - 1);
    this.reset();
  }

  /** Discards the stream. */
  reset(): void {
    // The first output sample lies on the first input sample, which is the last sample in the first half of its window.
    this.#start = this.#memory.filter.taps / 2;
    this.#phase = 0;
    this.#history.fill(0);
  }

  /** Returns the exact number of output samples that become available with `inputSamples` more. */
  available(inputSamples: number): number {
    const { up, down } = this.#memory.ratio;
    const starts = inputSamples - this.#start;
    return starts <= 0 ? 0 : Math.ceil((starts * up - this.#phase) / down);
  }

  /** Takes in a block, at most BLOCK_SAMPLES from index `from` of the input; returns the number of samples. */
  begin(samples: Int16Array | Float32Array, from: number): number {
    const { window, input, kernel } = this.#memory;
    const past = this.#history.length;
    const count = Math.min(BLOCK_SAMPLES, samples.length - from);
    const block = samples.subarray(from, from + count);
    window.set(this.#history);
    if (block instanceof Float32Array) {
      window.set(block, past);
    } else {
      input.set(block);
      kernel.toFloat(input.byteOffset, input.byteOffset + 2 * count, window.byteOffset + 4 * past);
    }
    this.#taken = count;
    return count;
  }

  /** Computes the next output samples of the block; returns their number in `results`, 0 when the block is used up. */
  next(): number {
    const { filter, kernel, ratio, results, window } = this.#memory;
    const count = Math.min(this.available(this.#taken), BLOCK_SAMPLES);
    if (count === 0) {
      this.#remember();
      return 0;
    }
    if (filter.rowsPerSample === 2) {
      this.#interpolate(count);
      return count;
    }
    const resultsAt = results.byteOffset;
    const row = 4 * filter.taps * this.#phase;
    kernel.filter(window.byteOffset + 4 * this.#start, row, resultsAt, resultsAt + 4 * count);
    this.#advance(count * ratio.down);
    return count;
  }

  /** Rounds the first `count` results to the nearest int16, saturating. */
  round(count: number): void {
    const { kernel, results, output } = this.#memory;
    kernel.toInt16(results.byteOffset, results.byteOffset + 4 * count, output.byteOffset);
  }

  /** Computes output samples that lie between two rows each. */
  #interpolate(count: number): void {
    const { filter, kernel, ratio, results, window } = this.#memory;
    const { rows, taps } = filter;
    for (let i = 0; i < count; i++) {
      const at = window.byteOffset + 4 * this.#start;
      const resultAt = results.byteOffset + 4 * i;
      const position = (this.#phase * rows) / ratio.up;
      const row = Math.floor(position);
      kernel.filter(at, 4 * taps * row, resultAt, resultAt + 8);
      const [left, right] = [results[i]!, results[i + 1]!];
      results[i] = left + (position - row) * (right - left);
      this.#advance(ratio.down);
    }
  }

  /** Moves the position of the next output sample by `phases` of an input sample. */
  #advance(phases: number): void {
    const { up } = this.#memory.ratio;
    const phase = this.#phase + phases;
    this.#start += Math.floor(phase / up);
    this.#phase = phase % up;
  }

  #remember(): void {
    const { window } = this.#memory;
    this.#history.set(window.subarray(this.#taken, this.#taken + this.#history.length));
    this.#start -= this.#taken;
    this.#taken = 0;
  }
}
