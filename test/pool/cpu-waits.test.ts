import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { CpuWaits } from '../../src/main/pool/cpu-waits.js';
import { osThreadId } from '../../src/workers/os-thread.js';

function spin(ms: number): void {
  for (const startedMs = performance.now(); performance.now() - startedMs < ms; );
}

describe('CpuWaits', () => {
  it.runIf(process.platform === 'linux')(
    'knows how long a thread waits while more threads run than there are CPUs',
    async () => {
      const waits = new CpuWaits();
      waits.add(1, osThreadId());
      const others = Array.from({ length: 2 * availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
      await Promise.all(others.map((other) => new Promise((resolve) => other.once('online', resolve))));
      const before = waits.waitedMs(1);
      // The scheduler lets each thread run for a few milliseconds at a time.
      for (let round = 0; round < 100 && waits.waitedMs(1) - before < 20; round++) spin(50);
      expect(waits.waitedMs(1) - before).toBeGreaterThan(20);
      await Promise.all(others.map((other) => other.terminate()));
    },
  );

  it('knows no wait of a thread that has ended, or whose number is not known', () => {
    const waits = new CpuWaits();
    waits.add(1, undefined);
    waits.add(2, 2 ** 30);
    waits.add(3, osThreadId());
    waits.keep([1, 2]);
    expect([1, 2, 3, 4].map((threadId) => waits.waitedMs(threadId))).toEqual([0, 0, 0, 0]);
  });
});
