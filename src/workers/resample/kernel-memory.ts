import { type DotKernel, type DotKernelFor, defaultKernel } from './dot-kernel.js';
import { designFilter, type Filter } from './filter.js';
import { type Ratio, ratioOf } from './rates.js';

/** The number of input samples taken in at a time. */
export const BLOCK_SAMPLES = 1024;
/** The number of dot products computed at a time. */
const BATCH_JOBS = 1024;

const PAGE_BYTES = 65_536;
/**
 * The number of rate pairs that are cached. A server uses a handful, but a remote engine may name any rate it likes.
 */
const MAX_CACHED = 16;

/**
 * The parts that all resamplers of a rate pair in this thread share: the filter, and the memory the kernel works in.
 * Only the coefficients outlive a call.
 *
 * ```
 * memory: │ coefficients │ window: taps − 1 past samples, one block │ results │ jobs │
 * ```
 */
export interface KernelMemory {
  readonly ratio: Ratio;
  readonly filter: Filter;
  readonly kernel: DotKernel;
  /** The window: taps − 1 + BLOCK_SAMPLES samples, mono. */
  readonly window: Float32Array;
  /** The results: BATCH_JOBS dot products. */
  readonly results: Float32Array;
  /** The jobs: BATCH_JOBS pairs of byte addresses; see {@link DotKernel}. */
  readonly jobs: Int32Array;
  /**
   * The weights for interpolated rows: the distance of each output sample from the first of its two rows to the second,
   * in [0, 1).
   */
  readonly weights: Float32Array;
}

/** Lays out fresh kernel memory. Only tests of a kernel should call it; other code uses {@link kernelMemoryFor}. */
export function createKernelMemory(ratio: Ratio, kernelFor: DotKernelFor): KernelMemory {
  const filter = designFilter(ratio);
  const { coefficients, taps } = filter;
  const windowAt = coefficients.byteLength;
  const windowSamples = taps - 1 + BLOCK_SAMPLES;
  const resultsAt = windowAt + windowSamples * 4;
  const jobsAt = resultsAt + BATCH_JOBS * 4;
  const bytes = jobsAt + BATCH_JOBS * 8;

  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const inMemory = new Float32Array(memory.buffer, 0, coefficients.length);
  inMemory.set(coefficients);
  return {
    ratio,
    filter: { ...filter, coefficients: inMemory },
    kernel: kernelFor(memory),
    window: new Float32Array(memory.buffer, windowAt, windowSamples),
    results: new Float32Array(memory.buffer, resultsAt, BATCH_JOBS),
    jobs: new Int32Array(memory.buffer, jobsAt, BATCH_JOBS * 2),
    weights: new Float32Array(BATCH_JOBS / 2),
  };
}

const cache = new Map<string, KernelMemory>();

/**
 * Returns the kernel memory of a rate pair, from a cache of the most recently used pairs.
 *
 * @throws RangeError when a rate is not an integer from 8000 to 192000 Hz.
 */
export function kernelMemoryFor(inputRateHz: number, outputRateHz: number): KernelMemory {
  const ratio = ratioOf(inputRateHz, outputRateHz);
  const key = `${ratio.up}/${ratio.down}`;
  const memory = cache.get(key) ?? createKernelMemory(ratio, defaultKernel);
  cache.delete(key);
  cache.set(key, memory);
  const [leastRecent] = cache.keys();
  if (cache.size > MAX_CACHED) cache.delete(leastRecent!);
  return memory;
}
