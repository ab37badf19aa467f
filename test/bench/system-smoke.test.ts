import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const BENCH = fileURLToPath(new URL('../../bench/', import.meta.url));
/** The timeout of a test, ms, long enough for a slow machine. */
const TEST_TIMEOUT_MS = 120_000;
/** The longest time of a suite, ms; after it, the test fails with all that the suite has printed. */
const SUITE_TIMEOUT_MS = 110_000;
const SUITES = [
  'collect',
  'everything',
  'first-audio',
  'growth',
  'heard',
  'hostile',
  'interrupt',
  'listeners',
  'load',
  'message',
  'overload',
  'soak',
  'turns',
] as const;

interface Figure {
  readonly id: string;
  readonly value?: number;
  readonly skipped?: string;
}

const groups = new Set<number>();

/** Starts a suite in its own process group, so that all its leftovers can be found, and killed after the test. */
function startSuite(name: string, ...args: string[]): { child: ChildProcess; group: number; err: () => string } {
  const child = spawn(process.execPath, [join(BENCH, `${name}.mjs`), '--quick', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const group = child.pid as number;
  groups.add(group);
  let err = '';
  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return { child, group, err: () => err };
}

function hasProcesses(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits up to 5 s for the end of a group: a killed process exists until the system has noticed. */
async function groupEnds(group: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && hasProcesses(group); attempt++) await sleep(50);
  return !hasProcesses(group);
}

afterEach(() => {
  for (const group of groups) if (hasProcesses(group)) process.kill(-group, 'SIGKILL');
  groups.clear();
});

describe('a quick run of a system suite', () => {
  for (const name of SUITES) {
    it(`measures figures and leaves no process behind: ${name}`, { timeout: TEST_TIMEOUT_MS }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'nexy-smoke-'));
      try {
        const json = join(folder, 'result.json');
        const { child, group, err } = startSuite(name, '--json', json);
        const signal = AbortSignal.timeout(SUITE_TIMEOUT_MS);
        const [code] = await once(child, 'exit', { signal }).catch(() => expect.fail(`the suite hangs: ${err()}`));
        expect({ code, err: withoutProgress(name, err()) }).toEqual({ code: 0, err: '' });
        const { suites } = JSON.parse(readFileSync(json, 'utf8')) as { suites: { figures: Figure[] }[] };
        const figures = suites.flatMap((suite) => suite.figures);
        expect(figures.length).toBeGreaterThan(0);
        for (const { value, skipped } of figures) expect(skipped ?? value).toSatisfy(isReported);
        expect(await groupEnds(group)).toBe(true);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

/** Removes the lines about the progress of a suite. */
function withoutProgress(name: string, err: string): string {
  return err
    .split('\n')
    .filter((line) => !line.startsWith(`${name}: `))
    .join('\n');
}

function isReported(entry: unknown): boolean {
  return typeof entry === 'string' ? entry !== '' : Number.isFinite(entry);
}

describe('an interrupted suite', () => {
  it.runIf(process.platform === 'linux')('ends its servers', { timeout: TEST_TIMEOUT_MS }, async () => {
    const { child, group } = startSuite('message');
    // The servers are up once the suite has five child processes. The signal reaches only the suite, unlike ctrl-c.
    while (childrenOf(child.pid as number) < 5) await sleep(50);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(await groupEnds(group)).toBe(true);
  });
});

function childrenOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).length;
}
