import { describe, expect, it } from 'vitest';
import { defaultKernel, javaScriptKernel, simdKernel } from '../../src/workers/resample/kernel.js';
import { createKernelMemory, kernelMemoryFor } from '../../src/workers/resample/kernel-memory.js';
import { PolyphaseStream } from '../../src/workers/resample/polyphase.js';
import { ratioOf } from '../../src/workers/resample/rates.js';
import { sine } from './signals.js';

describe('javaScriptKernel and simdKernel', () => {
  it.each([
    [22_050, 48_000],
    [48_000, 11_025],
    [44_101, 48_000],
  ])('agree to the bit (%i → %i Hz)', (from, to) => {
    const input = sine(1024, 997, from);
    const [inScript, inSimd] = [javaScriptKernel, simdKernel].map((kernel) => {
      const stream = new PolyphaseStream(createKernelMemory(ratioOf(from, to), kernel));
      const output: number[] = [];
      stream.begin(input, 0);
      for (let count = stream.next(); count > 0; count = stream.next()) {
        output.push(...stream.results.subarray(0, count));
      }
      return output;
    });
    expect(inScript!.length).toBeGreaterThan(100);
    expect(inSimd).toEqual(inScript);
  });

  it.each([1, 7, 8, 1001, 1024])('convert %i samples in the same way, saturating, and ties upwards', (count) => {
    const numbers = [
      0.5, -0.5, 1.5, -1.5, 0.25, 0.49999997, 32_766.5, 32_767.4, 40_000, -32_768.6, -1e9, 1e30, 8_388_609,
    ];
    const [inScript, inSimd] = [javaScriptKernel, simdKernel].map((kernelFor) => {
      const { kernel, window, input, results, output } = createKernelMemory(ratioOf(22_050, 48_000), kernelFor);
      input.set(Array.from({ length: count }, (_, i) => ((i * 7_919) % 65_536) - 32_768));
      results.set(Array.from({ length: count }, (_, i) => (numbers[i % numbers.length] ?? 0) + (i >> 4) / 3));
      kernel.toFloat(input.byteOffset, input.byteOffset + 2 * count, window.byteOffset + 4);
      kernel.toInt16(results.byteOffset, results.byteOffset + 4 * count, output.byteOffset);
      expect(Array.from(window.subarray(1, 1 + count))).toEqual(Array.from(input.subarray(0, count)));
      return Array.from(output.subarray(0, count));
    });
    expect(inScript!.slice(0, 5)).toEqual([1, 0, 2, -1, 0].slice(0, count));
    expect(inSimd).toEqual(inScript);
  });

  it('are chosen by the capabilities of the machine', () => {
    expect(defaultKernel).toBe(simdKernel);
  });
});

describe('kernelMemoryFor', () => {
  it('returns the same kernelMemory for all streams of a ratio', () => {
    expect(kernelMemoryFor(22_050, 44_100)).toBe(kernelMemoryFor(24_000, 48_000));
  });

  it('keeps the kernel memories of the pairs used last, and not of every pair', () => {
    const used = kernelMemoryFor(8_000, 48_000);
    const unused = kernelMemoryFor(8_000, 24_000);
    for (let i = 0; i < 20; i++) {
      kernelMemoryFor(9_000 + i * 1_000, 9_000);
      expect(kernelMemoryFor(8_000, 48_000)).toBe(used);
    }
    expect(kernelMemoryFor(8_000, 24_000)).not.toBe(unused);
  });
});
