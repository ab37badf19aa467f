import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ArenaRoom } from '../../src/main/tts/arena-room.js';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';

const CHUNK_MS = 50;
const OWNER = 1;

function roomOf(blocks: number, onRoom: () => void = () => {}) {
  const arena = new Arena(createArenaMemory(blocks * 64, 64));
  return { arena, room: new ArenaRoom(arena, CHUNK_MS, onRoom) };
}

/** Starts a sentence of `blocks` blocks as a pool does: it acquires its room when it would get a thread. */
async function sentence(room: ArenaRoom, blocks: number) {
  let end = (): void => {};
  const result = new Promise<void>((resolve) => {
    end = resolve;
  });
  let acquired = false;
  let used = (): void => {};
  let giveUp = (_cause: Error): void => {};
  const starting = room.start((blocks - 1) * CHUNK_MS, async (acquire, onUsed) => {
    acquired = acquire();
    used = onUsed;
    if (!acquired) await new Promise((_, reject) => (giveUp = reject));
    return { result, cancel: () => {} };
  });
  starting.catch(() => {});
  const ended = async (): Promise<void> => {
    end();
    await (await starting).result;
    await sleep(0);
  };
  const cancelled = async (): Promise<void> => {
    giveUp(new Error('cancelled'));
    await expect(starting).rejects.toThrow('cancelled');
  };
  return { acquired, used, ended, cancelled };
}

describe('ArenaRoom', () => {
  it('refuses a sentence that does not fit beside the running sentences, until one of them has ended', async () => {
    const { room } = roomOf(10);
    const first = await sentence(room, 6);
    expect(first.acquired).toBe(true);
    expect((await sentence(room, 5)).acquired).toBe(false);
    expect(room.isFull).toBe(true);
    expect((await sentence(room, 4)).acquired).toBe(true);
    await first.ended();
    expect((await sentence(room, 6)).acquired).toBe(true);
    room.close();
  });

  it('is no longer full when the only waiting sentence is cancelled', async () => {
    let calls = 0;
    const { arena, room } = roomOf(4, () => calls++);
    const block = arena.acquire(OWNER);
    const waiting = await sentence(room, 4);
    expect({ acquired: waiting.acquired, isFull: room.isFull }).toEqual({ acquired: false, isFull: true });
    await waiting.cancelled();
    arena.release(block);
    expect(room.isFull).toBe(false);
    const before = calls;
    await sleep(30);
    expect(calls).toBe(before);
  });

  it('calls onRoom while any sentence waits, even when another sentence has found room', async () => {
    let calls = 0;
    const { arena, room } = roomOf(4, () => calls++);
    const block = arena.acquire(OWNER);
    const waiting = await sentence(room, 4);
    expect((await sentence(room, 2)).acquired).toBe(true);
    const before = calls;
    await sleep(50);
    expect(calls).toBeGreaterThan(before);
    await waiting.cancelled();
    arena.release(block);
  });

  it('counts a block either as reserved or as in use', async () => {
    const { arena, room } = roomOf(10);
    const first = await sentence(room, 6);
    for (let n = 0; n < 6; n++) {
      arena.acquire(OWNER);
      first.used();
      expect((await sentence(room, 5)).acquired).toBe(false);
    }
    await first.ended();
    // The audio of the first sentence still waits for its listener.
    expect((await sentence(room, 5)).acquired).toBe(false);
    arena.release(0);
    expect((await sentence(room, 5)).acquired).toBe(true);
    room.close();
  });

  it('lets a sentence use more blocks than it reserved', async () => {
    const { arena, room } = roomOf(10);
    const first = await sentence(room, 2);
    for (let n = 0; n < 5; n++) {
      arena.acquire(OWNER);
      first.used();
    }
    expect((await sentence(room, 6)).acquired).toBe(false);
    expect((await sentence(room, 5)).acquired).toBe(true);
    room.close();
  });

  it('gives the whole arena to a sentence that is longer than the arena', async () => {
    const { arena, room } = roomOf(4);
    arena.acquire(OWNER);
    expect((await sentence(room, 40)).acquired).toBe(false);
    arena.release(0);
    expect((await sentence(room, 40)).acquired).toBe(true);
    room.close();
  });

  it('calls onRoom repeatedly while a sentence waits for room, and stops afterwards', async () => {
    let calls = 0;
    const { arena, room } = roomOf(2, () => calls++);
    arena.acquire(OWNER);
    const waiting = await sentence(room, 2);
    expect(waiting.acquired).toBe(false);
    await sleep(50);
    expect(calls).toBeGreaterThan(1);
    arena.release(0);
    await waiting.cancelled();
    expect((await sentence(room, 2)).acquired).toBe(true);
    const before = calls;
    await sleep(30);
    expect(calls).toBe(before);
    expect(room.isFull).toBe(true);
  });

  it('releases the room of a task that could not be started', async () => {
    const { room } = roomOf(4);
    const failing = room.start(150, async (acquire) => {
      acquire();
      throw new Error('the pool is closed');
    });
    await expect(failing).rejects.toThrow('the pool is closed');
    expect((await sentence(room, 4)).acquired).toBe(true);
  });
});
