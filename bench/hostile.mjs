// Twenty listeners in real time beside one kind of hostile client at a time. The suite measures how long the main
// thread is blocked, how much memory the attack takes, how late the first audio of the listeners is, the gaps that they
// hear, and how soon after the attack all sockets are closed (the limit is five seconds).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Crowd } from './lib/crowd.mjs';
import { ATTACKS, SPEECH_ATTACKS } from './lib/hostile/attacks.mjs';
import { openLoopDelayProbe } from './lib/probe.mjs';
import { serve } from './lib/processes.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { promptOf, terseWriter } from './lib/texts.mjs';
import { warmUp } from './lib/warm-up.mjs';

/**
 * @import { CrowdSummary } from './lib/crowd.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 * @import { BenchServer } from './lib/processes.mjs'
 *
 * @typedef {object} Counts
 * @property {number} sentences
 * @property {number} warmUpTurns
 * @property {number} listeners
 * @property {number} settleMs
 * @property {number} listenMs
 * @property {(step: string) => void} progress
 *
 * @typedef {object} Delays
 * @property {number} maxMs the longest event-loop delay of the server's main thread
 * @property {number} idleMaxMs the longest event-loop delay of a process that does nothing
 *
 * @typedef {object} AttackSetup
 * @property {BenchServer} server
 * @property {Crowd} crowd
 * @property {() => Promise<Delays>} delayOf returns the delays since the last call
 * @property {number} listenMs
 *
 * @typedef {object} Effect the effect of an attack
 * @property {CrowdSummary} heard
 * @property {number} memoryBytes
 * @property {number} freedMs
 *
 * @typedef {Effect & Delays & { alone: CrowdSummary }} Measured an effect, and the listeners before the attack
 */

const LISTENERS = 20;
const FREED_WITHIN_MS = 5_000;
const LOOK_MS = 50;
/** The ratio that is reported when no turn was served, so that there is nothing to compare. */
const NOT_SERVED = 1_000;
/** @param {string} name */
const fileOf = (name) => fileURLToPath(new URL(`./lib/hostile/${name}`, import.meta.url));

const write = terseWriter(21);

/**
 * Returns the environment of a server as in production, with more streams at once and the model server of this suite.
 * @param {number} providersPort
 */
const envOf = (providersPort) => ({
  NEXY_ENV: 'prod',
  WORKERS_CPU_THREADS: '1',
  BACKPRESSURE_MAX_STREAMS: '100',
  MEMORY_ENABLED: 'false',
  LLM_CHAIN: 'model',
  // The circuit breaker stays closed here: an open one would rightly skip the failing model for every client.
  LLM_BREAKER_FAILURES: '100',
  LLM_PROVIDERS: JSON.stringify({
    model: { base_url: `http://127.0.0.1:${providersPort}/v1`, model: 'bench', key_env: '' },
  }),
});
/**
 * Returns the additional environment with which a speech server speaks.
 * @param {number} providersPort
 */
const speechEnvOf = (providersPort) => ({
  TTS_ENGINE: 'openai',
  TTS_OPENAI_BASE_URL: `http://127.0.0.1:${providersPort}/v1`,
  TTS_OPENAI_KEY_ENV: 'NEXY_BENCH_KEY',
  NEXY_BENCH_KEY: 'none',
});

/**
 * Returns the resident memory of a process, bytes, and the number of its open sockets and files (Linux).
 * @param {number} pid
 */
function heldBy(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    rssBytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024,
    files: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/**
 * Runs an attack while the listeners are measured.
 * @param {string} name
 * @param {AttackSetup} setup
 * @returns {Promise<Effect & Delays>}
 */
async function attack(name, { server, crowd, delayOf, listenMs }) {
  const before = heldBy(server.pid);
  let rssBytes = before.rssBytes;
  const watch = setInterval(() => {
    rssBytes = Math.max(rssBytes, heldBy(server.pid).rssBytes);
  }, LOOK_MS);
  const attacker = fork(fileOf('attacker.mjs'), [name, String(server.port)], { execArgv: [] });
  const gone = once(attacker, 'exit');
  try {
    await once(attacker, 'message');
    await delayOf();
    const heard = await crowd.listen(listenMs);
    const { maxMs, idleMaxMs } = await delayOf();
    attacker.send('end');
    const endedAt = performance.now();
    await gone;
    while (heldBy(server.pid).files > before.files && performance.now() - endedAt < 2 * FREED_WITHIN_MS)
      await sleep(LOOK_MS);
    return { heard, maxMs, idleMaxMs, memoryBytes: rssBytes - before.rssBytes, freedMs: performance.now() - endedAt };
  } finally {
    clearInterval(watch);
    attacker.kill('SIGKILL');
  }
}

/**
 * Runs the attacks one after the other.
 * @param {readonly string[]} names
 * @param {Readonly<Record<string, string>>} env
 * @param {Counts} counts
 * @returns the measurements, by the name of the attack
 */
async function measure(names, env, { sentences, warmUpTurns, listeners, settleMs, listenMs, progress }) {
  const loopDelay = openLoopDelayProbe();
  const idleDelay = openLoopDelayProbe();
  const idle = fork(fileOf('idle.mjs'), [], { execArgv: [], env: { ...process.env, ...idleDelay.env } });
  await once(idle, 'message');
  const server = await serve({ ...env, ...loopDelay.env });
  const delayOf = async () => {
    const [{ maxMs }, { maxMs: idleMaxMs }] = await Promise.all([
      loopDelay.ask(server.pid),
      idleDelay.ask(/** @type {number} */ (idle.pid)),
    ]);
    return { maxMs, idleMaxMs };
  };
  const crowd = new Crowd(server, () => promptOf(write(sentences)));
  /** @type {Record<string, Measured>} */
  const found = {};
  try {
    await warmUp(server.port, warmUpTurns);
    await crowd.resize(listeners, settleMs);
    for (const name of names) {
      progress(`before ${name}`);
      const alone = await crowd.listen(listenMs);
      progress(name);
      found[name] = { alone, ...(await attack(name, { server, crowd, delayOf, listenMs })) };
    }
  } finally {
    crowd.leave();
    await server.stop();
    idle.kill();
    loopDelay.remove();
    idleDelay.remove();
  }
  return found;
}

/** @param {Counts} counts */
async function measureAll(counts) {
  const providers = fork(fileOf('providers.mjs'), [], { execArgv: [] });
  try {
    const [port] = await once(providers, 'message');
    const env = envOf(port);
    return {
      ...(await measure(Object.keys(ATTACKS), env, counts)),
      ...(await measure(Object.keys(SPEECH_ATTACKS), { ...env, ...speechEnvOf(port) }, counts)),
    };
  } finally {
    providers.kill();
  }
}

/** @param {string} name */
const title = (name) => name.replaceAll('_', ' ');

/**
 * Returns the figures of each attack and then the worst of all attacks, which the gates judge.
 * @param {Readonly<Record<string, Measured>>} found
 */
function figuresOf(found) {
  /** @type {(id: string, what: string, value: number, unit: string) => MeasuredFigure} */
  const figure = (id, what, value, unit) => ({ id: `hostile.${id}`, what, value, unit, better: 'less' });
  /** @param {Pick<Measured, 'heard' | 'alone'>} measured */
  const ratioOf = ({ heard, alone }) => {
    const ratio = heard.firstAudioP99Ms / alone.firstAudioP99Ms;
    // The ratio is not finite when no turn was served.
    return Number.isFinite(ratio) ? ratio : NOT_SERVED;
  };
  const all = Object.entries(found);
  const rows = all.flatMap(([name, { heard, alone, maxMs, idleMaxMs, memoryBytes, freedMs }]) => [
    figure(`${name}_idle_blocked_ms`, `${title(name)}: longest delay of an idle process`, idleMaxMs, 'ms'),
    {
      ...figure(`${name}_blocked_ms`, `${title(name)}: longest block of main`, maxMs, 'ms'),
      floor: `hostile.${name}_idle_blocked_ms`,
      note: `first audio p99 ${heard.firstAudioP99Ms.toFixed(0)} ms (alone ${alone.firstAudioP99Ms.toFixed(0)}), ${heard.gaps} gaps, the longest ${heard.longestGapMs.toFixed(0)} ms, ${heard.failed} of ${heard.turns} turns failed`,
    },
    figure(`${name}_memory_mb`, `${title(name)}: most memory taken`, memoryBytes / 1e6, 'MB'),
    figure(
      `${name}_first_audio_ratio`,
      `${title(name)}: first audio p99, beside ÷ alone`,
      ratioOf({ heard, alone }),
      '×',
    ),
    figure(`${name}_freed_s`, `${title(name)}: time until all sockets are closed`, freedMs / 1000, 's'),
  ]);
  /** @param {(measured: Measured) => number} figureOf */
  const worst = (figureOf) => Math.max(...all.map(([, measured]) => figureOf(measured)));
  return [
    ...rows,
    figure(
      'worst_blocked_ms',
      'worst attack: longest block of main',
      worst(({ maxMs }) => maxMs),
      'ms',
    ),
    figure('worst_memory_mb', 'worst attack: most memory taken', worst(({ memoryBytes }) => memoryBytes) / 1e6, 'MB'),
    figure('worst_first_audio_ratio', 'worst attack: first audio p99, beside ÷ alone', worst(ratioOf), '×'),
    figure(
      'worst_freed_s',
      'worst attack: time until all sockets are closed',
      worst(({ freedMs }) => freedMs) / 1000,
      's',
    ),
    figure(
      'gaps',
      'gaps that listeners heard, all attacks',
      all.reduce((sum, [, { heard }]) => sum + heard.gaps, 0),
      '',
    ),
    figure(
      'failed',
      'turns of listeners that failed, all attacks',
      all.reduce((sum, [, { heard }]) => sum + heard.failed, 0),
      '',
    ),
  ];
}

export const suite = defineSuite({
  name: 'hostile',
  title: `${LISTENERS} listeners beside hostile clients, one kind at a time`,
  summary:
    'Attacks a server in ten ways, one at a time, and measures its listeners, its main thread, its memory and its sockets.',
  seconds: { whole: 223, quick: 20 },
  async run({ quick, progress }) {
    if (process.platform !== 'linux') {
      return [{ id: 'hostile.worst_blocked_ms', skipped: 'memory and sockets of a process are read from /proc' }];
    }
    const counts = quick
      ? { sentences: 1, warmUpTurns: 1, listeners: 2, settleMs: 100, listenMs: 200 }
      : { sentences: 3, warmUpTurns: 80, listeners: LISTENERS, settleMs: 4_000, listenMs: 10_000 };
    return figuresOf(await measureAll({ ...counts, progress }));
  },
});
await runAlone(import.meta.url, suite);
