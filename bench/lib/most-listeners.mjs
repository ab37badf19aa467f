/**
 * @import { Crowd, CrowdSummary } from './crowd.mjs'
 */

/** The contract's limit of the wait for first audio (p95), ms: above it, the listeners do not count as served. */
export const FIRST_AUDIO_MS = 600;
/**
 * The number of tries of each size, because a short delay of the machine can make a try fail below the server's limit.
 */
const TRIES = 2;
const REST_MS = 300;

/** @param {CrowdSummary} heard */
export const isServed = ({ turns, failed, gaps, firstAudioP95Ms }) =>
  turns > 0 && failed === 0 && gaps === 0 && firstAudioP95Ms <= FIRST_AUDIO_MS;

/**
 * Finds the largest number of listeners that are served, by bisection.
 * @template {CrowdSummary} Heard
 * @param {Crowd} crowd
 * @param {object} options
 * @param {number} options.most the upper end of the search
 * @param {number} options.halvings
 * @param {number} options.settleMs the time in which new listeners begin
 * @param {number} options.listenMs
 * @param {(ms: number) => Promise<Heard>} options.listen measures the crowd
 * @param {(heard: Heard) => boolean} options.isServed
 * @param {() => void} [options.afterTries] is called after the tries of each size, when the listeners have left
 * @param {(step: string) => void} options.progress
 * @returns `served`, the try with the most listeners that were served, and `failed`, the try with the fewest that were
 *   not
 */
export async function findMostListeners(crowd, options) {
  const { most, halvings, settleMs, listenMs, listen, isServed, afterTries, progress } = options;
  /** @param {number} size */
  const tryWith = async (size) => {
    for (let attempt = 1; ; attempt++) {
      progress(`${size} listeners, try ${attempt}`);
      await crowd.resize(size, settleMs);
      const heard = await listen(listenMs);
      if (isServed(heard) || attempt === TRIES) return heard;
    }
  };
  /** @type {{ served?: Heard, failed?: Heard }} */
  const found = {};
  let [low, high] = [0, most];
  for (let halving = 0; halving < halvings; halving++) {
    const size = Math.ceil((low + high) / 2);
    const heard = await tryWith(size);
    if (isServed(heard)) [low, found.served] = [size, heard];
    else [high, found.failed] = [size, heard];
    if (!afterTries) continue;
    await crowd.resize(0, REST_MS);
    afterTries();
  }
  return found;
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(0)} %`;

/** @param {CrowdSummary} heard */
function describeTry({ size, gaps, longestGapMs, firstAudioP95Ms, main, busiest, clients, mainWaited }) {
  return (
    `${size} listeners: ${gaps} gaps, the longest silence ${longestGapMs.toFixed(0)} ms, first audio p95 ` +
    `${firstAudioP95Ms.toFixed(0)} ms; of a CPU, engine thread ${percent(busiest)}, main thread ${percent(main)} ` +
    `(and ${percent(mainWaited)} waiting for one), clients ${percent(clients)}`
  );
}

/**
 * Describes the result of a search.
 * @param {{ served?: CrowdSummary | undefined, failed?: CrowdSummary | undefined }} found
 */
export const describe = ({ served, failed }) =>
  [served && `served ${describeTry(served)}`, failed && `not served ${describeTry(failed)}`].filter(Boolean).join('; ');
