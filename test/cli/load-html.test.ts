import { beforeAll, describe, expect, it } from 'vitest';
import { htmlOf } from '../../src/main/cli/load/report/html.js';
import { reportOf } from '../../src/main/cli/load/report/report.js';
import { ABOUT, record } from './load-records.js';

const NASTY = '</script><img src=x onerror="alert(1)">&amp;';

const records = [
  ...Array.from({ length: 20 }, (_, index) => record({ intendedMs: index * 200, firstAudioMs: 7.25 + index })),
  record({ intendedMs: 100, gaps: [{ atMs: 1_500, ms: 321.5 }] }),
  record({ outcome: 'failed', status: undefined, cause: NASTY }),
  record({ outcome: 'refused', status: 8, errorType: NASTY, wholeMs: 1.75, retryAfterMs: 60_000 }),
  record({ outcome: 'interrupted', interrupt: { replyMs: 3.5, stopped: true, audioBytesAfter: 0 } }),
];
const run = { records, health: [{ cpuShare: 0.97, loopDelayMs: 1.5 }], countedMs: 5_000, endedEarly: false };
const report = reportOf(run, 0, { ...ABOUT, server: NASTY, options: { ...ABOUT.options, prompts: NASTY } });

describe('htmlOf', () => {
  let html: string;
  beforeAll(async () => {
    html = await htmlOf(report);
  });
  /** Returns the page without the script of uPlot, which has the address of its home page in a comment. */
  const own = (): string => html.replace(/<script>\/\*!.*?<\/script>/s, '');

  it('returns a page that loads no other file, and forbids that by its content policy', () => {
    expect(own()).not.toMatch(/https?:|\/\/\w|@import|url\(|\bfetch\(|XMLHttpRequest|\bimport\b/);
    expect(html).not.toMatch(/<(link|img|iframe|object|embed|base)\b|<script[^>]*\bsrc|\shref=/i);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"`);
    expect(html).toContain('uPlot=function()');
  });

  it('escapes text from other sources', () => {
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(3);
    expect(html).toContain('&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;amp;');
  });

  it('writes the figures as text, not only as charts', () => {
    const { first_audio_ms: firstAudio, goodput_per_second: goodput } = report;
    for (const figure of [firstAudio?.p50, firstAudio?.p95, goodput, 321.5, 1.75, 60_000, 3.5, 'v20.19.0', 'a cpu']) {
      expect(own()).toContain(String(figure));
    }
    expect(html).toContain('role="alert"');
    expect(html).toContain('97 % of a core');
  });

  it('writes a table for each chart, with a row for each point', () => {
    const charts = JSON.parse(/id="charts">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as { id: string; x: number[] }[];
    expect(charts.map(({ id }) => id)).toEqual(['histogram', 'first-audio', 'gaps', 'turns']);
    for (const { id, x } of charts) {
      expect(x.length).toBeGreaterThan(0);
      const figure = html.slice(html.indexOf(`<figure aria-labelledby="${id}"`)).split('</figure>')[0];
      expect(figure?.match(/<tr>/g)).toHaveLength(x.length + 1);
    }
  });

  it('returns a page even when no audio was received', async () => {
    const empty = reportOf({ ...run, records: [] }, 0, ABOUT);
    expect(await htmlOf(empty)).toContain('No turn had audio.');
  });
});
