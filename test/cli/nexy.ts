/** The built command line, run as a person would run it: in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/main/cli/index.js', import.meta.url));
/** However slow the machine is; a process that takes longer is killed. */
const PATIENCE_MS = 25_000;
/** A server lives as long as the tests of its file; who started it ends it, and this is for when nobody could. */
const SERVER_LIFE_MS = 300_000;

/** Nothing of the environment these tests run in may reach the config. */
const ENV = { PATH: process.env.PATH, WORKERS_CPU_THREADS: '1', TTS_WARM_UP_LANGUAGES: '' };

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>, lifeMs = PATIENCE_MS): ChildProcess {
  const options = { env: { ...ENV, ...env }, timeout: lifeMs, killSignal: 'SIGKILL' } as const;
  return spawn(process.execPath, [CLI, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Collects what a process says; settles when it has ended. */
function listenTo(child: ChildProcess): {
  readonly said: { out: string; err: string };
  readonly ended: Promise<Finished>;
} {
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = new Promise<Finished>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  return { said, ended };
}

export function nexy(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return listenTo(start(args, env)).ended;
}

export interface Running {
  /** Sends a signal. */
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Finished>;
}

export function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = start(args, env);
  return { signal: (name) => void child.kill(name), ended: listenTo(child).ended };
}

export interface Served extends Running {
  readonly port: string;
  readonly out: () => string;
  readonly err: () => string;
  /** Settles when standard error holds what `isThere` looks for; fails when the process ends before. */
  untilErr(isThere: (err: string) => boolean): Promise<void>;
}

/** `nexy serve` on a free loopback port; settles when it says that it is ready. */
export async function serve(env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const child = start(['serve', '--host', '127.0.0.1', '--port', '0'], env, SERVER_LIFE_MS);
  const { said, ended } = listenTo(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => /^(ready|serving)/m.test(said.out) && resolve());
    void ended.then(({ code, err }) => reject(new Error(`serve ended with ${code}: ${err}`)));
  });
  const port = /127\.0\.0\.1:(\d+)/.exec(said.out)?.[1] ?? 'none was named';
  const untilErr = (isThere: (err: string) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => void (isThere(said.err) && resolve());
      child.stderr?.on('data', look);
      void ended.then(({ code, err }) => reject(new Error(`serve ended with ${code}: ${err}`)));
      look();
    });
  return { port, out: () => said.out, err: () => said.err, untilErr, signal: (name) => void child.kill(name), ended };
}

/** `nexy serve` at a terminal of its own (Linux); settles when it says that it is ready. */
export async function serveAtTerminal(): Promise<{ pid: number; closeTerminal(): void }> {
  // The one process that the shell becomes: nobody stands between it and its terminal.
  const command = `echo pid $$; exec ${process.execPath} ${CLI} serve --host 127.0.0.1 --port 0`;
  const terminal = spawn('script', ['--quiet', '--command', command, '/dev/null'], {
    env: { ...ENV, SHELL: '/bin/sh' },
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { said, ended } = listenTo(terminal);
  await new Promise<void>((resolve, reject) => {
    terminal.stdout?.on('data', () => /^(ready|serving)/m.test(said.out) && resolve());
    void ended.then(({ code, out, err }) => reject(new Error(`serve ended with ${code}: ${out}${err}`)));
  });
  const pid = Number(/^pid (\d+)/m.exec(said.out)?.[1]);
  return { pid, closeTerminal: () => void terminal.kill('SIGKILL') };
}

/** Settles when a process has ended (Linux). Nobody may have asked how: then a zombie is left of it. */
export async function untilGone(pid: number): Promise<void> {
  const runs = (): boolean => {
    try {
      return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  while (runs()) await sleep(20);
}

/** A port on which nobody listens. */
export function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === 'object' ? address?.port : 0)));
    });
  });
}
