import { SIMD_MODULE } from './simd-module.js';

/**
 * The inner loop: dot products of samples with rows of coefficients, many in one call.
 *
 * From `job` to `jobsEnd` the memory holds pairs of int32 byte addresses: the start of a window of samples and the
 * start of a row, both `rowBytes` long (a multiple of 64, so 16 float32). The products go to `result`, float32 in the
 * order of the jobs. There is at least one job.
 *
 * Both kernels add up in the same order in float32, so they agree to the bit, on any machine: product k goes to lane k
 * mod 16; lanes l, l + 4, l + 8, l + 12 are added pairwise; then the sums of l = 0 and 1, and of 2 and 3, are added,
 * and these two.
 */
export type DotKernel = (job: number, jobsEnd: number, rowBytes: number, result: number) => void;

/** Binds a kernel to the memory it works on. */
export type DotKernelFor = (memory: WebAssembly.Memory) => DotKernel;

/** The kernel in JavaScript: for machines without 128-bit SIMD, and the reference for the test of the other kernel. */
export const javaScriptKernel: DotKernelFor = (memory) => {
  const floats = new Float32Array(memory.buffer);
  const addresses = new Int32Array(memory.buffer);
  const lanes = new Float32Array(16);

  const sumOfLanes = (l: number): number =>
    Math.fround(Math.fround(lanes[l]! + lanes[l + 4]!) + Math.fround(lanes[l + 8]! + lanes[l + 12]!));

  return (job, jobsEnd, rowBytes, result) => {
    const taps = rowBytes >> 2;
    for (let j = job >> 2, r = result >> 2; j < jobsEnd >> 2; j += 2, r++) {
      const samples = addresses[j]! >> 2;
      const row = addresses[j + 1]! >> 2;
      lanes.fill(0);
      for (let k = 0; k < taps; k += 16) {
        for (let l = 0; l < 16; l++) {
          lanes[l] = lanes[l]! + Math.fround(floats[samples + k + l]! * floats[row + k + l]!);
        }
      }
      floats[r] = Math.fround(sumOfLanes(0) + sumOfLanes(1)) + Math.fround(sumOfLanes(2) + sumOfLanes(3));
    }
  };
};

let compiled: WebAssembly.Module | undefined;

/**
 * The kernel in WebAssembly, four products an instruction: eight times as fast as plain float64 JavaScript, at 160
 * taps.
 */
export const simdKernel: DotKernelFor = (memory) => {
  compiled ??= new WebAssembly.Module(SIMD_MODULE);
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports.dot as DotKernel;
};

export const defaultKernel: DotKernelFor = WebAssembly.validate(SIMD_MODULE) ? simdKernel : javaScriptKernel;
