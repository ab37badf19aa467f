import { EventEmitter, getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallWriter } from '../../src/main/grpc/writer.js';

const LIMITS = { write_budget_bytes: 8, write_stall_timeout_seconds: 10, max_listener_lag_seconds: 10 };
const MESSAGE = Buffer.from('more than the budget');

/** A stream whose client reads nothing until `read`. */
class UnreadStream extends EventEmitter {
  writable = true;
  #unread: (() => void)[] = [];

  write(_bytes: Buffer, onRead: () => void): void {
    this.#unread.push(onRead);
  }

  read(): void {
    for (const onRead of this.#unread.splice(0)) onRead();
  }
}

describe('CallWriter.room', () => {
  let stream: UnreadStream;
  let writer: CallWriter;

  beforeEach(() => {
    stream = new UnreadStream();
    const call = Object.assign(new EventEmitter(), {
      call: { stream: Object.assign(stream, { close() {} }) },
      sendMetadata() {},
    });
    writer = new CallWriter(call as never, LIMITS, 48_000, () => {});
  });

  // A writer with unread bytes is watched until its stream closes.
  afterEach(() => {
    stream.emit('close');
  });

  it('keeps one listener on the signal for all waits of a call', async () => {
    const { signal } = new AbortController();
    for (let message = 0; message < 5; message++) {
      writer.send(MESSAGE);
      const room = writer.room(signal);
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
      stream.read();
      await room;
    }
  });

  it('throws the reason of a signal that fires in any wait', async () => {
    for (const controller of [new AbortController(), new AbortController()]) {
      writer.send(MESSAGE);
      const first = writer.room(controller.signal);
      stream.read();
      await first;
      writer.send(MESSAGE);
      const second = writer.room(controller.signal);
      controller.abort(new Error('interrupted'));
      await expect(second).rejects.toThrow('interrupted');
    }
  });

  it('goes on waiting when the signal of an earlier wait fires', async () => {
    const earlier = new AbortController();
    writer.send(MESSAGE);
    const first = writer.room(earlier.signal);
    stream.read();
    await first;

    writer.send(MESSAGE);
    const room = writer.room(new AbortController().signal);
    earlier.abort();
    const outcome = await Promise.race([
      room.then(() => 'room'),
      new Promise((resolve) => setImmediate(resolve, 'waits')),
    ]);
    expect(outcome).toBe('waits');
    stream.read();
    await room;
  });

  it('resolves when the stream closes', async () => {
    writer.send(MESSAGE);
    const room = writer.room(new AbortController().signal);
    stream.emit('close');
    await room;
    expect(writer.isClosed).toBe(true);
  });
});
