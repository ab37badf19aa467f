import { afterAll, describe, expect, it } from 'vitest';
import { judge, readGates } from '../../bench/lib/gates.mjs';
import { newBenchFolder } from './bench-folder.js';

const folder = newBenchFolder();
afterAll(() => folder.remove());

const read = (yaml: string) => readGates(folder.write('some.yaml', yaml), ['fast', 'slow']);
const gate = (lines: string): string => `gates:\n  - ${lines.replaceAll('\n', '\n    ')}\n    why: "because"\n`;

describe('readGates', () => {
  it('accepts a value, a ratio and a stretch', () => {
    expect(read(gate('figure: fast.a_us\nratio_to: fast.b_us\nat_most: 1.1\nstretch: 0.8'))).toEqual([
      { figure: 'fast.a_us', ratio_to: 'fast.b_us', at_most: 1.1, stretch: 0.8, why: 'because' },
    ]);
  });

  it.each([
    ['a figure that no suite has', 'figure: quick.a_us\nat_most: 1', /no suite of the figure quick\.a_us/],
    ['a ratio to a figure that no suite has', 'figure: fast.a\nratio_to: quick.b\nat_most: 1', /quick\.b/],
    ['a ratio between two suites', 'figure: fast.a\nratio_to: slow.b\nat_most: 1', /fast\.a and slow\.b/],
    ['an unknown key', 'figure: fast.a\nat_mots: 1', /at_mots/],
    ['no limit', 'figure: fast.a', /at_most or at_least/],
    ['two limits', 'figure: fast.a\nat_most: 1\nat_least: 0', /at_most or at_least/],
    ['a limit that is no number', 'figure: fast.a\nat_most: "1"', /at_most/],
    ['a stretch goal below the limit', 'figure: fast.a\nat_least: 10\nstretch: 9', /stretch/],
  ])('rejects a gate with %s', (_situation, lines, message) => {
    expect(() => read(gate(lines))).toThrow(message);
  });

  it('rejects a gate without a reason', () => {
    expect(() => read('gates:\n  - figure: fast.a\n    at_most: 1\n')).toThrow(/why/);
  });
});

describe('judge', () => {
  const figure = (id: string, value: number) => ({ id, what: id, value, unit: 'ms', better: 'less' }) as const;
  const figures = [figure('fast.a', 12), figure('fast.b', 10), { id: 'fast.c', skipped: 'not installed' }];
  const results = [{ name: 'fast', title: 'Fast', figures }];
  const outcome = (lines: string, quick = false) => judge(read(gate(lines)), results, { quick })[0];

  it.each([
    ['within at_most', 'figure: fast.a\nat_most: 12', { state: 'holds', measured: 12 }],
    ['above at_most', 'figure: fast.a\nat_most: 11.9', { state: 'breach', measured: 12 }],
    ['within at_least', 'figure: fast.a\nat_least: 12', { state: 'holds' }],
    ['below at_least', 'figure: fast.a\nat_least: 12.1', { state: 'breach' }],
    [
      'within the ratio',
      'figure: fast.a\nratio_to: fast.b\nat_most: 1.1',
      { state: 'breach', measured: 1.2, unit: '×' },
    ],
    ['stretch missed', 'figure: fast.a\nat_most: 12\nstretch: 9', { state: 'holds', missesStretch: true }],
    ['stretch reached', 'figure: fast.a\nat_least: 10\nstretch: 11', { state: 'holds', missesStretch: false }],
    ['absent', 'figure: fast.d\nat_most: 1', { state: 'breach', why: 'the suite measured no fast.d' }],
    ['skipped', 'figure: fast.c\nat_most: 1', { state: 'not measured', why: 'not installed' }],
    ['floor skipped', 'figure: fast.a\nratio_to: fast.c\nat_most: 1', { state: 'not measured' }],
  ])('returns the outcome of a gate: %s', (_situation, lines, expected) => {
    expect(outcome(lines)).toMatchObject(expected);
  });

  it('judges no gate in a quick run', () => {
    expect(outcome('figure: fast.a\nat_most: 1', true)).toMatchObject({ state: 'not judged', measured: 12 });
  });

  it('returns no outcome for a suite that did not run', () => {
    expect(judge(read(gate('figure: slow.a\nat_most: 1')), results, { quick: false })).toEqual([]);
  });
});
