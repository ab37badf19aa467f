import { setImmediate as nextTick } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { inNextTick } from '../../src/main/turn/in-next-tick.js';

it('inNextTick computes its value once, in the next tick', async () => {
  const compute = vi.fn(() => 42);
  const getValue = inNextTick(compute);
  await Promise.resolve();
  expect(compute).not.toHaveBeenCalled();
  await nextTick();
  expect(compute).toHaveBeenCalledOnce();
  expect([getValue(), getValue()]).toEqual([42, 42]);
  expect(compute).toHaveBeenCalledOnce();
});

it('inNextTick computes its value when it is needed earlier', async () => {
  const compute = vi.fn(() => undefined);
  const getValue = inNextTick(compute);
  expect(getValue()).toBeUndefined();
  await nextTick();
  expect(compute).toHaveBeenCalledOnce();
});

it('inNextTick throws an error only where the value is needed', async () => {
  const getValue = inNextTick(() => {
    throw new Error('no language');
  });
  await nextTick();
  expect(getValue).toThrow('no language');
});
