// The growth of the server's memory over some minutes of mixed requests, well-behaved and not. BENCH_SOAK_MINUTES sets
// the number of minutes.
import { readFileSync } from 'node:fs';
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
import { fullScreenshotPart } from './lib/screenshot.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { startTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

const LISTENERS = 20;
const MINUTE_MS = 60_000;
/** A small arena: all of it has been written to when the memory samples begin. */
const ENV = { AUDIO_ARENA_BYTES: '67108864' };

const write = writer(12);

/** Starts a turn and resets its stream in the middle of the reply; the connection stays open. */
async function abandonedTurn(connection) {
  const turn = startTurn(connection, { prompt: promptOf(write(5)) });
  await sleep(20);
  turn.reset();
  await turn.done;
}

/** Connects, starts a turn and disconnects. */
async function hangUp(port) {
  const connection = await openWire(port);
  const turn = startTurn(connection, { prompt: promptOf(write(5)) });
  await sleep(20);
  connection.close();
  await turn.done;
}

/**
 * Starts all kinds of requests.
 * @returns a function that stops them; it resolves with the number of requests when all have ended, and rejects when a
 *   request failed
 */
async function startLoad(server, listeners) {
  const part = await fullScreenshotPart();
  const crowd = new Crowd(server, () => promptOf(write(2)));
  const connections = await Promise.all(Array.from({ length: 4 }, () => openWire(server.port)));
  const [turns, pictures, victims, asking] = connections;
  await crowd.resize(listeners, 1_000);
  const stops = [
    repeat(() => textTurn(turns, write), 50),
    repeat(() => screenshotTurn(pictures, part), 500),
    repeat(() => interruptedTurn(victims, asking, write), 200),
    repeat(() => abandonedTurn(turns), 200),
    repeat(() => hangUp(server.port), 500),
    repeat(() => invalidTurn(turns), 100),
    repeat(() => blankInterrupt(asking), 200),
    repeat(() => healthCheck(asking), 100),
  ];
  return async () => {
    const results = await Promise.all(stops.map((stop) => stop()));
    crowd.leave();
    for (const connection of connections) connection.close();
    return results.flat().length;
  };
}

/** Returns the resident memory of a process, bytes; undefined where the system does not report it (no /proc). */
function residentBytes(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

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
    const samples = [];
    for (let elapsedMs = 0; elapsedMs < lastMs; elapsedMs = performance.now() - startedAt) {
      samples.push([elapsedMs, residentBytes(server.pid)]);
      progress(`${(elapsedMs / MINUTE_MS).toFixed(1)} min, ${(samples.at(-1)[1] / 1e6).toFixed(0)} MB`);
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
  summary: 'Mixes all kinds of load for minutes, and measures whether memory grows.',
  seconds: { whole: 240, quick: 8 },
  async run({ quick, progress }) {
    if (residentBytes(process.pid) === undefined) {
      return [{ id: 'soak.rss_growth_percent', skipped: 'this system does not tell the memory of a process' }];
    }
    const minutes = Number(process.env.BENCH_SOAK_MINUTES ?? 10);
    const counts = quick
      ? { warmUpMs: 1_000, lastMs: 3_000, sampleMs: 300, listeners: 4 }
      : { warmUpMs: MINUTE_MS, lastMs: minutes * MINUTE_MS, sampleMs: 10_000, listeners: LISTENERS };
    const { samples, heapGrowth, requests } = await measure({ ...counts, progress });
    const { slope, intercept } = fitLine(samples);
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
      growth('rss_growth_mb_h', 'the same in an hour', (slope * 60 * MINUTE_MS) / 1e6, 'MB/h'),
      growth('rss_mb', 'resident memory, as the trend begins', intercept / 1e6, 'MB'),
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
