import { kernelMemoryFor } from './kernel-memory.js';
import { PolyphaseStream } from './polyphase.js';
import { type Ratio, ratioOf } from './rates.js';

/**
 * Rational polyphase windowed-sinc FIR resampler for a stream of mono int16 samples; {@link PolyphaseStream} explains
 * the method, {@link designFilter} the quality. With equal rates, samples pass through untouched and at once.
 *
 * n samples become ⌈n · output rate / input rate⌉, aligned with the input; the result does not depend on the chunks. An
 * output sample is written as soon as the input within reach of its filter has come: about 80 samples, at the lower of
 * the two rates, after it. Calls of many resamplers may alternate in a thread in any order. Calls allocate
 * only views, and keep no reference to their arguments.
 */
export class Resampler {
  readonly #ratio: Ratio;
  /** The stream; undefined for equal rates. */
  readonly #stream: PolyphaseStream | undefined;
  /** The silence after a stream, as long as the filter reaches. */
  readonly #tail: Int16Array;

  /** @throws RangeError when a rate is not an integer from 8000 to 192000 Hz. */
  constructor(inputRateHz: number, outputRateHz: number) {
    this.#ratio = ratioOf(inputRateHz, outputRateHz);
    const memory = inputRateHz === outputRateHz ? undefined : kernelMemoryFor(inputRateHz, outputRateHz);
    this.#stream = memory && new PolyphaseStream(memory);
    this.#tail = new Int16Array(memory ? memory.filter.taps / 2 : 0);
  }

  /**
   * Returns the upper bound of the samples that `process` of this many input samples, a `flush`, or one after the other
   * may write.
   */
  maxOutputSamples(inputSamples: number): number {
    return Math.ceil(((inputSamples + this.#tail.length) * this.#ratio.up) / this.#ratio.down);
  }

  /**
   * Consumes all of `input` (int16, mono) and writes to `output`, from index 0, the samples that are complete by then.
   *
   * @returns the number of samples written.
   * @throws RangeError when they do not fit in `output`; nothing is consumed then.
   */
  process(input: Int16Array, output: Int16Array): number {
    const stream = this.#stream;
    const writes = stream ? stream.available(input.length) : input.length;
    if (writes > output.length) {
      throw new RangeError(`output holds ${output.length} samples; ${writes} are to be written`);
    }
    if (!stream) {
      output.set(input);
      return writes;
    }
    let written = 0;
    for (let from = 0; from < input.length; ) {
      from += stream.begin(input, from);
      for (let count = stream.next(); count > 0; count = stream.next()) {
        stream.round(count);
        output.set(stream.rounded.subarray(0, count), written);
        written += count;
      }
    }
    return written;
  }

  /**
   * Ends the stream: writes its last samples to `output` from index 0. The next `process` starts a new stream.
   *
   * @returns the number of samples written.
   * @throws RangeError when they do not fit in `output`; the stream goes on then.
   */
  flush(output: Int16Array): number {
    const written = this.process(this.#tail, output);
    this.reset();
    return written;
  }

  /** Discards the current stream, for example after a cancel. */
  reset(): void {
    this.#stream?.reset();
  }
}
