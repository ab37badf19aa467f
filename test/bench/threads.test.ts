import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mainThreadCpuNs, threadTimes } from '../../bench/lib/threads.mjs';

const NO_PROCESS = 2 ** 22 + 1;
const hasProc = existsSync('/proc/self/schedstat');

describe('threadTimes and mainThreadCpuNs', () => {
  it('read times while threads begin and end', async ({ skip }) => {
    skip(!hasProc, 'there is no /proc here');
    const lines = [
      "import { Worker } from 'node:worker_threads';",
      "const again = () => new Worker('', { eval: true }).once('exit', again);",
      'for (let thread = 0; thread < 4; thread += 1) again();',
      "console.log('begun');",
    ];
    const child = spawn(process.execPath, ['--input-type=module', '--eval', lines.join('\n')]);
    onTestFinished(() => void child.kill());
    await once(child.stdout, 'data');
    const seen = new Set<number>();
    for (const endMs = performance.now() + 1500; performance.now() < endMs; ) {
      for (const id of threadTimes(child.pid as number).keys()) seen.add(id);
    }
    child.kill();
    await once(child, 'exit');
    expect(seen.size).toBeGreaterThan(20);
    expect(threadTimes(child.pid as number).size).toBe(0);
  });

  it('report more time after the main thread has worked', ({ skip }) => {
    skip(!hasProc, 'there is no /proc here');
    const before = mainThreadCpuNs(process.pid) as number;
    while (mainThreadCpuNs(process.pid) === before);
    expect(mainThreadCpuNs(process.pid)).toBeGreaterThan(before);
  });

  it('report no time for a process that does not exist', () => {
    expect(mainThreadCpuNs(NO_PROCESS)).toBeUndefined();
  });
});
