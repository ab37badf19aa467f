import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Arena, type ArenaMemory, createArenaMemory } from '../../src/shared/arena.js';

const ARENA_WORKER = new URL('./workers/arena-user.mjs', import.meta.url);
const ARENA_MODULE = new URL('../../dist/shared/arena.js', import.meta.url).href;

/** The counts of one worker thread. */
interface Report {
  readonly taken: number;
  /** The number of blocks that another thread wrote into while this thread held them. */
  readonly shared: number;
}

function startThread(memory: ArenaMemory, owner: number, rounds: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ARENA_WORKER, { workerData: { arenaModule: ARENA_MODULE, memory, owner, rounds } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe('two threads that share an Arena', () => {
  it.each([2, 16])('never hold the same block, and leave all of them free (%i blocks)', async (blocks) => {
    const memory = createArenaMemory(blocks * 64, 64);
    const rounds = 50_000;
    const reports = await Promise.all([startThread(memory, 1, rounds), startThread(memory, 2, rounds)]);
    expect(reports).toEqual([
      { taken: rounds, shared: 0 },
      { taken: rounds, shared: 0 },
    ]);
    const arena = new Arena(memory);
    expect(arena.blocksInUse).toBe(0);
    expect(Array.from({ length: blocks }, () => arena.acquire(3)).sort((a, b) => a - b)).toEqual([
      ...Array(blocks).keys(),
    ]);
  });

  it('exchange blocks: a thread that finds the arena full gets the block that is given back later', async () => {
    const memory = createArenaMemory(64, 64);
    const arena = new Arena(memory);
    const block = arena.acquire(9);
    const waiting = startThread(memory, 1, 1);
    setTimeout(() => arena.release(block), 20);
    expect(await waiting).toEqual({ taken: 1, shared: 0 });
    expect(arena.blocksInUse).toBe(0);
  });
});
