const FULL_SCALE = 32_768;

/** RMS below this is silence: −66 dB of full scale. A tone whose peak is at −60 dB has −63 dB. */
const SILENT_RMS = 16;
/**
 * Peak that no audible speech stays below: −40 dB of full scale. The quietest sentence of eSpeak's voices peaks at −7 dB. What is
 * 33 dB quieter is dither, hiss or a muted voice, and cannot be heard at the volume at which the other sentences are.
 */
export const AUDIBLE_PEAK = 0.01 * FULL_SCALE;
/** The window's mean beyond this is no sound: text read as samples, or unsigned samples of a quiet voice. */
const MAX_MEAN = 0.4 * FULL_SCALE;
/**
 * RMS of noise at full scale is above this. Natural noise, such as a loud "s", has peaks of three times its RMS: it would be
 * clipped. Random bytes have 0.58.
 */
const NOISE_RMS = 0.3 * FULL_SCALE;
/** Share of the power that the four samples before cannot predict: 1 for random bytes, under 0.3 for most voices. */
const NOISE_RESIDUE = 0.5;
/** Share that the two samples before cannot predict. Below this a window is a pure tone, whatever its bytes look like. */
const TONE_RESIDUE = 0.04;
/** Samples in the wrong byte order have a larger residue of order two than this: they are nearly as rough as noise. */
const SWAPPED_RESIDUE = 0.25;
/** Unsigned and logarithmic 8-bit samples are louder than this, read as 16 bits. */
const EIGHT_BIT_RMS = 0.45 * FULL_SCALE;
/** Share of loud samples that equal the sample before. Clipped speech has more, random bytes nearly none. */
const CLIPPED_SHARE = 0.2;
/** Share of all samples that equal the sample before. Pulses and square waves have more. */
const FLAT_SHARE = 0.25;
/** Byte patterns are judged from this RMS on: 16-bit samples that are quieter use one byte. */
const PATTERN_RMS = 128;
/** A sample from here on has a high byte that says something. */
const LOUD_SAMPLE = 2_048;
/** Mean distance of a sample's two bytes, out of 128. Bytes that have nothing to do with each other have 64. */
const NEIGHBOUR_DISTANCE = 24;

/** Faults of the samples in a window, by their short names in the log. */
export type Suspicion =
  | 'noise' // random bytes: a compressed file, 24-bit samples
  | 'offset' // text, or unsigned samples
  | 'float' // 32-bit floating point
  | '32_bit' // 32-bit integers
  | '8_bit' // 8-bit samples: linear, A-law or µ-law
  | 'byte_order'; // big-endian, or shifted by one byte

/** Verdict about a window. */
export type WindowKind = 'silent' | 'clean' | Suspicion;

export interface JudgedWindow {
  readonly kind: WindowKind;
  /** RMS as a share of full scale, 0 to 1. */
  readonly rms: number;
  /** Highest absolute sample about the mean, of 32,768. */
  readonly peak: number;
}

/**
 * Tells sound from bytes that are no 16-bit little-endian PCM, by the statistics of about 20 ms of samples. A single window may
 * be misjudged (a clipped "s" is full-scale noise), many in a row are not. Costs about 20 ns a sample.
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

/** Sample pairs that `looksSuspicious` compares. */
const GLIMPSES = 24;
const GLIMPSE_MEAN = 0.35 * FULL_SCALE;
const GLIMPSE_POWER = (0.2 * FULL_SCALE) ** 2;
/** Power of the differences of neighbours, by the power of the samples: 2 for random bytes, under 0.4 for loud voices. */
const GLIMPSE_ROUGHNESS = 0.7;

/** Tells from a few samples whether a window is worth judging. Costs a hundredth of `judgeWindow`. */
export function looksSuspicious(samples: Int16Array): boolean {
  const step = Math.max(1, Math.floor(samples.length / GLIMPSES));
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
  if (Math.abs(sum) > GLIMPSE_MEAN * count) return true;
  return power > GLIMPSE_POWER * count && roughness > GLIMPSE_ROUGHNESS * power;
}

/** Distance of two bytes on a circle of 256: 0xff and 0x00 are neighbours. */
function distance(a: number, b: number): number {
  const up = (a - b) & 0xff;
  return up > 128 ? 256 - up : up;
}

interface Measures {
  readonly mean: number;
  /** About the mean. */
  readonly rms: number;
  /** About the mean. */
  readonly peak: number;
  /** 0 to 1: what is left of the power after linear prediction of order 2, and of order 4. */
  readonly residue2: number;
  readonly residue4: number;
  /** Shares of samples: loud ones, loud ones that equal the sample before, and all that do. */
  readonly share: { readonly loud: number; readonly clipped: number; readonly flat: number };
  /** Mean distance of the two bytes of a loud sample. */
  readonly neighbourDistance: number;
  /** The low bytes change less than the high bytes: the two are swapped. */
  readonly isSwapped: boolean;
  /** One byte of every four looks like the exponent of a float from 2^-31 to 2. */
  readonly hasExponents: boolean;
  /** Every second sample is 0, and the others are not. */
  readonly hasEmptyHalf: boolean;
}

function measure(samples: Int16Array): Measures {
  const length = samples.length;
  let sum = 0;
  for (let n = 0; n < length; n++) sum += samples[n]!;
  const mean = length === 0 ? 0 : sum / length;

  // Autocorrelation by lag, from the last samples, the latest first.
  const lags = [0, 0, 0, 0, 0];
  const recent = [0, 0, 0, 0, 0];
  let peak = 0;
  let loud = 0;
  let clipped = 0;
  let flat = 0;
  let neighbours = 0;
  let highChange = 0;
  let lowChange = 0;
  // Of even and odd samples: exponents in the low byte, in the high byte, and zeros.
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

/** Linear prediction by the algorithm of Levinson and Durbin: the share of the power that is left. */
function residueOf(lags: readonly number[], order: number): number {
  const power = lags[0]!;
  let left = power;
  const weights = [1];
  for (let n = 1; n <= order && left > 0; n++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += weights[k]! * lags[n - k]!;
    const reflection = -sum / left;
    const former = [...weights, 0];
    for (let k = 0; k <= n; k++) weights[k] = former[k]! + reflection * former[n - k]!;
    left *= 1 - reflection * reflection;
  }
  return power === 0 ? 0 : Math.max(0, left / power);
}
