const FULL_SCALE = 32_768;

/** The RMS below which a window is silent: −66 dB of full scale. A tone with its peak at −60 dB has −63 dB. */
const SILENT_RMS = 16;
/**
 * The peak that all audible speech reaches: −40 dB of full scale. The quietest sentence of eSpeak's voices peaks at −7
 * dB. A sound that is 33 dB quieter is dither, hiss or a muted voice, and cannot be heard at the volume of the other
 * sentences.
 */
export const AUDIBLE_PEAK = 0.01 * FULL_SCALE;
/** The mean beyond which a window is no sound: text read as samples, or unsigned samples of a quiet voice. */
const MAX_MEAN = 0.4 * FULL_SCALE;
/**
 * The RMS that noise at full scale exceeds. Natural noise, such as a loud "s", has peaks of three times its RMS: it
 * would be clipped. Random bytes have 0.58.
 */
const NOISE_RMS = 0.3 * FULL_SCALE;
/**
 * The residue of order four that noise exceeds: the share of the power that the four samples before cannot predict. It
 * is 1 for random bytes, and under 0.3 for most voices.
 */
const NOISE_RESIDUE = 0.5;
/**
 * The residue of order two, from the two samples before, below which a window is a pure tone, regardless of its bytes.
 */
const TONE_RESIDUE = 0.04;
/** The residue of order two that samples in the wrong byte order exceed: they are nearly as rough as noise. */
const SWAPPED_RESIDUE = 0.25;
/** The RMS that unsigned and logarithmic 8-bit samples exceed when they are read as 16 bits. */
const EIGHT_BIT_RMS = 0.45 * FULL_SCALE;
/**
 * The share of loud samples that equal the sample before, from which they count as clipped speech; in random bytes it
 * is nearly 0.
 */
const CLIPPED_SHARE = 0.2;
/** The share of all samples that equal the sample before, which pulses and square waves exceed. */
const FLAT_SHARE = 0.25;
/** The RMS from which byte patterns are judged: quieter 16-bit samples use one byte. */
const PATTERN_RMS = 128;
/** The absolute value from which a sample is loud: its high byte carries information. */
const LOUD_SAMPLE = 2_048;
/** The limit for the mean distance of a sample's two bytes, out of 128. Unrelated bytes have 64. */
const NEIGHBOUR_DISTANCE = 24;

/** The faults of the samples in a window, by their short names in the log. */
export type Suspicion =
  | 'noise' // random bytes: a compressed file, 24-bit samples
  | 'offset' // text, or unsigned samples
  | 'float' // 32-bit floating point
  | '32_bit' // 32-bit integers
  | '8_bit' // 8-bit samples: linear, A-law or µ-law
  | 'byte_order'; // big-endian, or shifted by one byte

/** The verdict about a window. */
export type WindowKind = 'silent' | 'clean' | Suspicion;

export interface JudgedWindow {
  readonly kind: WindowKind;
  /** The RMS as a share of full scale, 0 to 1. */
  readonly rms: number;
  /** The highest absolute sample, relative to the mean, of 32,768. */
  readonly peak: number;
}

/**
 * Tells sound from bytes that are not 16-bit little-endian PCM, by the statistics of about 20 ms of samples. A single
 * window may be misjudged (a clipped "s" is full-scale noise), many in a row are not. Costs about 20 ns a sample.
 */
export function judgeWindow(samples: Int16Array): JudgedWindow {
  const { mean, rms, peak, residue2, residue4, share, ...bytes } = measure(samples);
  const kind = (): WindowKind => {
    if (Math.abs(mean) > MAX_MEAN) return 'offset';
    if (rms < SILENT_RMS) return 'silent';
    if (rms < PATTERN_RMS || residue2 < TONE_RESIDUE) return 'clean';
    if (bytes.hasExponents) return 'float';
    if (bytes.hasEmptyHalf) return '32_bit';
    if (rms > EIGHT_BIT_RMS && bytes.neighbourDistance < NEIGHBOUR_DISTANCE) return '8_bit';
    if (residue2 > SWAPPED_RESIDUE && share.flat < FLAT_SHARE && bytes.isSwapped) return 'byte_order';
    if (rms > NOISE_RMS && residue4 > NOISE_RESIDUE && share.clipped < CLIPPED_SHARE) return 'noise';
    return 'clean';
  };
  return { kind: kind(), rms: rms / FULL_SCALE, peak };
}

/** The number of sample pairs that `looksSuspicious` compares. */
const PROBED_PAIRS = 24;
const PROBE_MEAN = 0.35 * FULL_SCALE;
const PROBE_POWER = (0.2 * FULL_SCALE) ** 2;
/**
 * The limit for the power of the differences of neighbours, relative to the power of the samples: it is 2 for random
 * bytes, and under 0.4 for loud voices.
 */
const PROBE_ROUGHNESS = 0.7;

/** Tells from a few samples whether a window must be judged. Costs a hundredth of `judgeWindow`. */
export function looksSuspicious(samples: Int16Array): boolean {
  const step = Math.max(1, Math.floor(samples.length / PROBED_PAIRS));
  let sum = 0;
  let power = 0;
  let roughness = 0;
  let count = 0;
  for (let n = 1; n < samples.length; n += step) {
    const sample = samples[n]!;
    const difference = sample - samples[n - 1]!;
    sum += sample;
    power += sample * sample;
    roughness += difference * difference;
    count++;
  }
  if (Math.abs(sum) > PROBE_MEAN * count) return true;
  return power > PROBE_POWER * count && roughness > PROBE_ROUGHNESS * power;
}

/** Returns the distance of two bytes on a circle of 256: 0xff and 0x00 are neighbours. */
function distance(a: number, b: number): number {
  const up = (a - b) & 0xff;
  return up > 128 ? 256 - up : up;
}

interface Measures {
  readonly mean: number;
  /** The RMS about the mean. */
  readonly rms: number;
  /** The peak about the mean. */
  readonly peak: number;
  /** The shares of the power, 0 to 1, that are left after linear prediction of order 2 and of order 4. */
  readonly residue2: number;
  readonly residue4: number;
  /**
   * The shares of samples: those that are loud, those that are loud and equal the sample before, and all that equal it.
   */
  readonly share: { readonly loud: number; readonly clipped: number; readonly flat: number };
  /** The mean distance of the two bytes of a loud sample. */
  readonly neighbourDistance: number;
  /** Tells whether the low bytes change less than the high bytes: then the two are swapped. */
  readonly isSwapped: boolean;
  /** Tells whether one byte of every four looks like the exponent of a float from 2^-31 to 2. */
  readonly hasExponents: boolean;
  /** Tells whether every second sample is 0, and the others are not. */
  readonly hasEmptyHalf: boolean;
}

function measure(samples: Int16Array): Measures {
  const length = samples.length;
  let sum = 0;
  for (let n = 0; n < length; n++) sum += samples[n]!;
  const mean = length === 0 ? 0 : sum / length;

  // The autocorrelation by lag, and the last samples, the latest first.
  const lags = [0, 0, 0, 0, 0];
  const recent = [0, 0, 0, 0, 0];
  let peak = 0;
  let loud = 0;
  let clipped = 0;
  let flat = 0;
  let neighbours = 0;
  let highChange = 0;
  let lowChange = 0;
  // Counts for even and odd samples: exponents in the low byte, in the high byte, and zeros.
  const exponents = [0, 0, 0, 0];
  const zeros = [0, 0];
  for (let n = 0; n < length; n++) {
    const sample = samples[n]!;
    const last = n === 0 ? sample : samples[n - 1]!;
    for (let lag = 4; lag > 0; lag--) recent[lag] = recent[lag - 1]!;
    recent[0] = sample - mean;
    peak = Math.max(peak, Math.abs(recent[0]));
    for (let lag = 0; lag < 5; lag++) lags[lag]! += recent[0] * recent[lag]!;

    const high = (sample >> 8) & 0xff;
    const low = sample & 0xff;
    highChange += distance(high, (last >> 8) & 0xff);
    lowChange += distance(low, last & 0xff);
    if (sample === last) flat++;
    if (sample >= LOUD_SAMPLE || sample <= -LOUD_SAMPLE) {
      loud++;
      neighbours += distance(high, low);
      if (sample === last) clipped++;
    }
    const parity = n & 1;
    if (sample === 0) zeros[parity]!++;
    if ((low & 0x70) === 0x30) exponents[2 * parity]!++;
    if ((high & 0x70) === 0x30) exponents[2 * parity + 1]!++;
  }
  const half = Math.max(1, length / 2);
  const [evenZeros, oddZeros] = [zeros[0]! / half, zeros[1]! / half];
  return {
    mean,
    rms: Math.sqrt(lags[0]! / Math.max(1, length)),
    peak,
    residue2: residueOf(lags, 2),
    residue4: residueOf(lags, 4),
    share: { loud: loud / length, clipped: clipped / length, flat: flat / length },
    neighbourDistance: loud === 0 ? 128 : neighbours / loud,
    isSwapped: lowChange > 0 && 2 * lowChange < highChange,
    hasExponents: Math.max(...exponents) > 0.9 * half,
    hasEmptyHalf: Math.max(evenZeros, oddZeros) > 0.95 && Math.min(evenZeros, oddZeros) < 0.5,
  };
}

/** Returns the share of the power that is left after linear prediction, by the algorithm of Levinson and Durbin. */
function residueOf(lags: readonly number[], order: number): number {
  const power = lags[0]!;
  let remainingPower = power;
  const weights = [1];
  for (let n = 1; n <= order && remainingPower > 0; n++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += weights[k]! * lags[n - k]!;
    const reflection = -sum / remainingPower;
    const former = [...weights, 0];
    for (let k = 0; k <= n; k++) weights[k] = former[k]! + reflection * former[n - k]!;
    remainingPower *= 1 - reflection * reflection;
  }
  return power === 0 ? 0 : Math.max(0, remainingPower / power);
}
