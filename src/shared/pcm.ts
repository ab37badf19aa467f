/** Facts of the PCM that leaves the server: signed 16-bit little-endian, mono. */
export const BYTES_PER_SAMPLE = 2;
export const CHANNELS = 1;
/** numpy's name of the sample type. */
export const DTYPE = 'int16';

// Samples are written through Int16Array and sent as they lie in memory, which is little-endian only on such machines.
if (new Uint8Array(new Uint16Array([1]).buffer)[0] !== 1) {
  throw new Error('Nexy Server needs a little-endian machine: PCM is sent as it lies in memory');
}

/** Samples (per channel) in `durationMs` of audio at `sampleRateHz`, rounded down. */
export function samplesIn(durationMs: number, sampleRateHz: number): number {
  return Math.floor((durationMs * sampleRateHz) / 1000);
}

/** Duration in ms of `samples` (per channel) at `sampleRateHz`. */
export function durationMsOf(samples: number, sampleRateHz: number): number {
  return (samples * 1000) / sampleRateHz;
}
