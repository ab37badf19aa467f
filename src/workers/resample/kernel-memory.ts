import { designFilter, type Filter } from './filter.js';
import { defaultKernel, type Kernel, type KernelFor } from './kernel.js';
import { type Ratio, ratioOf } from './rates.js';
import type { KernelShape } from './simd-module.js';

/** The number of input samples taken in at a time, and of output samples computed at a time; a multiple of eight. */
export const BLOCK_SAMPLES = 1024;

const PAGE_BYTES = 65_536;
/** Vectors lie on multiples of this. */
const VECTOR_BYTES = 16;
/**
 * The number of rate pairs that are cached. A server uses a handful, but a remote engine may name any rate it likes.
 */
const MAX_CACHED = 16;

/**
 * The parts that all resamplers of a rate pair in this thread share: the filter, and the memory the kernel works in.
 * Only the coefficients outlive a call.
 *
 * ```
 * memory: │ coefficients │ window: taps − 1 past samples, one block │ input │ results │ output │
 * ```
 */
export interface KernelMemory {
  readonly ratio: Ratio;
  readonly filter: Filter;
  readonly kernel: Kernel;
  /** The window: taps − 1 + BLOCK_SAMPLES samples, mono. */
  readonly window: Float32Array;
  /** A block of input, before its conversion to float. */
  readonly input: Int16Array;
  /** A block of output samples, and one more: an interpolated sample is made of two. */
  readonly results: Float32Array;
  /** A block of output samples, rounded. */
  readonly output: Int16Array;
}

/** Lays out fresh kernel memory. Only tests of a kernel should call it; other code uses {@link kernelMemoryFor}. */
export function createKernelMemory(ratio: Ratio, kernelFor: KernelFor): KernelMemory {
  const filter = designFilter(ratio);
  const { coefficients, taps } = filter;
  const windowSamples = taps - 1 + BLOCK_SAMPLES;
  const windowAt = aligned(coefficients.byteLength);
  const inputAt = aligned(windowAt + windowSamples * 4);
  const resultsAt = inputAt + BLOCK_SAMPLES * 2;
  const outputAt = aligned(resultsAt + (BLOCK_SAMPLES + 1) * 4);
  const bytes = outputAt + BLOCK_SAMPLES * 2;

  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const inMemory = new Float32Array(memory.buffer, 0, coefficients.length);
  inMemory.set(coefficients);
  return {
    ratio,
    filter: { ...filter, coefficients: inMemory },
    kernel: kernelFor(memory, shapeOf(filter, ratio)),
    window: new Float32Array(memory.buffer, windowAt, windowSamples),
    input: new Int16Array(memory.buffer, inputAt, BLOCK_SAMPLES),
    results: new Float32Array(memory.buffer, resultsAt, BLOCK_SAMPLES + 1),
    output: new Int16Array(memory.buffer, outputAt, BLOCK_SAMPLES),
  };
}

/** Returns the steps of a kernel: from sample to sample, or from a row to the next one, where rows are interpolated. */
const shapeOf = ({ taps, rows, rowsPerSample }: Filter, ratio: Ratio): KernelShape =>
  rowsPerSample === 1 ? { taps, ...ratio } : { taps, up: rows + 1, down: 1 };

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;

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
