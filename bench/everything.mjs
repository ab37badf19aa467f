// Listeners, screenshots back to back, interrupts, invalid requests and health checks at the same time: the suite
// measures the event-loop delay of the main thread and the times that the contract limits. Then it measures how much
// screenshots slow down turns without a screenshot.
import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { openLoopDelayProbe } from './lib/probe.mjs';
import { repeat } from './lib/repeat.mjs';
import {
  blankInterrupt,
  healthCheck,
  interruptedTurn,
  invalidTurn,
  screenshotTurn,
  silentScreenshotTurn,
  textTurn,
} from './lib/requests.mjs';
import { fullScreenshotPart } from './lib/screenshot.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { percentileFigure } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { sharesSince, threadTimes } from './lib/threads.mjs';
import { warmUp } from './lib/warm-up.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { BenchServer } from './lib/processes.mjs'
 * @import { LoopDelay, Probe } from './lib/probe.mjs'
 * @import { Figure, MeasuredFigure } from './lib/figures.mjs'
 * @import { WireConnection } from './lib/wire-client.mjs'
 *
 * @typedef {(connection: WireConnection, part: Uint8Array) => Promise<number>} SendScreenshot sends one screenshot and
 *   resolves with its time, ms, when it is answered
 *
 * @typedef {object} Counts
 * @property {number} warmUpTurns
 * @property {number} listeners
 * @property {number} settleMs
 * @property {number} busyMs
 * @property {number} rounds
 * @property {number} roundMs
 * @property {(step: string) => void} progress
 */

const LISTENERS = 50;
/**
 * The number of clients that send screenshots back to back: together they send more than the server can decode at once.
 */
const SCREENSHOT_CLIENTS = 2;
/** The pauses between two requests of a kind, ms. */
const PAUSES = { text: 20, health: 20, invalid: 50, interrupt: 100, blank: 50 };

const write = writer(8);

/**
 * Starts to send screenshots as fast as they are answered.
 * @param {number} port
 * @param {Uint8Array} part
 * @param {SendScreenshot} send
 * @returns a function that stops the requests and returns their times
 */
async function sendScreenshots(port, part, send) {
  const connections = await Promise.all(Array.from({ length: SCREENSHOT_CLIENTS }, () => openWire(port)));
  const stops = connections.map((connection) => repeat(() => send(connection, part), 0));
  return async () => {
    const times = await Promise.all(stops.map((stop) => stop()));
    for (const connection of connections) connection.close();
    return times.flat();
  };
}

/**
 * Sends all kinds of requests at the same time for `busyMs`.
 * @param {BenchServer} server
 * @param {Uint8Array} part
 * @param {Probe<LoopDelay>} loopDelay
 * @param {Counts} counts
 * @returns the times of each kind, ms; the event-loop delay of the server; and the CPU shares of its threads
 */
async function keepBusy(server, part, loopDelay, { busyMs, listeners, settleMs, progress }) {
  progress('everything at once');
  const crowd = new Crowd(server, () => promptOf(write(2)));
  const [turns, victims, control] = await Promise.all([
    openWire(server.port),
    openWire(server.port),
    openWire(server.port),
  ]);
  try {
    await crowd.resize(listeners, settleMs);
    const stops = {
      screenshot: await sendScreenshots(server.port, part, screenshotTurn),
      text: repeat(() => textTurn(turns, write), PAUSES.text),
      interrupt: repeat(() => interruptedTurn(victims, control, write), PAUSES.interrupt),
      invalid: repeat(() => invalidTurn(turns), PAUSES.invalid),
      blank: repeat(() => blankInterrupt(control), PAUSES.blank),
      health: repeat(() => healthCheck(control), PAUSES.health),
    };
    await loopDelay.ask(server.pid);
    const before = threadTimes(server.pid);
    await sleep(busyMs);
    const late = await loopDelay.ask(server.pid);
    const shares = sharesSince(before, server.pid, busyMs);
    const [screenshot, text, interrupt, invalid, blank, health] = await Promise.all([
      stops.screenshot(),
      stops.text(),
      stops.interrupt(),
      stops.invalid(),
      stops.blank(),
      stops.health(),
    ]);
    return { late, shares, times: { screenshot, text, interrupt, invalid, blank, health } };
  } finally {
    crowd.leave();
    for (const connection of [turns, victims, control]) connection.close();
  }
}

/**
 * Measures turns without a screenshot, alternately alone and beside the decoding of pictures. The replies to the
 * pictures have no speech, because its cost would be measured as if it were decoding.
 * @param {BenchServer} server
 * @param {Uint8Array} part
 * @param {Counts} counts
 */
async function compareText(server, part, { rounds, roundMs, progress }) {
  const turns = await openWire(server.port);
  /** @type {{ alone: number[], beside: number[] }} */
  const found = { alone: [], beside: [] };
  /** @param {keyof typeof found} kind */
  const measureTurns = async (kind) => {
    const stop = repeat(() => textTurn(turns, write), PAUSES.text);
    await sleep(roundMs);
    found[kind].push(...(await stop()));
  };
  try {
    for (let round = 0; round < rounds; round++) {
      progress(`text with and without screenshots, round ${round + 1} of ${rounds}`);
      await measureTurns('alone');
      const stopScreenshots = await sendScreenshots(server.port, part, silentScreenshotTurn);
      await measureTurns('beside');
      await stopScreenshots();
    }
  } finally {
    turns.close();
  }
  return found;
}

/** @param {Counts} counts */
async function measure(counts) {
  const part = await fullScreenshotPart();
  const loopDelay = openLoopDelayProbe();
  const server = await serveEngine(loopDelay.env);
  try {
    await warmUp(server.port, counts.warmUpTurns);
    const busy = await keepBusy(server, part, loopDelay, counts);
    return { ...busy, text: await compareText(server, part, counts) };
  } finally {
    await server.stop();
    loopDelay.remove();
  }
}

export const suite = defineSuite({
  name: 'everything',
  title: `${LISTENERS} listeners, screenshots at full speed, interrupts, health checks, all at once`,
  summary:
    'Runs listeners, screenshots, interrupts and health checks at once, and measures event-loop delay and the times of each kind.',
  seconds: { whole: 49, quick: 7 },
  async run({ quick, progress }) {
    const counts = quick
      ? { warmUpTurns: 4, listeners: 2, settleMs: 100, busyMs: 600, rounds: 1, roundMs: 200 }
      : { warmUpTurns: 80, listeners: LISTENERS, settleMs: 6_000, busyMs: 12_000, rounds: 6, roundMs: 2_000 };
    const { late, shares, times, text } = await measure({ ...counts, progress });
    /** @type {(id: string, what: string, values: readonly number[], percent: number) => Figure} */
    const figure = (id, what, values, percent) => percentileFigure('everything', id, what, values, percent);
    /** @type {(id: string, name: string, value: number) => MeasuredFigure} */
    const delay = (id, name, value) => {
      return {
        id: `everything.loop_delay_${id}_ms`,
        what: `event-loop delay, ${name}`,
        value,
        unit: 'ms',
        better: 'less',
      };
    };
    /** @param {number} share */
    const percent = (share) => `${(share * 100).toFixed(0)} %`;
    return [
      {
        ...delay('p99', 'p99', late.p99Ms),
        note: `of a CPU, main thread ${percent(shares.main)}, and ${percent(shares.mainWaited)} waiting for one, which is part of the delay`,
      },
      delay('max', 'the longest', late.maxMs),
      figure('text', 'request → first audio, text, everything at once', times.text, 95),
      figure('screenshot', 'request → first audio, with a screenshot, everything at once', times.screenshot, 95),
      figure('invalid', 'invalid request → error', times.invalid, 99),
      figure('interrupt', 'interrupt of a stream → reply', times.interrupt, 99),
      figure('blank_interrupt', 'interrupt without a device → error', times.blank, 99),
      figure('health', 'health check → reply', times.health, 99),
      figure('text_alone', 'request → first audio, text, no other request', text.alone, 95),
      {
        ...figure('text_beside', 'request → first audio, text, beside screenshots', text.beside, 95),
        floor: 'everything.text_alone_p95_ms',
      },
      {
        id: 'everything.screenshots_per_s',
        what: 'screenshots answered, everything at once',
        value: times.screenshot.length / (counts.busyMs / 1000),
        unit: '/s',
        better: 'more',
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
