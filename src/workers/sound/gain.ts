const MAX_SAMPLE = 32_767;
/** The absolute sample from which a gain above 1 compresses: −3 dB of full scale. */
const KNEE = 0.7 * MAX_SAMPLE;

/** Returns the factor for a gain in dB. */
export const factorOf = (gainDb: number): number => 10 ** (gainDb / 20);

/**
 * Writes the samples (mono int16), multiplied by a factor, into `output`, which has room for them. A factor above 1
 * compresses the highest samples smoothly, so no sample is clipped.
 */
export function amplify(samples: Int16Array, factor: number, output: Int16Array): Int16Array {
  for (let i = 0; i < samples.length; i++) {
    const scaled = samples[i]! * factor;
    output[i] = factor > 1 && (scaled > KNEE || scaled < -KNEE) ? compressed(scaled) : scaled;
  }
  return output.subarray(0, samples.length);
}

function compressed(sample: number): number {
  const room = MAX_SAMPLE - KNEE;
  const beyond = Math.abs(sample) - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh(beyond / room));
}
