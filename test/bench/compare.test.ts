import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFigures } from '../../bench/lib/compare.mjs';

type Figure = Parameters<typeof compareFigures>[0][number][number];

/** Returns runs of one figure, with one value per run. */
const runs = (values: readonly number[], figure: Partial<Figure> = {}): Figure[][] =>
  values.map((value) => [{ id: 'a.time', what: 'a', unit: 'ms', better: 'less', value, ...figure }]);

const verdict = (base: Figure[][], next: Figure[][]): string | undefined => compareFigures(base, next)[0]?.verdict;

describe('compareFigures', () => {
  it('finds identical runs within noise, however noisy they are', () => {
    const property = fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (values) => {
      expect(verdict(runs(values), runs(values))).toBe('within noise');
    });
    fc.assert(property);
  });

  it.each([
    ['twice the time of a steady figure', [100, 101, 99], [200, 201, 199], {}, 'worse'],
    ['half the time', [200, 201, 199], [100, 101, 99], {}, 'better'],
    ['half the speed', [200, 201, 199], [100, 101, 99], { better: 'more' }, 'worse'],
    ['more of a figure that is neither better nor worse', [1, 1, 1], [2, 2, 2], { better: 'none' }, 'changed'],
    ['a small rise of a figure that varies a lot', [100, 150, 50], [110, 160, 60], {}, 'within noise'],
    ['one run each, with little noise within the runs', [100], [120], { spread: 0.01 }, 'worse'],
    ['one run each, with much noise within the runs', [100], [120], { spread: 0.1 }, 'within noise'],
    ['one run each, with unknown noise', [100], [120], {}, 'noise unknown'],
    ['a figure that is counted, not timed', [48], [47], { better: 'more', spread: 0 }, 'worse'],
  ] as const)('returns the expected verdict for %s', (_situation, base, next, figure, expected) => {
    expect(verdict(runs(base, figure), runs(next, figure))).toBe(expected);
  });

  it('returns the medians, their noise and the change', () => {
    const [row] = compareFigures(runs([100, 102, 98]), runs([150, 153, 147]));
    expect(row).toMatchObject({ base: { median: 100, mad: 2 }, next: { median: 150, mad: 3 }, change: 0.5 });
  });

  it('ignores a single outlier among the runs', () => {
    expect(verdict(runs([100, 101, 99, 100, 102]), runs([100, 101, 900, 99, 101]))).toBe('within noise');
  });

  it('names a figure that is new, gone or not measured', () => {
    expect(verdict([[]], runs([1]))).toBe('new');
    expect(verdict(runs([1]), [[]])).toBe('gone');
    expect(verdict([[{ id: 'a.time', skipped: 'not installed' }]], runs([1]))).toBe('not measured');
  });
});
