// The growth of the server's memory over some minutes of mixed requests, well-behaved and not. BENCH_SOAK_MINUTES sets
// the number of minutes.
import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { fitLine } from './lib/line-fit.mjs';
import { openMemoryProbe } from './lib/probe.mjs';
import { repeat } from './lib/repeat.mjs';
import {
  blankInterrupt,
  healthCheck,
  interruptedTurn,
  invalidTurn,
  screenshotTurn,
  textTurn,
} from './lib/requests.mjs';
import { residentBytes } from './lib/resident-bytes.mjs';
import { fullScreenshotPart } from './lib/screenshot.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { startTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { BenchServer } from './lib/processes.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 * @import { WireConnection } from './lib/wire-client.mjs'
 *
 * @typedef {object} Counts
 * @property {number} warmUpMs
 * @property {number} lastMs
 * @property {number} sampleMs
 * @property {number} listeners
 * @property {(step: string) => void} progress
 */

const LISTENERS = 20;
const MINUTE_MS = 60_000;
/** The time in which limited caches fill up, such as that of the languages of the last 10,000 devices, ms. */
const WARM_UP_MS = 3 * MINUTE_MS;
/** The default size of the arena; that of `serveEngine` is larger. The memory probe writes to all of it at the start. */
const ENV = { AUDIO_ARENA_BYTES: '67108864' };

const write = writer(12);

/**
 * Starts a turn and resets its stream in the middle of the reply; the connection stays open.
 * @param {WireConnection} connection
 */
async function abandonedTurn(connection) {
  const turn = startTurn(connection, { prompt: promptOf(write(5)) });
  await sleep(20);
  turn.reset();
  await turn.done;
}

/**
 * Connects, starts a turn and disconnects.
 * @param {number} port
 */
async function disconnectedTurn(port) {
  const connection = await openWire(port);
  const turn = startTurn(connection, { prompt: promptOf(write(5)) });
  await sleep(20);
  connection.close();
  await turn.done;
}

/**
 * Starts all kinds of requests.
 * @param {BenchServer} server
 * @param {number} listeners
 * @returns a function that stops them; it resolves with the number of requests when all have ended, and rejects when a
 *   request failed
 */
async function startLoad(server, listeners) {
  const part = await fullScreenshotPart();
  const crowd = new Crowd(server, () => promptOf(write(2)));
  const { port } = server;
  const connections = await Promise.all([openWire(port), openWire(port), openWire(port), openWire(port)]);
  const [turns, pictures, victims, control] = connections;
  await crowd.resize(listeners, 1_000);
  const stops = [
    repeat(() => textTurn(turns, write), 50),
    repeat(() => screenshotTurn(pictures, part), 500),
    repeat(() => interruptedTurn(victims, control, write), 200),
    repeat(() => abandonedTurn(turns), 200),
    repeat(() => disconnectedTurn(port), 500),
    repeat(() => invalidTurn(turns), 100),
    repeat(() => blankInterrupt(control), 200),
    repeat(() => healthCheck(control), 100),
  ];
  return async () => {
    const results = await Promise.all(stops.map((stop) => stop()));
    crowd.leave();
    for (const connection of connections) connection.close();
    return results.flat().length;
  };
}

/** @param {Counts} counts */
async function measure({ warmUpMs, lastMs, sampleMs, listeners, progress }) {
  const memory = openMemoryProbe();
  const server = await serveEngine({ ...ENV, ...memory.env });
  try {
    const stop = await startLoad(server, listeners);
    progress('warming up');
    // The probe collects garbage, so it runs half-way: the memory that it frees is in use again when the samples begin.
    await sleep(warmUpMs / 2);
    const heapBefore = (await memory.ask(server.pid)).heapBytes;
    await sleep(warmUpMs / 2);
    const startedAt = performance.now();
    /** @type {[number, number][]} */
    const samples = [];
    for (let elapsedMs = 0; elapsedMs < lastMs; elapsedMs = performance.now() - startedAt) {
      const bytes = residentBytes(server.pid);
      if (bytes === undefined) throw new Error('the server has ended');
      samples.push([elapsedMs, bytes]);
      progress(`${(elapsedMs / MINUTE_MS).toFixed(1)} min, ${(bytes / 1e6).toFixed(0)} MB`);
      await sleep(sampleMs);
    }
    const heapGrowth = (await memory.ask(server.pid)).heapBytes / heapBefore - 1;
    return { samples, heapGrowth, requests: await stop() };
  } finally {
    await server.stop();
    memory.remove();
  }
}

export const suite = defineSuite({
  name: 'soak',
  title: 'Memory over minutes of mixed load',
  summary: 'Measures the growth of memory over ten minutes of mixed load (BENCH_SOAK_MINUTES sets the minutes).',
  seconds: { whole: 785, quick: 8 },
  async run({ quick, progress }) {
    if (residentBytes(process.pid) === undefined) {
      return [{ id: 'soak.rss_growth_percent', skipped: 'this system does not report the memory of a process' }];
    }
    const minutes = Number(process.env.BENCH_SOAK_MINUTES ?? 10);
    const counts = quick
      ? { warmUpMs: 600, lastMs: 1_200, sampleMs: 200, listeners: 2 }
      : { warmUpMs: WARM_UP_MS, lastMs: minutes * MINUTE_MS, sampleMs: 10_000, listeners: LISTENERS };
    const { samples, heapGrowth, requests } = await measure({ ...counts, progress });
    const { slope, intercept } = fitLine(samples);
    /** @type {(id: string, what: string, value: number, unit: string) => MeasuredFigure} */
    const growth = (id, what, value, unit) => ({ id: `soak.${id}`, what, value, unit, better: 'less' });
    return [
      {
        ...growth(
          'rss_growth_percent',
          'growth of resident memory over the run, by its trend',
          (slope * counts.lastMs * 100) / intercept,
          '%',
        ),
        note: `${(counts.lastMs / MINUTE_MS).toFixed(1)} min after ${(counts.warmUpMs / MINUTE_MS).toFixed(1)} min of warm-up; ${requests} requests beside ${counts.listeners} listeners`,
      },
      growth(
        'rss_growth_mb_h',
        'growth of resident memory in an hour, by its trend',
        (slope * 60 * MINUTE_MS) / 1e6,
        'MB/h',
      ),
      growth('rss_mb', 'resident memory at the start of the trend', intercept / 1e6, 'MB'),
      growth(
        'heap_growth_percent',
        'growth of heap and external memory over the run, garbage collected',
        heapGrowth * 100,
        '%',
      ),
    ];
  },
});
await runAlone(import.meta.url, suite);
