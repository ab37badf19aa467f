const MIN_RATE_HZ = 8_000;
const MAX_RATE_HZ = 192_000;

/** A pair of rates in lowest terms: `up` output samples for every `down` input samples. */
export interface Ratio {
  readonly up: number;
  readonly down: number;
}

function checkRate(name: string, rateHz: number): void {
  if (!Number.isInteger(rateHz) || rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) {
    throw new RangeError(`${name} is ${rateHz}; it must be an integer from ${MIN_RATE_HZ} to ${MAX_RATE_HZ}`);
  }
}

/**
 * Returns output : input in lowest terms.
 *
 * @throws RangeError when a rate is not an integer from 8000 to 192000 Hz.
 */
export function ratioOf(inputRateHz: number, outputRateHz: number): Ratio {
  checkRate('inputRateHz', inputRateHz);
  checkRate('outputRateHz', outputRateHz);
  let divisor = inputRateHz;
  for (let rest = outputRateHz; rest !== 0; ) [divisor, rest] = [rest, divisor % rest];
  return { up: outputRateHz / divisor, down: inputRateHz / divisor };
}
