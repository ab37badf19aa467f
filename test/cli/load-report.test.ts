import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnRecord } from '../../src/main/cli/load/listener/turn-record.js';
import { clientWarnings } from '../../src/main/cli/load/report/client-limits.js';
import { distributionOf } from '../../src/main/cli/load/report/distribution.js';
import { histogramOf } from '../../src/main/cli/load/report/histogram.js';
import { overTime } from '../../src/main/cli/load/report/over-time.js';
import { Progress } from '../../src/main/cli/load/report/progress.js';
import { type LoadReport, reportOf } from '../../src/main/cli/load/report/report.js';
import { tableOf } from '../../src/main/cli/load/report/table.js';
import { ABOUT, record } from './load-records.js';

const IDLE = { cpuShare: 0.1, loopDelayMs: 1 };

function report(records: readonly TurnRecord[], warmUpMs = 0, countedMs = 10_000): LoadReport {
  return reportOf({ records, health: [IDLE], countedMs, endedEarly: false }, warmUpMs, ABOUT);
}

describe('distributionOf', () => {
  it('returns percentiles that are values, with their share of the values at or below them', () => {
    const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, (times) => {
        const found = distributionOf(times);
        for (const [value, share] of [
          [found?.p50, 0.5],
          [found?.p90, 0.9],
          [found?.p95, 0.95],
          [found?.p99, 0.99],
          [found?.max, 1],
        ] as const) {
          expect(times).toContain(value);
          expect(times.filter((time) => time <= Number(value)).length).toBeGreaterThanOrEqual(times.length * share);
          expect(times.filter((time) => time < Number(value)).length).toBeLessThan(times.length * share);
        }
        expect(found?.count).toBe(times.length);
      }),
    );
  });

  it('returns null without values', () => {
    expect(distributionOf([])).toBeNull();
  });
});

describe('histogramOf', () => {
  it('counts every value once, in adjacent bins with an open last bin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 }), (values) => {
        const bins = histogramOf(values);
        for (const [index, { from_ms, to_ms, turns }] of bins.entries()) {
          expect(from_ms).toBe(bins[index - 1]?.to_ms ?? 0);
          const inside = values.filter((value) => value >= from_ms && value < (to_ms ?? Number.POSITIVE_INFINITY));
          expect(turns).toBe(inside.length);
        }
        expect(bins.reduce((sum, { turns }) => sum + turns, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(33);
      }),
    );
  });

  it('puts a single outlier into the open last bin', () => {
    const bins = histogramOf([...Array.from({ length: 200 }, (_, index) => index % 30), 9_000]);
    expect(bins).toHaveLength(31);
    expect(bins.at(-1)).toEqual({ from_ms: 30, to_ms: null, turns: 1 });
  });
});

describe('reportOf', () => {
  it('counts every turn once, and only a completed turn without a gap as good', () => {
    const gap = { atMs: 2_000, ms: 12.5 };
    const found = report([
      record(),
      record({ gaps: [gap, { atMs: 2_500, ms: 7.5 }] }),
      record({ outcome: 'interrupted', gaps: [gap] }),
      record({ outcome: 'unfinished' }),
      record({ outcome: 'failed', status: 0, errorType: 'overloaded' }),
      record({ outcome: 'failed', status: undefined, cause: 'ECONNRESET' }),
    ]);
    const { started, good, ...outcomes } = found.turns;
    expect({ started, good }).toEqual({ started: 6, good: 1 });
    expect(outcomes).toEqual({ completed: 2, interrupted: 1, refused: 0, failed: 2, unfinished: 1 });
    expect(found.goodput_per_second).toBe(0.1);
    expect(found.gaps).toMatchObject({ turns: 2, count: 3, total_ms: 32.5, longest_ms: 12.5 });
    expect(found.audio).toEqual({ seconds: 18, times_real_time: 1.8 });
    expect(found.failures).toEqual([
      { what: 'cut short (overloaded)', turns: 1 },
      { what: 'no status (ECONNRESET)', turns: 1 },
    ]);
  });

  it('groups refusals by type, with the time to the refusal and the retry delay', () => {
    const refused = { outcome: 'refused', status: 8, firstTextMs: undefined, firstAudioMs: undefined } as const;
    const { refusals } = report([
      record({ ...refused, errorType: 'rate_limit_exceeded', wholeMs: 3 }),
      record({ ...refused, errorType: 'overloaded', wholeMs: 1, retryAfterMs: 500 }),
      record({ ...refused, errorType: 'overloaded', wholeMs: 2, retryAfterMs: 900 }),
    ]);
    expect(refusals).toMatchObject([
      { error_type: 'overloaded', turns: 2, to_refusal_ms: { p50: 1, max: 2 }, retry_after_ms: 900 },
      { error_type: 'rate_limit_exceeded', turns: 1, to_refusal_ms: { max: 3 }, retry_after_ms: null },
    ]);
  });

  it('separates stopped, late and unanswered interrupts', () => {
    const interrupt = (fields: object) =>
      record({ interrupt: { replyMs: 2, stopped: true, audioBytesAfter: 0, ...fields } });
    const { interrupts } = report([
      record(),
      interrupt({ audioBytesAfter: 10 }),
      interrupt({ stopped: false, replyMs: 4 }),
      interrupt({ stopped: false, replyMs: undefined }),
    ]);
    expect(interrupts).toMatchObject({ asked: 3, stopped: 1, nothing_to_stop: 1, unanswered: 1 });
    expect(interrupts).toMatchObject({ reply_ms: { count: 2, max: 4 }, audio_bytes_after_reply: 10 });
  });

  it('leaves out turns that were due during the warm-up', () => {
    const refused = { outcome: 'refused', status: 8, errorType: 'overloaded' } as const;
    const records = [
      record({ intendedMs: 998, ...refused }),
      record({ intendedMs: 999 }),
      record({ intendedMs: 1_000 }),
    ];
    const found = report(records, 1_000);
    expect(found.turns).toMatchObject({ started: 1, refused: 0 });
    expect(found.warm_up).toEqual({ started: 2, refused: 1, failed: 0 });
    expect(tableOf(found)).toContain('1 refused and 0 failed turns of the warm-up are not counted above');
  });

  it('does not depend on the order in which the turns are reported', () => {
    const records = Array.from({ length: 50 }, (_, index) => record({ firstAudioMs: index, intendedMs: index * 100 }));
    expect(report(records.toReversed())).toEqual(report(records));
  });

  it('returns zeros and nulls without records', () => {
    expect(report([])).toMatchObject({ turns: { started: 0, good: 0 }, goodput_per_second: 0, first_audio_ms: null });
    expect(tableOf(report([]))).toContain('0 started');
  });
});

describe('overTime', () => {
  it('counts the listeners of each second, and those with a gap, from the end of the warm-up on', () => {
    const seconds = overTime(
      [
        record({ intendedMs: 500, firstAudioMs: 100, heardUntilMs: 2_700, gaps: [{ atMs: 2_100, ms: 200 }] }),
        record({ intendedMs: 1_200, firstAudioMs: 10, heardUntilMs: 2_300 }),
        record({ intendedMs: 2_200, outcome: 'refused', firstAudioMs: undefined, heardUntilMs: undefined }),
      ],
      1_000,
      2_500,
    );
    expect(seconds.map(({ listening, listening_with_gap }) => [listening, listening_with_gap])).toEqual([
      [2, 1],
      [2, 1],
      [0, 0],
    ]);
    expect(seconds.map(({ started, good, refused }) => [started, good, refused])).toEqual([
      [1, 1, 0],
      [1, 0, 1],
      [0, 0, 0],
    ]);
    expect(seconds.map(({ first_audio_p95_ms }) => first_audio_p95_ms)).toEqual([10, null, null]);
  });
});

describe('a client that is too slow', () => {
  it('gets a warning from clientWarnings, with the cause and the remedy', () => {
    expect(clientWarnings({ latenessMs: 2, loopDelayMs: 3, cpuShare: 0.5 })).toEqual([]);
    expect(clientWarnings({ latenessMs: 2, loopDelayMs: 3, cpuShare: 0.95 })).toEqual([
      expect.stringMatching(/too busy: one of its processes used 95 % of a core.+--processes/),
    ]);
    expect(clientWarnings({ latenessMs: 40, loopDelayMs: 50, cpuShare: 0.1 })).toEqual([
      expect.stringMatching(/kept the machine of the client busy.+40 ms late.+50 ms late.+different machines/),
    ]);
  });

  it('is named in a warning of the table', () => {
    const busy = { records: [record()], health: [{ cpuShare: 1, loopDelayMs: 2 }], countedMs: 1_000, endedEarly: true };
    expect(tableOf(reportOf(busy, 0, ABOUT))).toMatch(/\(ended early\)[\s\S]+WARNING: The client was too busy/);
  });
});

describe('Progress', () => {
  const lines = (isTTY: boolean): string[] => {
    const written: string[] = [];
    const progress = new Progress({ isTTY, write: (text) => written.push(text) }, 1_000);
    for (let elapsedMs = 250; elapsedMs <= 20_000; elapsedMs += 250) {
      const warmUp = record({ intendedMs: 999, outcome: 'refused', firstAudioMs: 900 });
      progress.add([warmUp, record({ intendedMs: 1_000, gaps: [{ atMs: 2_000, ms: 5 }] })], 3, elapsedMs);
    }
    progress.end();
    return written;
  };

  it('writes a line every ten seconds to a file', () => {
    expect(lines(false)).toEqual([
      '10 s: 3 active, first audio p95 5.0 ms, 40 gaps, 0 refused\n',
      '20 s: 3 active, first audio p95 5.0 ms, 80 gaps, 0 refused\n',
    ]);
  });

  it('rewrites one line at a terminal, and erases it at the end', () => {
    const written = lines(true);
    expect(written).toHaveLength(21);
    expect(written.join('')).not.toContain('\n');
    expect(written.at(-1)).toBe('\r\x1b[K');
  });
});
