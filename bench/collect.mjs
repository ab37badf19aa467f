// Turns beside 50 devices whose users speak: each device sends a COLLECT message eight times a second. Turns alone, turns
// while another server on this machine gets these messages, and turns beside these messages alternate. The second way
// shows how much of the delay comes from the cores that the messages take, and not from waiting in the server. Notes
// give the confidence interval of each ratio. Other rows are the time in which main was ready to run and waited for a
// core, and its CPU time for one message; the floor of that is the cheapest call of the service, HealthCheck.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { percentile } from '#dist/shared/measurement/percentile.js';
import { serve } from './lib/processes.mjs';
import { ratioInterval } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf, percentileFigure } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { cpuNsOf, mainThreadCpuNs, threadTimes } from './lib/threads.mjs';
import { checkHealth, collectPart, spokenTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { ChildProcess } from 'node:child_process'
 * @import { Figure } from './lib/figures.mjs'
 * @import { BenchServer } from './lib/processes.mjs'
 *
 * @typedef {'alone' | 'other' | 'beside'} Way
 *
 * @typedef {object} Counts
 * @property {number} rounds
 * @property {number} turns the number of turns of a round, with and without messages beside them each
 * @property {number} calls the number of calls of a round
 * @property {(step: string) => void} progress
 */

const DEVICES = 50;
const PER_SECOND = 8;
/** The times after which all devices speak, and after which no message of theirs is on its way, ms. */
const START_MS = 300;
const SILENCE_MS = 100;
const FILE = fileURLToPath(new URL('./lib/speaking-devices.mjs', import.meta.url));
const write = writer(12);

/** @param {number} port */
const startDevices = (port) => fork(FILE, [String(port), String(DEVICES)], { execArgv: [] });

/**
 * @param {BenchServer} server
 * @param {Counts} counts
 */
async function measureTurns(server, { rounds, turns, progress }) {
  const connection = await openWire(server.port);
  const other = await serve();
  const devices = startDevices(server.port);
  const otherDevices = startDevices(other.port);
  /** @type {Record<Way, number[][]>} */
  const firstAudio = { alone: [], other: [], beside: [] };
  const waitNs = { alone: 0, other: 0, beside: 0 };
  const mainWaitNs = () => threadTimes(server.pid).get(server.pid)?.waitNs ?? Number.NaN;
  const accepted = { alone: 0, other: 0, beside: 0 };
  /**
   * @param {ChildProcess} process
   * @param {number} perSecond
   */
  const speak = async (process, perSecond) => {
    process.send(perSecond);
    const [count] = await once(process, 'message');
    await sleep(perSecond > 0 ? START_MS : SILENCE_MS);
    return Number(count);
  };
  try {
    await Promise.all([once(devices, 'message'), once(otherDevices, 'message')]);
    for (let round = -1; round < rounds; round++) {
      progress(round < 0 ? 'warming up' : `turns, round ${round + 1} of ${rounds}`);
      /** @type {[Way, ChildProcess?][]} */
      const ways = [['alone'], ['other', otherDevices], ['beside', devices]];
      // The order alternates, so that a machine that steadily becomes slower or faster affects all ways alike.
      for (const [way, process] of round % 2 === 0 ? ways : ways.toReversed()) {
        if (process) await speak(process, PER_SECOND);
        /** @type {number[]} */
        const times = [];
        const before = mainWaitNs();
        for (let n = 0; n < turns; n++) {
          const { audioMs } = await spokenTurn(connection, { prompt: promptOf(write(1)) });
          times.push(audioMs);
        }
        if (round >= 0) {
          firstAudio[way].push(times);
          waitNs[way] += mainWaitNs() - before;
        }
        if (process) accepted[way] += await speak(process, 0);
      }
    }
  } finally {
    for (const process of [devices, otherDevices]) process.kill('SIGKILL');
    await other.stop();
    connection.close();
  }
  return { firstAudio, waitNs, accepted };
}

/**
 * Measures the CPU time of the server's main thread for one call, µs, by kind of call.
 * @param {BenchServer} server
 * @param {Counts} counts
 */
async function measureCalls({ port, pid }, { rounds, calls, progress }) {
  const connection = await openWire(port);
  const ids = { hardwareId: 'bench', sessionId: 'bench' };
  /** @type {{ collect: number[], health: number[] }} */
  const us = { collect: [], health: [] };
  const ways = {
    collect: (/** @type {number} */ n) => collectPart(connection, { ...ids, prompt: 'what is the time', chunkSeq: n }),
    health: () => checkHealth(connection),
  };
  for (let round = -1; round < rounds; round++) {
    progress(round < 0 ? 'warming up' : `calls, round ${round + 1} of ${rounds}`);
    for (const way of /** @type {const} */ (['collect', 'health'])) {
      const before = cpuNsOf(pid);
      for (let n = 0; n < calls; n++) await ways[way](n);
      if (round >= 0) us[way].push((cpuNsOf(pid) - before) / 1000 / calls);
    }
  }
  connection.close();
  return us;
}

export const suite = defineSuite({
  name: 'collect',
  title: `First audio of turns beside ${DEVICES} devices that send ${PER_SECOND} COLLECT messages a second each`,
  summary: 'Times the first audio beside users who are still speaking, and the main thread for one of their messages.',
  seconds: { whole: 150, quick: 6 },
  async run({ quick, progress }) {
    const counts = quick ? { rounds: 1, turns: 2, calls: 5 } : { rounds: 40, turns: 25, calls: 200 };
    const server = await serve();
    try {
      const { firstAudio, waitNs, accepted } = await measureTurns(server, { ...counts, progress });
      if (accepted.other === 0 || accepted.beside === 0) throw new Error('no COLLECT message was accepted');
      /** @type {(way: Way, what: string, percent: number) => Figure} */
      const firstAudioFigure = (way, what, percent) => {
        const figure = percentileFigure('collect', way, what, firstAudio[way].flat(), percent);
        if (way === 'alone') return figure;
        const { low, high } = ratioInterval(firstAudio[way], firstAudio.alone, (times) => percentile(times, percent));
        const note = `${low.toFixed(2)} to ${high.toFixed(2)} × alone with 95 % confidence`;
        // The rounds of a smoke test are too few for an interval.
        return { ...figure, floor: `collect.alone_p${percent}_ms`, ...(quick ? {} : { note }) };
      };
      /** @type {Figure[]} */
      const turns = [50, 95].flatMap((percent) => [
        firstAudioFigure('alone', 'first audio of a turn alone', percent),
        firstAudioFigure('other', 'first audio while another server gets the messages', percent),
        firstAudioFigure('beside', 'first audio beside the messages', percent),
      ]);
      if (mainThreadCpuNs(server.pid) === undefined) return turns;
      const us = await measureCalls(server, { ...counts, progress });
      /** @type {(way: 'collect' | 'health', what: string) => Figure} */
      const call = (way, what) => ({
        ...{ id: `collect.${way}_us`, what, unit: 'µs', better: 'less' },
        ...medianOf(us[way]),
        ...(way === 'collect' ? { floor: 'collect.health_us' } : {}),
      });
      /** @type {(way: Way, what: string) => Figure} */
      const wait = (way, what) => ({
        id: `collect.${way}_wait_ms`,
        what: `main's wait for a core in a turn, ${what}`,
        unit: 'ms',
        better: 'less',
        value: waitNs[way] / 1e6 / (counts.rounds * counts.turns),
      });
      const waits = [wait('alone', 'alone'), wait('other', 'another server'), wait('beside', 'beside the messages')];
      return [...turns, ...waits, call('health', 'HealthCheck, main thread'), call('collect', 'COLLECT, main thread')];
    } finally {
      await server.stop();
    }
  },
});
await runAlone(import.meta.url, suite);
