/** Servers in processes of their own, as users run them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY } from './folders.mjs';

const CLI = join(REPOSITORY, 'dist/main/cli/index.js');
/** As `npm start` and the `nexy` command have it. */
const NODE_FLAGS = ['--initial-heap-size=128'];
/**
 * What every measurement wants: no lines in between, no limit on requests, one language warm, and no phrase from memory (texts
 * come again, and each time they are to be spoken).
 */
const ENV = {
  LOG_LEVEL: 'error',
  BACKPRESSURE_MAX_RATE: '0',
  TTS_WARM_UP_LANGUAGES: 'en',
  TTS_CACHE_BYTES: '0',
};
/** A server that has not ended by then is killed. */
const STOP_TIMEOUT_MS = 10_000;

const running = new Set();
let isGuarded = false;

/** So that no server outlives the bench, however it ends. */
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
 * @param env overrides of the environment
 * @param flags Node's flags, instead of those the `nexy` command has
 * @returns the process, where it listens, and `stop`, which ends it and settles when it has
 */
export async function serve(env = {}, { flags = NODE_FLAGS } = {}) {
  guard();
  const args = [...flags, CLI, 'serve', '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...ENV, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  let out = '';
  child.stdout.setEncoding('utf8');
  const ready = new Promise((resolve) => {
    child.stdout.on('data', (text) => {
      out += text;
      if (/^ready/m.test(out)) resolve('ready');
    });
  });
  if ((await Promise.race([ready, ended])) !== 'ready') throw new Error(`the server ended before it was ready: ${out}`);

  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  return { child, pid: child.pid, port: Number(/127\.0\.0\.1:(\d+)/.exec(out)[1]), stop };
}
