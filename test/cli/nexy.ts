/** Runs the built command line as a user does: in its own process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/main/cli/index.js', import.meta.url));
/** The timeout of a process, ms, long enough for a slow machine; a process that takes longer is killed. */
const PROCESS_TIMEOUT_MS = 90_000;
/** The longest life of a server, ms. The tests of a file end their server; this is for a test run that could not. */
const SERVER_TIMEOUT_MS = 600_000;

/** The environment of the process. Nothing of the environment of these tests may reach the config. */
const ENV = {
  PATH: process.env.PATH,
  DATABASE_MODE: 'off',
  WORKERS_CPU_THREADS: '1',
  // No language: an empty variable counts as unset.
  TTS_WARM_UP_LANGUAGES: ',',
  TTS_DEFAULT_GREETING: 'Hi.',
};

export interface ProcessResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  timeoutMs = PROCESS_TIMEOUT_MS,
): ChildProcess {
  const options = { env: { ...ENV, ...env }, timeout: timeoutMs, killSignal: 'SIGKILL' } as const;
  return spawn(process.execPath, [CLI, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Collects the output of a process; `ended` settles when the process has ended. */
function collectOutput(child: ChildProcess): {
  readonly said: { out: string; err: string };
  readonly ended: Promise<ProcessResult>;
} {
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = new Promise<ProcessResult>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  return { said, ended };
}

export function nexy(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProcessResult> {
  return collectOutput(start(args, env)).ended;
}

export interface Running {
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<ProcessResult>;
}

export function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = start(args, env);
  return { signal: (name) => void child.kill(name), ended: collectOutput(child).ended };
}

export interface Served extends Running {
  readonly port: string;
  readonly out: () => string;
  readonly err: () => string;
  /** Settles when `isThere` accepts the text of standard error; rejects when the process ends before. */
  untilErr(isThere: (err: string) => boolean): Promise<void>;
}

/** Starts `nexy serve` on a free loopback port; settles when it prints `ready` or `serving`. */
export async function serve(env: Readonly<Record<string, string>> = {}): Promise<Served> {
  // On a busy machine the first audio is late; the server would refuse some of the turns for it.
  const unlimited = { BACKPRESSURE_MAX_FIRST_AUDIO_WAIT_MS: '0' };
  const child = start(['serve', '--host', '127.0.0.1', '--port', '0'], { ...unlimited, ...env }, SERVER_TIMEOUT_MS);
  const { said, ended } = collectOutput(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => /^(ready|serving)/m.test(said.out) && resolve());
    void ended.then(({ code, err }) => reject(new Error(`serve ended with ${code}: ${err}`)));
  });
  const port = /127\.0\.0\.1:(\d+)/.exec(said.out)?.[1] ?? 'none was named';
  const untilErr = (isThere: (err: string) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => void (isThere(said.err) && resolve());
      child.stderr?.on('data', check);
      void ended.then(({ code, err }) => reject(new Error(`serve ended with ${code}: ${err}`)));
      check();
    });
  return { port, out: () => said.out, err: () => said.err, untilErr, signal: (name) => void child.kill(name), ended };
}

/** Starts `nexy serve` at its own terminal (Linux); settles when it prints `ready` or `serving`. */
export async function serveAtTerminal(): Promise<{ pid: number; closeTerminal(): void }> {
  // With `exec` the shell becomes the server: no process stands between the server and its terminal.
  const command = `echo pid $$; exec ${process.execPath} ${CLI} serve --host 127.0.0.1 --port 0`;
  const terminal = spawn('script', ['--quiet', '--command', command, '/dev/null'], {
    env: { ...ENV, SHELL: '/bin/sh' },
    timeout: PROCESS_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { said, ended } = collectOutput(terminal);
  await new Promise<void>((resolve, reject) => {
    terminal.stdout?.on('data', () => /^(ready|serving)/m.test(said.out) && resolve());
    void ended.then(({ code, out, err }) => reject(new Error(`serve ended with ${code}: ${out}${err}`)));
  });
  const pid = Number(/^pid (\d+)/m.exec(said.out)?.[1]);
  return { pid, closeTerminal: () => void terminal.kill('SIGKILL') };
}

/** Settles when a process has ended (Linux). A zombie counts as ended: its parent may not have waited for it. */
export async function untilEnded(pid: number): Promise<void> {
  const runs = (): boolean => {
    try {
      return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  while (runs()) await sleep(20);
}

/** Returns a port without a listener. */
export function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === 'object' ? address?.port : 0)));
    });
  });
}
