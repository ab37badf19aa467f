/** A temporary repository with the real runner and with suites that measure nothing. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** The timeout of a run, ms, long enough for a slow machine; a run that takes longer is killed. */
const RUN_TIMEOUT_MS = 25_000;

export interface RunResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface BenchFolder {
  readonly path: string;
  /** Writes a suite; `body` is the body of its `run`. */
  suite(name: string, body: string): void;
  slo(yaml: string): void;
  /** Sets the load average of the machine, as the runs see it. */
  loadAverage(value: number): void;
  write(file: string, text: string): string;
  run(...args: string[]): Promise<RunResult>;
  /** Starts a run without waiting for its end. */
  start(...args: string[]): { child: ChildProcess; ended: Promise<RunResult> };
  /** Runs `node bench/<name>.mjs …`. */
  runAlone(name: string, ...args: string[]): Promise<RunResult>;
  git(...args: string[]): string;
  /** Returns the leftovers of runs: further worktrees of the repository, and temporary files. */
  leftovers(): string[];
  remove(): void;
}

export function newBenchFolder(): BenchFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'nexy-bench-test-')));
  mkdirSync(join(path, 'bench'));
  const temporary = join(path, 'tmp');
  mkdirSync(temporary);
  cpSync(join(REPOSITORY, 'bench/lib'), join(path, 'bench/lib'), { recursive: true });
  cpSync(join(REPOSITORY, 'bench/run.mjs'), join(path, 'bench/run.mjs'));
  cpSync(join(REPOSITORY, 'package.json'), join(path, 'package.json'));
  symlinkSync(realpathSync(join(REPOSITORY, 'node_modules')), join(path, 'node_modules'));
  symlinkSync(realpathSync(join(REPOSITORY, 'dist')), join(path, 'dist'));
  const write = (file: string, text: string): string => {
    writeFileSync(join(path, file), text);
    return join(path, file);
  };
  write('bench/slo.yaml', 'gates: []\n');
  const loadAverage = (value: number): void => {
    const lines = [
      `import os from 'node:os';`,
      `import { syncBuiltinESMExports } from 'node:module';`,
      `os.loadavg = () => [${value}, 0, 0];`,
      'syncBuiltinESMExports();',
    ];
    write('load-average.mjs', lines.join('\n'));
  };
  loadAverage(0);
  const preload = `--import=${pathToFileURL(join(path, 'load-average.mjs')).href}`;
  // npm keeps its compile cache in the temporary folder from Node 22 on.
  const start = (...args: string[]) =>
    startNode(args, path, {
      ...process.env,
      TMPDIR: temporary,
      NODE_DISABLE_COMPILE_CACHE: '1',
      NODE_OPTIONS: preload,
    });
  const git: BenchFolder['git'] = (...args) => {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], { cwd: path, encoding: 'utf8', stdio: 'pipe' });
  };
  return {
    path,
    write,
    suite: (name, body) => {
      const lines = [
        `import { defineSuite, runAlone } from './lib/suite.mjs';`,
        `const run = async ({ quick, progress }) => { ${body} };`,
        `const about = { title: 'A suite', summary: 'Measures nothing.', seconds: { whole: 3, quick: 1 } };`,
        `export const suite = defineSuite({ name: '${name}', ...about, run });`,
        `await runAlone(import.meta.url, suite);`,
      ];
      write(`bench/${name}.mjs`, lines.join('\n'));
    },
    slo: (yaml) => void write('bench/slo.yaml', yaml),
    loadAverage,
    run: (...args) => start('bench/run.mjs', ...args).ended,
    start: (...args) => start('bench/run.mjs', ...args),
    runAlone: (name, ...args) => start(`bench/${name}.mjs`, ...args).ended,
    git,
    leftovers: () => [...git('worktree', 'list').trim().split('\n').slice(1), ...readdirSync(temporary)],
    remove: () => rmSync(path, { recursive: true }),
  };
}

function startNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): ReturnType<BenchFolder['start']> {
  const child = spawn(process.execPath, args, { cwd, env, timeout: RUN_TIMEOUT_MS, killSignal: 'SIGKILL' });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  const ended = new Promise<RunResult>((resolve) => child.once('close', (code) => resolve({ code, ...output })));
  return { child, ended };
}

/** Returns the body of a suite with a single figure of this value. */
export function oneFigure(id: string, value: number, more = ''): string {
  return `return [{ id: '${id}', what: 'a time', value: ${value}, unit: 'ms', better: 'less', spread: 0.01 ${more} }];`;
}
