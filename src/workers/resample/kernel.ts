import { type KernelShape, simdModule } from './simd-module.js';

/**
 * The loops over samples. All positions are byte addresses in the kernel's memory. Each loop runs at least once, and a
 * conversion goes on to the next multiple of four (to float) or eight samples (to int16).
 *
 * Both kernels add up in the same order in float32, so they agree to the bit, on any machine: product k goes to lane k
 * mod 16; lanes l, l + 4, l + 8, l + 12 are added pairwise; then the sums of l = 0 and 1, and of 2 and 3, are added,
 * and these two.
 */
export interface Kernel {
  /**
   * Computes the numbers from `result` to `resultEnd`, float32: dot products of a window of samples with a row of
   * coefficients. Row and window move on from one to the next as the shape says.
   *
   * @param window the window of the first number
   * @param row the row of the first number
   */
  filter(window: number, row: number, result: number, resultEnd: number): void;
  /** Converts the int16 samples from `from` to `end` into float32. */
  toFloat(from: number, end: number, to: number): void;
  /** Rounds the float32 samples from `from` to `end` to the nearest int16, saturating. */
  toInt16(from: number, end: number, to: number): void;
}

/** Makes a kernel for the memory it works on. */
export type KernelFor = (memory: WebAssembly.Memory, shape: KernelShape) => Kernel;

/** The kernel in JavaScript: for machines without 128-bit SIMD, and the reference for the test of the other kernel. */
export const javaScriptKernel: KernelFor = (memory, { taps, up, down }) => {
  const floats = new Float32Array(memory.buffer);
  const ints = new Int16Array(memory.buffer);
  const lanes = new Float32Array(16);

  const sumOfLanes = (l: number): number =>
    Math.fround(Math.fround(lanes[l]! + lanes[l + 4]!) + Math.fround(lanes[l + 8]! + lanes[l + 12]!));

  const dot = (window: number, row: number): number => {
    lanes.fill(0);
    for (let k = 0; k < taps; k += 16) {
      for (let l = 0; l < 16; l++) {
        lanes[l] = lanes[l]! + Math.fround(floats[window + k + l]! * floats[row + k + l]!);
      }
    }
    return Math.fround(sumOfLanes(0) + sumOfLanes(1)) + Math.fround(sumOfLanes(2) + sumOfLanes(3));
  };

  return {
    filter(window, row, result, resultEnd) {
      let position = (row / 4 / taps) | 0;
      for (let i = result >> 2, at = window >> 2; i < resultEnd >> 2; i++) {
        floats[i] = dot(at, position * taps);
        position += down;
        at += (position / up) | 0;
        position %= up;
      }
    },
    toFloat(from, end, to) {
      for (let i = from >> 1, at = to >> 2; i < end >> 1; i++, at++) floats[at] = ints[i]!;
    },
    toInt16(from, end, to) {
      for (let i = from >> 2, at = to >> 1; i < end >> 2; i++, at++) {
        ints[at] = Math.max(-32_768, Math.min(32_767, Math.floor(Math.fround(floats[i]! + 0.5))));
      }
    },
  };
};

/** The kernel in WebAssembly, four products an instruction: eight times as fast as plain float64 JavaScript, at 160 taps. */
export const simdKernel: KernelFor = (memory, shape) => {
  const compiled = new WebAssembly.Module(simdModule(shape));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernel;
};

const canUseSimd = WebAssembly.validate(simdModule({ taps: 16, up: 1, down: 1 }));

export const defaultKernel: KernelFor = canUseSimd ? simdKernel : javaScriptKernel;
