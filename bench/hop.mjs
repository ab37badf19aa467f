// A round trip to a worker thread: a task through the server's pool, back to back and after a pause. The floor is a
// round trip over two words in shared memory with both threads blocked in Atomics.wait, which is forbidden on a
// server's main thread. The peer is Piscina alone, without slots, deadlines and a watchdog.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { startOneThreadPool } from './lib/one-thread-pool.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns, timeOf } from './lib/timing.mjs';

/**
 * @import { MeasuredFigure } from './lib/figures.mjs'
 * @import { Task, Time } from './lib/timing.mjs'
 */

const IDLE_MS = 5;
/** The number of samples per round. */
const IDLE_SAMPLES = 20;
const SENTENCE = { text: 'It is five past nine, and the sun is shining. Shall we go out?', language: 'en' };
const SEGMENTING = { ...SENTENCE, final: true, first: true, firstClauseMinChars: 0, maxChars: 400 };

function startPiscina() {
  return new Piscina({
    filename: fileURLToPath(new URL('./lib/echo-worker.mjs', import.meta.url)),
    name: 'echo',
    minThreads: 1,
    maxThreads: 1,
    recordTiming: false,
  });
}

async function startPingPong() {
  const memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const [PING, PONG] = [0, 1];
  const words = new Int32Array(memory);
  const worker = new Worker(new URL('./lib/ping-pong-worker.mjs', import.meta.url), { workerData: memory });
  await once(worker, 'online');
  let count = 0;
  /** @param {number} value */
  const send = (value) => {
    Atomics.store(words, PING, value);
    Atomics.notify(words, PING);
  };
  const hop = () => {
    send(++count);
    Atomics.wait(words, PONG, count - 1);
  };
  const stop = async () => {
    send(-1);
    await once(worker, 'exit');
  };
  return { hop, stop };
}

const WHAT = {
  atomics: 'Atomics.wait and notify, bare',
  ours: 'our pool, empty task',
  piscina: 'Piscina, empty task',
  ours_segment: 'our pool, two sentences segmented',
};

export const suite = defineSuite({
  name: 'hop',
  title: `Round trip to a worker thread, back to back and after ${IDLE_MS} ms of rest`,
  summary: 'Times the round trip of a task to a worker thread, compared with Atomics alone and with Piscina.',
  seconds: { whole: 9, quick: 1 },
  async run(options) {
    const pingPong = await startPingPong();
    const { pool: ours } = await startOneThreadPool('io');
    const piscina = startPiscina();
    const hops = {
      atomics: pingPong.hop,
      ours: () => ours.run('describe', {}),
      piscina: () => piscina.run({}),
      ours_segment: () => ours.run('segment', SEGMENTING),
    };
    /** @type {Record<string, Task>} */
    const tasks = {};
    for (const [name, run] of Object.entries(hops)) {
      tasks[`${name}_warm`] = { units: 1, run };
      tasks[`${name}_idle`] = { units: 1, run, before: () => sleep(IDLE_MS), samples: IDLE_SAMPLES };
    }
    try {
      const times = await timeInTurns(tasks, options);
      return Object.entries(WHAT).flatMap(([name, what]) => [
        figure(name, 'warm', `${what}, back to back`, times),
        figure(name, 'idle', `${what}, after a rest`, times),
      ]);
    } finally {
      await Promise.all([pingPong.stop(), ours.close(), piscina.destroy()]);
    }
  },
});

/**
 * @param {string} name
 * @param {'warm' | 'idle'} state
 * @param {string} what
 * @param {Readonly<Record<string, Time>>} times
 * @returns {MeasuredFigure}
 */
function figure(name, state, what, times) {
  const { ns, spread } = timeOf(times, `${name}_${state}`);
  return {
    id: `hop.${name}_${state}_us`,
    what,
    value: ns / 1000,
    unit: 'µs',
    better: 'less',
    spread,
    ...(name === 'atomics' ? {} : { floor: `hop.atomics_${state}_us` }),
  };
}
await runAlone(import.meta.url, suite);
