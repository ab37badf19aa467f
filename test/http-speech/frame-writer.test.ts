import { describe, expect, it } from 'vitest';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';
import { audioMessageCapacity } from '../../src/shared/wire.js';
import { FrameWriter } from '../../src/workers/frame-writer.js';

const CHUNK_SAMPLES = 100;
const SAMPLES = Int16Array.from({ length: 1_000 }, (_, n) => n);

function writerWith(blocks: number, arenaWaitMs = 20_000) {
  const blockBytes = Math.ceil(audioMessageCapacity(CHUNK_SAMPLES) / 64) * 64;
  const arena = new Arena(createArenaMemory(blocks * blockBytes, blockBytes));
  const slot = new TaskSlot(createTaskSlotMemory(1, 1), 0);
  const audio = { sampleRateHz: 48_000, firstChunkSamples: 10, chunkSamples: CHUNK_SAMPLES, arenaWaitMs };
  const frames: number[] = [];
  const drain = (): void =>
    slot.drain((block, _place, _byteLength, samples) => {
      frames.push(samples);
      arena.release(block);
    });
  return { arena, slot, frames, drain, writer: new FrameWriter(arena, slot, audio, 2) };
}

describe('FrameWriter with a caller that does not wait', () => {
  it('takes as many samples as there is room for, and the rest when there is more room', () => {
    const { arena, writer, frames, drain } = writerWith(2);
    expect(writer.take(SAMPLES, 0, 1_000)).toBe(110);
    expect(writer.mayWait()).toBe(true);
    expect(writer.take(SAMPLES, 110, 1_000)).toBe(110);
    drain();
    expect(writer.take(SAMPLES, 110, 1_000)).toBe(310);
    drain();
    expect(writer.take(SAMPLES, 310, 350)).toBe(350);
    writer.end();
    drain();
    expect(frames).toEqual([10, 100, 100, 100, 40]);
    expect(arena.blocksInUse).toBe(0);
  });

  it('forbids a retry after too long a wait for room', () => {
    const { arena, writer, drain } = writerWith(1, 0);
    expect(writer.take(SAMPLES, 0, 1_000)).toBe(10);
    expect(writer.mayWait()).toBe(false);
    expect(writer.refusal).toBe('arena_full');
    writer.drop();
    drain();
    expect(arena.blocksInUse).toBe(0);
  });

  it('forbids a retry after its task was cancelled', () => {
    const { writer, slot } = writerWith(10);
    slot.cancel();
    expect(writer.take(SAMPLES, 0, 1_000)).toBe(0);
    expect(writer.mayWait()).toBe(false);
    expect(writer.refusal).toBe('cancelled');
  });

  it('drops the samples of an unpublished frame', () => {
    const { arena, writer, frames, drain } = writerWith(10);
    writer.take(SAMPLES, 0, 50);
    writer.drop();
    writer.drop();
    drain();
    expect(frames).toEqual([10]);
    expect(arena.blocksInUse).toBe(0);
  });

  it('notifies main of every frame on request, however soon after the frame before', () => {
    const { slot, writer, drain } = writerWith(10);
    writer.take(SAMPLES, 0, 10);
    drain();
    writer.take(SAMPLES, 10, 110);
    writer.notify();
    // The writer has rung the slot already.
    expect(slot.markNotified()).toBe(false);
    drain();
    writer.notify();
    expect(slot.markNotified()).toBe(true);
  });
});
