import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Behaviour, LoadSetup } from '../../src/main/cli/load/plan/plan.js';
import { type LoadReport, reportOf } from '../../src/main/cli/load/report/report.js';
import { type LoadRun, runLoad } from '../../src/main/cli/load/run.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { base64, vp8 } from '../harness/webp.js';
import { ABOUT } from './load-records.js';
import { launch, nexy, serve } from './nexy.js';

/** A prompt for more than ten seconds of speech, which is more than the connection and the client buffer. */
const LONG_PROMPT = Array.from({ length: 6 }, () => 'This is one more sentence of a long, long story.').join(' ');

let server: TestServer;
afterEach(() => server.atRest());

function setup(fields: Partial<LoadSetup> = {}, behaviour: Partial<Behaviour> = {}): LoadSetup {
  return {
    host: '127.0.0.1',
    port: fields.port ?? server.port,
    connections: 4,
    arrivals: { listeners: 4 },
    behaviour: {
      prompts: ['Hello there.'],
      unique: false,
      screenshot: undefined,
      screenshotShare: 0,
      slowShare: 0,
      interruptShare: 0,
      ...behaviour,
    },
    warmUpMs: 0,
    durationMs: 3_000,
    seed: 1,
    processes: 1,
    ...fields,
  };
}

const run = (setup: LoadSetup): Promise<LoadRun> => runLoad(setup, new AbortController().signal, () => {});

/**
 * Starts a load that runs until `end` is called, 60 s at most. `active` is the number of listeners that wait for an
 * answer or hear one, `turns` the number of ended turns.
 */
function begin(fields: Partial<LoadSetup>, behaviour: Partial<Behaviour>) {
  const ended = new AbortController();
  let active = 0;
  let turns = 0;
  const running = runLoad(setup({ durationMs: 60_000, ...fields }, behaviour), ended.signal, (records, count) => {
    active = count;
    turns += records.length;
  });
  return {
    active: () => active,
    turns: () => turns,
    end(): Promise<LoadRun> {
      ended.abort();
      return running;
    },
  };
}

async function streams(count: number): Promise<void> {
  while (server.gauges().streams !== count) await sleep(10);
}

const report = (run: LoadRun, warmUpMs = 0): LoadReport => reportOf(run, warmUpMs, ABOUT);

function expectToAddUp({ turns, refusals, failures, over_time: seconds, interrupts, ...found }: LoadReport): void {
  const { started, good, ...outcomes } = turns;
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  expect(total(Object.values(outcomes))).toBe(started);
  expect(good).toBeLessThanOrEqual(turns.completed);
  expect(total(refusals.map(({ turns }) => turns))).toBe(turns.refused);
  expect(total(failures.map(({ turns }) => turns))).toBe(turns.failed);
  for (const kind of ['started', 'good', 'refused', 'failed'] as const) {
    expect(total(seconds.map((second) => second[kind]))).toBe(turns[kind]);
  }
  expect(total(found.first_audio_histogram.map(({ turns }) => turns))).toBe(found.first_audio_ms?.count ?? 0);
  expect(found.whole_turn_ms?.count ?? 0).toBe(turns.completed);
  expect(found.client.lateness_ms?.count ?? 0).toBe(started);
  expect(interrupts.stopped + interrupts.nothing_to_stop + interrupts.unanswered).toBe(interrupts.asked);
  expect(found.goodput_per_second).toBeCloseTo(good / found.seconds, 1);
}

describe('a server with a low limit', () => {
  afterEach(() => server.stop());

  it('refuses the rest of a load, and every turn is counted once', async () => {
    server = await startTestServer({ 'backpressure.max_concurrent_streams': 3 });
    const behaviour = { prompts: ['Hello there.', LONG_PROMPT], unique: true, slowShare: 0.5, interruptShare: 0.3 };
    const load = begin({ arrivals: { ratePerSecond: 40 }, warmUpMs: 300 }, behaviour);
    await streams(3);
    await sleep(2_500);
    const found = report(await load.end(), 300);
    expectToAddUp(found);
    expect(found.turns.failed).toBe(0);
    expect(found.turns.started).toBeGreaterThan(10);
    expect(found.refusals).toMatchObject([{ error_type: 'stream_limit_exceeded', retry_after_ms: 60_000 }]);
    expect(found.interrupts).toMatchObject({ audio_bytes_after_reply: 0 });
  });

  it('receives every turn when it is due, even if it refuses all of them', async () => {
    server = await startTestServer({ 'kill_switches.disable_streaming': true });
    const found = report(await run(setup({ arrivals: { ratePerSecond: 100 }, durationMs: 1_000 })));
    expectToAddUp(found);
    expect(found.turns.started).toBeGreaterThan(60);
    expect(found.refusals).toMatchObject([{ error_type: 'unavailable', turns: found.turns.started }]);
    expect(found.goodput_per_second).toBe(0);
  });
});

describe('a server that dies', () => {
  afterEach(() => server.stop());

  it('fails the running turns, and the load goes on after its restart', async () => {
    const first = await serve();
    const port = Number(first.port);
    const load = begin({ port }, { prompts: [LONG_PROMPT], slowShare: 1 });
    while (load.active() < 4) await sleep(10);
    first.signal('SIGKILL');
    await first.ended;
    server = await startTestServer({ 'grpc.port': port });
    await streams(4);
    const found = report(await load.end());
    expectToAddUp(found);
    expect(found.failures[0]).toMatchObject({ what: expect.stringMatching(/^no status/) });
    expect(found.turns).toMatchObject({ started: found.turns.failed + 4, unfinished: 4 });
  });
});

describe('the listeners of a load', () => {
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('send the next request after they have heard the whole answer', async () => {
    const { records } = await run(setup({ arrivals: { listeners: 1 }, durationMs: 2_500 }));
    expect(records.length).toBeGreaterThanOrEqual(2);
    for (const [index, { intendedMs }] of records.entries()) {
      if (index > 0) expect(intendedMs).toBe(records[index - 1]?.heardUntilMs);
    }
    for (const { latenessMs, firstTextMs, firstAudioMs, wholeMs, outcome } of records) {
      expect(outcome).toBe('completed');
      expect(latenessMs).toBeGreaterThanOrEqual(0);
      expect(firstTextMs).toBeGreaterThan(latenessMs);
      expect(firstAudioMs).toBeGreaterThanOrEqual(Number(firstTextMs));
      expect(wholeMs).toBeGreaterThanOrEqual(Number(firstAudioMs));
    }
  });

  it('make the server wait when they read only as fast as they play', async () => {
    const load = begin({}, { prompts: [LONG_PROMPT], slowShare: 1 });
    await streams(4);
    // A listener that reads at full speed has the whole answer by now.
    await sleep(1_500);
    expect(server.gauges().streams).toBe(4);
    const found = report(await load.end());
    expectToAddUp(found);
    expect(found).toMatchObject({ ended_early: true, turns: { started: 4, unfinished: 4 } });
  });

  it('hear no more after an interrupt, and may send the next request at once', async () => {
    const load = begin({}, { prompts: [LONG_PROMPT], slowShare: 1, interruptShare: 1 });
    while (load.turns() < 10) await sleep(10);
    const found = report(await load.end());
    expectToAddUp(found);
    expect(found.interrupts).toMatchObject({ nothing_to_stop: 0, unanswered: 0, audio_bytes_after_reply: 0 });
    expect(found.turns).toMatchObject({ completed: 0, refused: 0, failed: 0 });
    expect(found.turns.interrupted).toBe(found.interrupts.stopped);
    expect(found.turns.interrupted).toBeGreaterThanOrEqual(10);
  });

  it('may send a screenshot', async () => {
    const withScreenshot = (edge: number) => ({
      screenshot: base64(vp8(edge, edge)).toString('latin1'),
      screenshotShare: 1,
    });
    const { turns } = report(await run(setup({ durationMs: 200 }, withScreenshot(640))));
    expect(turns).toMatchObject({ started: 4, completed: 4 });
    const { failures } = report(await run(setup({ durationMs: 200 }, withScreenshot(16_000))));
    expect(failures).toEqual([{ what: 'INVALID_ARGUMENT (validation_failed)', turns: 4 }]);
  });
});

describe('nexy load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-load-'));
  let target: readonly string[];
  beforeAll(async () => {
    server = await startTestServer();
    target = ['--host', '127.0.0.1', '--port', String(server.port)];
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.stop();
  });

  it('runs in several processes and prints one JSON object', async () => {
    const html = join(folder, 'report.html');
    const load = ['--rate', '20', '--duration', '1', '--warm-up', '0', '--processes', '2', '--seed', '3'];
    const { code, out, err } = await nexy(['load', ...target, ...load, '--json', '--html', html]);
    expect({ code, err }).toEqual({ code: 0, err: `wrote ${html}\n` });
    const found = JSON.parse(out) as LoadReport;
    expectToAddUp(found);
    expect(found.client.processes).toHaveLength(2);
    expect(found.turns.started).toBeGreaterThan(5);
    expect(found.turns.completed).toBe(found.turns.started);
    expect(found.about).toMatchObject({ options: { rate_per_s: 20, processes: 2, seed: 3 }, node: process.version });
    expect(readFileSync(html, 'utf8')).toContain(`p50 ${found.first_audio_ms?.p50} ms`);
  });

  it('starts its own server and stops it', async () => {
    const file = join(folder, 'report.json');
    const load = ['load', '--serve', '--duration', '1', '--warm-up', '0', '--json', file];
    const { code, out, err } = await nexy(load, { BACKPRESSURE_MAX_STREAMS: '2' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^10 listeners for 1 s after 0 s of warm-up, against 127\.0\.0\.1:\d+, .+ for this run$/m);
    expect(out).toContain(' stream_limit_exceeded');
    expect(out).toContain(`wrote ${file}`);
    expectToAddUp(JSON.parse(readFileSync(file, 'utf8')) as LoadReport);
  });

  it('reports the results so far after ctrl-c', async () => {
    const load = launch(['load', ...target, '--listeners', '2', '--duration', '60', '--warm-up', '0']);
    const seen = server.lines.length;
    while (server.lines.length === seen) await sleep(10);
    await sleep(300);
    load.signal('SIGINT');
    const { code, out, err } = await load.ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/2 listeners for [\d.]+ s \(ended early\)/);
    expect(out).toContain(' 2 started');
  });
});
