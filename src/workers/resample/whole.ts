import { kernelMemoryFor } from './kernel-memory.js';
import { PolyphaseStream } from './polyphase.js';
import { ratioOf } from './rates.js';
import { Resampler } from './resampler.js';

/**
 * Passes a whole buffer (int16, mono) through a {@link Resampler}; returns ⌈n · output rate / input rate⌉ samples.
 *
 * @throws RangeError when a rate is not an integer from 8000 to 192000 Hz.
 */
export function resample(input: Int16Array, inputRateHz: number, outputRateHz: number): Int16Array {
  const resampler = new Resampler(inputRateHz, outputRateHz);
  const output = new Int16Array(resampler.maxOutputSamples(input.length));
  const written = resampler.process(input, output);
  return output.slice(0, written + resampler.flush(output.subarray(written)));
}

/**
 * Resamples as {@link resample} does, with the same coefficients, kernel and order of operations, but without the
 * rounding to int16; the filter's quality is measured on the result. Float32, mono, on any scale.
 *
 * @throws RangeError when a rate is not an integer from 8000 to 192000 Hz.
 */
export function resampleFloat(input: Float32Array, inputRateHz: number, outputRateHz: number): Float32Array {
  const { up, down } = ratioOf(inputRateHz, outputRateHz);
  if (up === down) return input.slice();
  const memory = kernelMemoryFor(inputRateHz, outputRateHz);
  const stream = new PolyphaseStream(memory);
  const padded = new Float32Array(input.length + memory.filter.taps / 2);
  padded.set(input);
  const output = new Float32Array(stream.available(padded.length));
  let written = 0;
  for (let from = 0; from < padded.length; ) {
    from += stream.begin(padded, from);
    for (let count = stream.next(); count > 0; count = stream.next()) {
      output.set(stream.results.subarray(0, count), written);
      written += count;
    }
  }
  return output;
}
