import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';

const BLOCKS = 7;
const OWNERS = 3;
const arenaOf = (blocks: number): Arena => new Arena(createArenaMemory(blocks * 64, 64));

type Step =
  | { readonly do: 'take'; readonly owner: number }
  | { readonly do: 'give' | 'giveFree'; readonly pick: number }
  | { readonly do: 'pass'; readonly pick: number; readonly owner: number }
  | { readonly do: 'reclaim'; readonly owner: number };

const owner = fc.integer({ min: 1, max: OWNERS });
const pick = fc.nat({ max: BLOCKS - 1 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('take' as const), owner }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('give' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('giveFree' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), pick, owner }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reclaim' as const), owner }) },
);

/** Applies a step to the arena and to its model, the owner of each block that is held. */
function applyStep(step: Step, arena: Arena, held: Map<number, number>): void {
  const someHeld = (index: number): number | undefined => [...held.keys()][index % Math.max(1, held.size)];
  switch (step.do) {
    case 'take': {
      const block = arena.acquire(step.owner);
      if (held.size === BLOCKS) expect(block).toBe(-1);
      else {
        expect(block).toBeGreaterThanOrEqual(0);
        expect(held.has(block)).toBe(false);
        held.set(block, step.owner);
      }
      return;
    }
    case 'give': {
      const block = someHeld(step.pick);
      if (block === undefined) return;
      arena.release(block);
      held.delete(block);
      return;
    }
    case 'giveFree':
      if (!held.has(step.pick)) expect(() => arena.release(step.pick)).toThrow('given back twice');
      return;
    case 'pass': {
      const block = someHeld(step.pick);
      if (block === undefined) return;
      arena.transfer(block, step.owner);
      held.set(block, step.owner);
      return;
    }
    case 'reclaim': {
      const owned = [...held].filter(([, of]) => of === step.owner).map(([block]) => block);
      expect(arena.reclaim(step.owner)).toBe(owned.length);
      for (const block of owned) held.delete(block);
    }
  }
}

describe('Arena', () => {
  it('agrees with a plain list of owners while blocks are taken, given back, passed on and reclaimed', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 120 }), (steps) => {
        const arena = arenaOf(BLOCKS);
        const held = new Map<number, number>();
        for (const step of steps) {
          applyStep(step, arena, held);
          expect(arena.blocksInUse).toBe(held.size);
          expect(arena.freeBlocks).toBe(BLOCKS - held.size);
        }
        for (const block of held.keys()) arena.release(block);
        expect(arena.blocksInUse).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('hands out every block once, and then reports that it is full', () => {
    const arena = arenaOf(4);
    expect([1, 1, 2, 2].map((ownerNumber) => arena.acquire(ownerNumber)).sort()).toEqual([0, 1, 2, 3]);
    expect(arena.acquire(3)).toBe(-1);
    expect(arena.blocksInUse).toBe(4);
    arena.release(2);
    expect(arena.acquire(3)).toBe(2);
  });

  it.each([
    [10, 64],
    [100, 200],
    [1_000, 2_000],
  ])('with %i blocks in use, writes into no more than %i of its 4,000 blocks', (inUse, span) => {
    const arena = arenaOf(4_000);
    const held = Array.from({ length: inUse }, () => arena.acquire(1));
    const used = new Set(held);
    for (let i = 0; i < 5_000; i++) {
      // Streams of different speeds: the oldest block is given back, or any other.
      arena.release(held.splice(i % 3 === 0 ? 0 : i % held.length, 1)[0]!);
      const block = arena.acquire(1);
      held.push(block);
      used.add(block);
    }
    expect(new Set(held).size).toBe(inUse);
    expect(Math.max(...used)).toBeLessThan(span);
  });

  it('throws on a second release of a block, and counts the block once', () => {
    const arena = arenaOf(2);
    const block = arena.acquire(1);
    arena.release(block);
    expect(() => arena.release(block)).toThrow(`arena block ${block} was given back twice`);
    expect(arena.freeBlocks).toBe(2);
  });

  it('keeps a block that was passed on when the blocks of its first owner are reclaimed', () => {
    const arena = arenaOf(3);
    const passed = arena.acquire(1);
    arena.acquire(1);
    arena.transfer(passed, 9);
    expect(arena.reclaim(1)).toBe(1);
    expect(arena.blocksInUse).toBe(1);
    arena.release(passed);
    expect(arena.blocksInUse).toBe(0);
  });

  it('rounds the block size up to a cache line, and makes as many blocks as fit', () => {
    const memory = createArenaMemory(1_000, 65);
    expect(memory).toMatchObject({ blockBytes: 128, blockCount: 7 });
    expect(memory.data.byteLength).toBe(7 * 128);
    expect(() => createArenaMemory(100, 200)).toThrow('holds no block');
  });
});
