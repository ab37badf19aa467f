import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ArenaFrame } from '../../src/main/tts/arena-frame.js';
import { FrameQueue, type FrameSink } from '../../src/main/tts/frame-queue.js';
import type { UtteranceEnd } from '../../src/main/turn/services.js';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER, ReleaseCounter, rounds } from '../turn/fakes.js';

const END: UtteranceEnd = {
  outcome: 'spoken',
  silence: undefined,
  engine: 'espeak',
  language: 'en',
  substituted: false,
  samples: 3,
  cached: false,
};

/** Returns a queue that the test fills and ends. */
function queueOf(signal: AbortSignal = NEVER) {
  const ledger = new ReleaseCounter();
  let finish = (): void => {};
  let fail: (cause: Error) => void = () => {};
  const promise = new Promise<UtteranceEnd>((resolve, reject) => {
    finish = () => resolve(END);
    fail = reject;
  });
  const stopped = { times: 0 };
  let sink: FrameSink = { push: () => {}, drainedTo: async () => {} };
  const run = (given: FrameSink): Promise<UtteranceEnd> => {
    sink = given;
    return promise;
  };
  const queue = new FrameQueue(run, () => void stopped.times++, signal);
  const push = (...samples: number[]): void => {
    for (const count of samples) sink.push(ledger.frame(count));
  };
  const drainedTo = (samples: number): Promise<void> => sink.drainedTo(samples);
  return { queue, ledger, stopped, push, drainedTo, finish, fail };
}

async function batches(queue: FrameQueue): Promise<number[][]> {
  const taken: number[][] = [];
  for await (const frames of queue) {
    taken.push(frames.map(({ samples }) => samples));
    for (const frame of frames) frame.release();
  }
  return taken;
}

describe('FrameQueue', () => {
  it('yields all frames that are there as one batch, in order', async () => {
    const { queue, ledger, push, finish, stopped } = queueOf();
    push(1, 2);
    const taken = batches(queue);
    await rounds(4);
    push(3);
    await rounds(4);
    push(4, 5);
    finish();
    expect(await taken).toEqual([[1, 2], [3], [4, 5]]);
    expect(await queue.end).toEqual(END);
    expect(ledger.wrong).toBe(0);
    expect(stopped.times).toBe(0);
  });

  it('throws the error of the synthesis after the frames that it made', async () => {
    const { queue, ledger, push, fail } = queueOf();
    push(1);
    fail(new NexyError('internal'));
    const taken: number[] = [];
    const reading = (async () => {
      for await (const frames of queue) {
        taken.push(...frames.map(({ samples }) => samples));
        for (const frame of frames) frame.release();
      }
    })();
    await expect(reading).rejects.toMatchObject({ type: 'internal' });
    expect(taken).toEqual([1]);
    expect(ledger.wrong).toBe(0);
  });

  it('makes the producer wait until few enough frames are queued, or the queue is closed', async () => {
    const { queue, push, drainedTo } = queueOf();
    const seen: string[] = [];
    await drainedTo(0);
    push(...Array.from({ length: 30 }, () => 2));
    void drainedTo(30).then(() => seen.push('30'));
    await rounds(6);
    expect(seen).toEqual([]);
    const frames = queue[Symbol.asyncIterator]();
    await frames.next();
    await rounds(6);
    expect(seen).toEqual(['30']);
    void drainedTo(0).then(() => seen.push('closed'));
    await rounds(6);
    expect(seen).toEqual(['30']);
    queue.close();
    await rounds(6);
    expect(seen).toEqual(['30', 'closed']);
    await drainedTo(0);
  });

  it('releases its frames when it is closed before they are taken', async () => {
    const { queue, ledger, push, stopped, finish } = queueOf();
    push(1, 2);
    queue.close();
    queue.close();
    push(3);
    finish();
    await queue.end;
    expect(ledger.releases).toEqual([1, 1, 1]);
    expect(stopped.times).toBe(1);
    expect(await batches(queue)).toEqual([]);
  });

  it('releases its frames when its consumer stops half-way', async () => {
    const { queue, ledger, push, stopped } = queueOf();
    push(1, 2);
    for await (const frames of queue) {
      push(3);
      for (const frame of frames) frame.release();
      break;
    }
    expect(ledger.releases).toEqual([1, 1, 1]);
    expect(stopped.times).toBe(1);
  });

  it('releases its frames at once when the turn is over, and a waiting consumer continues', async () => {
    const turn = new AbortController();
    const { queue, ledger, push, stopped } = queueOf(turn.signal);
    const taken = batches(queue);
    await rounds(4);
    push(1);
    turn.abort(new NexyError('cancelled_by_user'));
    await taken;
    push(2);
    expect(ledger.wrong).toBe(0);
    expect(stopped.times).toBe(1);
  });

  it('keeps no frame for a turn that is already over', async () => {
    const { queue, ledger, push, stopped } = queueOf(AbortSignal.abort(new NexyError('timeout')));
    push(1);
    expect(ledger.releases).toEqual([1]);
    expect(stopped.times).toBe(1);
    expect(await batches(queue)).toEqual([]);
  });

  it('leaves no listener on the signal of the turn after its end or its close', async () => {
    const turn = new AbortController();
    const [ended, closed] = [queueOf(turn.signal), queueOf(turn.signal)];
    ended.finish();
    await ended.queue.end;
    closed.queue.close();
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
  });

  it('causes no unhandled rejection when it fails after its close', async () => {
    const { queue, fail } = queueOf();
    queue.close();
    fail(new Error('unseen'));
    await rounds(10);
    await expect(queue.end).rejects.toThrow('unseen');
  });
});

describe('ArenaFrame', () => {
  it('is a view of its block that is valid until it is released, once', () => {
    const arena = new Arena(createArenaMemory(4 * 64, 64));
    const block = arena.acquire(1);
    arena.bytes.set([7, 8, 9], block * arena.blockBytes + 5);
    const frame = new ArenaFrame(arena, block, 5, 3, 42);
    expect([...frame.bytes]).toEqual([7, 8, 9]);
    expect(frame.bytes.buffer).toBe(arena.bytes.buffer);
    expect(frame.byteLength).toBe(3);
    expect(frame.samples).toBe(42);
    expect(arena.blocksInUse).toBe(1);
    frame.release();
    expect(arena.blocksInUse).toBe(0);
    expect(() => frame.release()).toThrow('released twice');
    expect(() => frame.bytes, 'the block may be somebody else’s').toThrow(RangeError);
  });

  it('does not release the block of the next holder when it is released twice', () => {
    const arena = new Arena(createArenaMemory(64, 64));
    const frame = new ArenaFrame(arena, arena.acquire(1), 0, 1, 1);
    frame.release();
    const next = arena.acquire(2);
    expect(next).toBe(0);
    expect(() => frame.release()).toThrow();
    expect(arena.blocksInUse).toBe(1);
  });
});
