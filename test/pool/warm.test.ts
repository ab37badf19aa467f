import { describe, expect, it } from 'vitest';
import { SLOW_START, startPool } from './pools.js';

describe('WorkerPool.warm', () => {
  it.each([
    [4, 1],
    [3, 3],
    [1, 4],
  ])('settles when each of %i threads has loaded, with %i tasks at a time', async (threads, slots) => {
    const { pool, arena } = startPool(threads, slots, 600_000, 0, SLOW_START);
    await pool.warm();
    expect(arena.blocksInUse).toBe(threads);
    await pool.close();
  });

  it('returns the engines that the threads have loaded, and the failures', async () => {
    const { pool } = startPool(1, 1, 600_000, 0, SLOW_START);
    expect(await pool.warm()).toEqual({ engines: [], failures: [] });
    await pool.close();
  });

  it('rejects when the pool is closed before its threads have loaded', async () => {
    const { pool } = startPool(2, 2, 600_000, 0, SLOW_START);
    const warm = expect(pool.warm()).rejects.toMatchObject({ type: 'unavailable' });
    await pool.close();
    await warm;
  });
});
