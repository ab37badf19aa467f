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
  begin(input: Int16Array | Float32Array, from: number): number {
    const { window } = this.#memory;
    const past = this.#history.length;
    const count = Math.min(BLOCK_SAMPLES, input.length - from);
    window.set(this.#history);
    for (let i = 0; i < count; i++) window[past + i] = input[from + i]!;
    this.#taken = count;
    return count;
  }

  /** Computes the next output samples of the block; returns their number in `results`, 0 when the block is used up. */
  next(): number {
    const { filter, jobs, kernel, results } = this.#memory;
    const count = this.#plan();
    if (count === 0) {
      this.#remember();
      return 0;
    }
    const jobsEnd = jobs.byteOffset + 8 * filter.rowsPerSample * count;
    kernel(jobs.byteOffset, jobsEnd, 4 * filter.taps, results.byteOffset);
    if (filter.rowsPerSample === 2) this.#interpolate(count);
    return count;
  }

  /**
   * Fills in the jobs of the next output samples that the block has whole windows for; returns the number of samples.
   */
  #plan(): number {
    const { filter, jobs, ratio, weights, window } = this.#memory;
    const { up, down } = ratio;
    const { rows, rowsPerSample } = filter;
    const rowBytes = 4 * filter.taps;
    const windowAt = window.byteOffset;
    const taken = this.#taken;
    const jobNumbers = jobs.length;
    // The loop uses only int32: floating point, and a branch in no simple pattern, would cost half as much as the
    // kernel.
    const wholeStep = (down / up) | 0;
    const phaseStep = down % up;
    let start = this.#start;
    let phase = this.#phase;
    let count = 0;
    let j = 0;
    for (; start < taken && j < jobNumbers; j += 2 * rowsPerSample) {
      jobs[j] = windowAt + 4 * start;
      if (rowsPerSample === 1) {
        jobs[j + 1] = phase * rowBytes;
      } else {
        const position = (phase * rows) / up;
        const row = Math.floor(position);
        weights[count] = position - row;
        jobs[j + 1] = row * rowBytes;
        jobs[j + 2] = windowAt + 4 * start;
        jobs[j + 3] = (row + 1) * rowBytes;
      }
      count++;
      phase += phaseStep;
      const carry = (up - 1 - phase) >> 31;
      phase -= up & carry;
      start += wholeStep - carry;
    }
    this.#start = start;
    this.#phase = phase;
    return count;
  }

  /** Joins each two results, from neighbouring rows, into one. */
  #interpolate(count: number): void {
    const { results, weights } = this.#memory;
    for (let i = 0; i < count; i++) {
      const left = results[2 * i]!;
      results[i] = left + weights[i]! * (results[2 * i + 1]! - left);
    }
  }

  #remember(): void {
    const { window } = this.#memory;
    for (let i = 0; i < this.#history.length; i++) this.#history[i] = window[this.#taken + i]!;
    this.#start -= this.#taken;
    this.#taken = 0;
  }
}
