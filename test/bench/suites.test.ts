/** Tests that the suites run and measure each figure that has a gate; the measured speed decides nothing here. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { suiteNames } from '../../bench/lib/folders.mjs';

const RUNNER = fileURLToPath(new URL('../../bench/run.mjs', import.meta.url));
const README = fileURLToPath(new URL('../../bench/README.md', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'nexy-suites-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Results {
  readonly suites: readonly { readonly name: string; readonly figures: readonly { id: string; value?: number }[] }[];
  readonly gates: readonly {
    readonly gate: { readonly figure: string };
    readonly state: string;
    readonly why?: string;
  }[];
}

async function quickRun(suite: string): Promise<Results> {
  const json = join(folder, `${suite}.json`);
  await promisify(execFile)(process.execPath, [RUNNER, suite, '--quick', '--json', json], { timeout: 25_000 });
  return JSON.parse(readFileSync(json, 'utf8'));
}

describe('the list of suites', () => {
  it('describes every suite in a sentence, and README.md has a row for each', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [RUNNER, '--list']);
    const [, ...lines] = stdout.trimEnd().split('\n');
    const names = lines.map((line) => /^([a-z-]+) +\d+ s +\d+ s {2}[A-Z].+\.$/.exec(line)?.[1]);
    expect(names).toEqual(suiteNames());
    const rows = readFileSync(README, 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm);
    expect([...rows].map(([, name]) => name).sort()).toEqual(suiteNames());
  });
});

describe.each(['arena', 'resample', 'segment', 'answer', 'log', 'hop', 'screenshot'])('a quick run of %s', (suite) => {
  it('measures at least one figure, and every figure that has a gate', async () => {
    const { suites, gates } = await quickRun(suite);
    expect(suites.map(({ name }) => name)).toEqual([suite]);
    expect(suites[0]?.figures.filter(({ value }) => value !== undefined)).not.toEqual([]);
    // A package that is not installed cannot be measured: its figures are reported as not measured.
    expect(gates.filter(({ state, why }) => state !== 'not measured' && why !== undefined)).toEqual([]);
    expect(gates).not.toEqual([]);
  });
});
