/** Starts servers in separate processes, as users run them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY } from './folders.mjs';

/**
 * @import { ChildProcess } from 'node:child_process'
 *
 * @typedef {object} BenchServer
 * @property {number} pid
 * @property {number} port
 * @property {() => Promise<void>} stop ends the process and resolves when it has exited
 */

const CLI = join(REPOSITORY, 'dist/main/cli/index.js');
/** The flags of Node that `npm start` and the `nexy` command use. */
const NODE_FLAGS = ['--initial-heap-size=128'];
/**
 * The flags for a server that runs a few seconds: code that V8 optimizes at once would not run long enough to gain by
 * it. Only Node 20 has the flag.
 */
const CHEAP_FLAGS = process.versions.node.startsWith('20.')
  ? [...NODE_FLAGS, '--interrupt-budget=1000000']
  : NODE_FLAGS;
/**
 * The environment of every measured server: only errors are logged, the rate of requests is not limited, one language
 * is warm, and the phrase cache is off, because texts repeat and must be spoken each time. The allocator is set as by
 * `npm start`.
 */
const ENV = {
  MALLOC_ARENA_MAX: '2',
  LOG_LEVEL: 'error',
  BACKPRESSURE_MAX_RATE: '0',
  TTS_WARM_UP_LANGUAGES: 'en',
  TTS_CACHE_BYTES: '0',
  DATABASE_MODE: 'off',
};
/** A list without a language; an empty variable would count as unset. */
const NO_LANGUAGES = ',';
/** The timeout of a server's shutdown, ms; after it the server is killed. */
const STOP_TIMEOUT_MS = 10_000;

/** @type {Set<ChildProcess>} */
const running = new Set();
let isGuarded = false;
let isFigureCounted = true;

/** Makes the start of later servers cheaper, for runs whose figures do not count: no voice is warm, V8 optimizes less. */
export function startCheaply() {
  isFigureCounted = false;
}

/** Makes sure that all servers are killed when the bench exits, also after a signal. */
function guard() {
  if (isGuarded) return;
  isGuarded = true;
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}

/**
 * Starts a server on a free loopback port and waits until it is ready.
 * @param {Readonly<Record<string, string>>} env variables that override the environment
 * @returns {Promise<BenchServer>}
 * @throws Error with the server's output when it ends, or serves without speech
 */
export async function serve(env = {}) {
  guard();
  const args = [...(isFigureCounted ? NODE_FLAGS : CHEAP_FLAGS), CLI, 'serve', '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...ENV, ...(isFigureCounted ? {} : { TTS_WARM_UP_LANGUAGES: NO_LANGUAGES }), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  let out = '';
  child.stdout.setEncoding('utf8');
  const ready = new Promise((resolve) => {
    child.stdout.on('data', (text) => {
      out += text;
      if (/^(?:ready|serving)/m.test(out)) resolve('ready');
    });
  });
  if ((await Promise.race([ready, ended])) !== 'ready') throw new Error(`the server ended before it was ready: ${out}`);
  if (!/^ready: first audio/m.test(out)) throw new Error(`the server is not ready to speak: ${out}`);

  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(out)?.[1]);
  return { pid: /** @type {number} */ (child.pid), port, stop };
}
