import type { Ratio } from './rates.js';

/**
 * The attenuation that the window is designed for, dB: the stop band, and by symmetry the pass-band ripple and the
 * images.
 */
const ATTENUATION_DB = 120;
/** The edges of pass band and stop band, as parts of the lower of the two Nyquist frequencies. */
const PASS_EDGE = 0.9;
const STOP_EDGE = 1;
/** The length of one round of the dot product (see kernel.ts); rows are padded to whole rounds. */
const TAPS_MULTIPLE = 16;
/**
 * The largest number of coefficients: 2 MiB. Every pair of customary rates stays below it; the widest is 11025 ↔ 192000
 * with 2560 × 160 coefficients.
 */
const MAX_COEFFICIENTS = 2 ** 19;
/** The number of rows for a sample of the lower rate where rows are interpolated; see {@link Filter.rows}. */
const INTERPOLATED_ROWS = 1024;

/** A low-pass prototype cut into rows of taps, one row for each fraction of an input sample. */
export interface Filter {
  /** The number of coefficients in a row, which is the number of input samples that make one output sample; even. */
  readonly taps: number;
  /**
   * The number of fractions that an input sample is divided into. If it equals the ratio's `up`, every output sample
   * finds its exact row. For odd pairs such as 44101 → 48000 that table would be too large: there are then fewer rows,
   * and a sample is interpolated linearly between the two rows next to it (Smith & Gossett, "A flexible sampling-rate
   * conversion method", ICASSP 1984). By the remainder of linear interpolation the error is at most (ω / rows)² / 8 of
   * a sine of ω radians per input sample, which is −118 dB at the edge of the band.
   */
  readonly rows: number;
  /** The number of rows that an output sample takes: 1, or 2 when interpolating. */
  readonly rowsPerSample: 1 | 2;
  /** The coefficients, (rows + 1) × taps, row after row; the last row is the first one, a sample later. */
  readonly coefficients: Float32Array<ArrayBuffer>;
}

/**
 * Returns the modified Bessel function of the first kind, order 0, by its power series (Abramowitz & Stegun, 9.6.12).
 */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4;
  let sum = 1;
  for (let k = 1, term = 1; term > sum * Number.EPSILON; k++) {
    term *= quarterSquare / (k * k);
    sum += term;
  }
  return sum;
}

/**
 * Designs the polyphase filter of a ratio: flat to 0.9 of the lower Nyquist frequency, 120 dB down from 1.0 on.
 *
 * The filter is a sinc, cut off in the middle of the transition band, under a Kaiser window. Its shape and length
 * follow Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974, and Kaiser &
 * Schafer, "On the use of the I0-sinh window for spectrum analysis", IEEE Trans. ASSP-28 (1980); the division into rows
 * follows Crochiere & Rabiner, *Multirate Digital Signal Processing* (1983), section 3.3. Each row is scaled to a sum
 * of one, so that a constant input stays constant at every fraction.
 */
export function designFilter({ up, down }: Ratio): Filter {
  const bandwidth = Math.min(1, up / down);
  const beta = 0.1102 * (ATTENUATION_DB - 8.7);
  const transition = ((STOP_EDGE - PASS_EDGE) * bandwidth) / 2;
  const length = (ATTENUATION_DB - 7.95) / (14.36 * transition);
  const taps = Math.ceil(length / TAPS_MULTIPLE) * TAPS_MULTIPLE;
  const rows = up * taps <= MAX_COEFFICIENTS ? up : Math.ceil(INTERPOLATED_ROWS * bandwidth);

  const half = taps / 2;
  const cutoff = ((STOP_EDGE + PASS_EDGE) * bandwidth) / 2;
  const prototype = (t: number): number => {
    if (Math.abs(t) >= half) return 0;
    const window = besselI0(beta * Math.sqrt(1 - (t / half) ** 2));
    const angle = Math.PI * cutoff * t;
    return window * (angle === 0 ? 1 : Math.sin(angle) / angle);
  };

  const coefficients = new Float32Array((rows + 1) * taps);
  const row = new Float64Array(taps);
  for (let r = 0; r <= rows; r++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) sum += row[k] = prototype(k - half + 1 - r / rows);
    for (let k = 0; k < taps; k++) coefficients[r * taps + k] = row[k]! / sum;
  }
  return { taps, rows, rowsPerSample: rows === up ? 1 : 2, coefficients };
}
