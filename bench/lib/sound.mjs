/** Measures the sound that a listener gets: its first sound, its pauses and its level. Samples are mono int16. */

/** The highest absolute sample that counts as silence: −50 dB of full scale. */
const SILENCE_PEAK = 104;
const FULL_SCALE = 32_768;
/** The windows in which the level is measured, ms. */
const WINDOW_MS = 20;
/** The margin between the active level and the level from which a window is active (ITU-T P.56), dB. */
const MARGIN_DB = 15.9;
/** The number of steps after which the active level has settled. */
const STEPS = 20;

/**
 * Returns the index of the first sound; -1 = all samples are silence.
 * @param {Int16Array} samples
 */
export const firstSoundAt = (samples) => samples.findIndex((sample) => Math.abs(sample) > SILENCE_PEAK);

/**
 * Returns the silences between sounds that last at least `minMs`, ms.
 * @param {Int16Array} samples
 * @param {number} rateHz
 * @param {number} minMs
 */
export function pausesIn(samples, rateHz, minMs) {
  /** @type {number[]} */
  const pauses = [];
  let last = -1;
  for (let at = 0; at < samples.length; at++) {
    if (Math.abs(/** @type {number} */ (samples[at])) <= SILENCE_PEAK) continue;
    const ms = ((at - last - 1) * 1000) / rateHz;
    if (last >= 0 && ms >= minMs) pauses.push(ms);
    last = at;
  }
  return pauses;
}

/**
 * Returns the silence at the end, ms.
 * @param {Int16Array} samples
 * @param {number} rateHz
 */
export function silentEndMs(samples, rateHz) {
  let end = samples.length;
  while (end > 0 && Math.abs(/** @type {number} */ (samples[end - 1])) <= SILENCE_PEAK) end--;
  return ((samples.length - end) * 1000) / rateHz;
}

/**
 * Returns the level of the active speech, dB of full scale, by the idea of ITU-T P.56: the mean power of the windows that
 * are at most `MARGIN_DB` below it.
 * @param {Int16Array} samples
 * @param {number} rateHz
 */
export function activeLevelDb(samples, rateHz) {
  const size = Math.round((rateHz * WINDOW_MS) / 1000);
  /** @type {number[]} */
  const powers = [];
  for (let from = 0; from + size <= samples.length; from += size) {
    let sum = 0;
    for (const sample of samples.subarray(from, from + size)) sum += sample * sample;
    powers.push(sum / size / FULL_SCALE ** 2);
  }
  let active = 0;
  for (let step = 0; step < STEPS; step++) {
    const limit = active / 10 ** (MARGIN_DB / 10);
    const loud = powers.filter((power) => power >= limit);
    active = loud.reduce((sum, power) => sum + power, 0) / Math.max(1, loud.length);
  }
  return 10 * Math.log10(active);
}
