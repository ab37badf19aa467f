import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createOnce, doOnce } from '../../src/shared/once.js';

const ONCE_MODULE = new URL('../../dist/shared/once.js', import.meta.url).href;
const RACER = new URL('./workers/once-racer.mjs', import.meta.url);

/**
 * Starts threads that call `doOnce` at the same moment. Returns how often the work was begun, and how many threads went
 * on before it was done.
 */
async function race(memory: SharedArrayBuffer, threads: number): Promise<{ begun: number; early: number }> {
  const seen = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  const gate = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const data = { onceModule: ONCE_MODULE, memory, seen, gate };
  const workers = Array.from({ length: threads }, () => new Worker(RACER, { workerData: data }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  Atomics.store(new Int32Array(gate), 0, 1);
  Atomics.notify(new Int32Array(gate), 0);
  expect(await Promise.all(ended)).toEqual(workers.map(() => 0));
  const [begun = -1, , early = -1] = new Int32Array(seen);
  return { begun, early };
}

describe('doOnce', () => {
  it('runs the work in one of many threads, and every thread waits until it is done', async () => {
    for (let round = 0; round < 5; round++) {
      expect(await race(createOnce(), 6)).toEqual({ begun: 1, early: 0 });
    }
  });

  it('runs the work of the next caller when the first caller fails', () => {
    const memory = createOnce();
    const fail = (): void => {
      throw new Error('no');
    };
    expect(() => doOnce(memory, fail)).toThrow('no');
    const done: string[] = [];
    doOnce(memory, () => done.push('second'));
    doOnce(memory, () => done.push('third'));
    expect(done).toEqual(['second']);
  });
});
