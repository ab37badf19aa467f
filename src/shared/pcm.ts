/** The format of the PCM that leaves the server: signed 16-bit little-endian, mono. */
export const BYTES_PER_SAMPLE = 2;
export const CHANNELS = 1;
/** The name of the sample type in numpy. */
export const DTYPE = 'int16';

// Samples are written through an Int16Array and sent as they lie in memory: little-endian only on a little-endian
// machine.
if (new Uint8Array(new Uint16Array([1]).buffer)[0] !== 1) {
  throw new Error('Nexy Server needs a little-endian machine: PCM is sent as it lies in memory');
}

/** Returns the number of samples (per channel) in `durationMs` of audio at `sampleRateHz`, rounded down. */
export function samplesIn(durationMs: number, sampleRateHz: number): number {
  return Math.floor((durationMs * sampleRateHz) / 1000);
}

/** Returns the duration of `samples` (per channel) at `sampleRateHz`, ms. */
export function durationMsOf(samples: number, sampleRateHz: number): number {
  return (samples * 1000) / sampleRateHz;
}
