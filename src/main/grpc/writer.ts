import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Config } from '../../shared/config/schema.js';
import type { NexyError } from '../../shared/errors.js';
import type { Frame } from '../turn/services.js';
import { cutOffStalled, http2StreamOf, resetStream } from './cut-off.js';
import { statusOf, trailersOf } from './status.js';

export type WriterLimits = Pick<Config['grpc'], 'write_budget_bytes' | 'write_stall_timeout_seconds'>;

interface Pending {
  readonly byteLength: number;
  readonly frame: Frame | undefined;
}

/**
 * The one place that writes to a call. Waits for room by bytes, gives each frame back when gRPC has copied it (its write
 * callback) or when the stream has closed (after a cancel the callback never comes), and cuts off a client that takes nothing.
 */
export class CallWriter {
  /** Settles when nothing more can be sent. Never rejects. */
  readonly closed: Promise<void>;
  readonly #call: ServerWritableStream<unknown, Buffer>;
  readonly #limits: WriterLimits;
  readonly #onStall: () => void;
  /** Writes whose callback has not come, oldest first. gRPC writes one after the other, so callbacks come in order. */
  #pending: Pending[] = [];
  #pendingBytes = 0;
  #stallTimer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #ended = false;
  #wake: (() => void) | undefined;
  #settleClosed: () => void = () => {};
  /** Content was sent, so an error can no longer be told in a message. */
  contentSent = false;

  /** @param onStall told once, before a stalled client is cut off */
  constructor(call: ServerWritableStream<unknown, Buffer>, limits: WriterLimits, onStall: () => void) {
    this.#call = call;
    this.#limits = limits;
    this.#onStall = onStall;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    // Fires after every ending of the stream (completed, cancelled by the client, deadline, connection lost, cut off), but
    // never when the stream ended before its handler began; then only the stream itself knows.
    call.on('cancelled', () => this.#close());
    const stream = http2StreamOf(call);
    stream?.once('close', () => this.#close());
    if (call.cancelled || stream?.closed || stream?.destroyed) this.#close();
  }

  /** Sends an encoded message; does not wait. */
  send(message: Buffer): void {
    this.contentSent = true;
    this.#write(message, undefined);
  }

  /** Sends a frame and gives it back when it was copied; does not wait. Gives it back at once when the stream is closed. */
  sendFrame(frame: Frame): void {
    this.contentSent = true;
    this.#write(frame.bytes, frame);
  }

  get hasRoom(): boolean {
    return this.#pendingBytes < this.#limits.write_budget_bytes;
  }

  /** Waits until less than the budget waits inside gRPC, the stream has closed, or the signal fires (its reason is thrown). */
  async room(signal: AbortSignal): Promise<void> {
    while (!this.hasRoom && !this.#isClosed) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        const done = (): void => {
          signal.removeEventListener('abort', done);
          this.#wake = undefined;
          resolve();
        };
        this.#wake = done;
        signal.addEventListener('abort', done, { once: true });
      });
    }
    signal.throwIfAborted();
  }

  /** Ends the stream with status OK, after `last`. */
  end(last: Buffer): void {
    if (this.#ended) return;
    this.#write(last, undefined);
    this.#ended = true;
    this.#call.end();
  }

  /**
   * Ends the stream because of an error. Before the first content: one error message, then the status of the error's row.
   * After it: quietly, with OK and the type in a trailer.
   */
  fail(error: NexyError, errorMessage: Buffer): void {
    if (this.#ended || this.#isClosed) return;
    if (this.contentSent) {
      this.#call.end(trailersOf(error));
    } else {
      this.#write(errorMessage, undefined);
      // gRPC's way to end a stream with a status: it goes out after what was written.
      this.#call.emit('error', statusOf(error));
    }
    this.#ended = true;
  }

  /** Ends the stream at once, whatever waits in it. */
  reset(): void {
    // Closed means that its trailers are on their way: they must get there.
    if (this.#isClosed) return;
    resetStream(this.#call);
    // Nothing is read from the frames any more: gRPC copies a message only while its stream is open.
    this.#close();
  }

  #write(bytes: Buffer, frame: Frame | undefined): void {
    if (this.#isClosed || this.#ended) {
      frame?.release();
      return;
    }
    this.#pending.push({ byteLength: bytes.byteLength, frame });
    this.#pendingBytes += bytes.byteLength;
    this.#stallTimer ??= this.#startStallTimer();
    this.#call.write(bytes, () => this.#written());
  }

  #written(): void {
    const written = this.#pending.shift();
    if (!written) return;
    this.#pendingBytes -= written.byteLength;
    written.frame?.release();
    if (this.#pending.length > 0) this.#stallTimer?.refresh();
    else this.#stopStallTimer();
    if (this.hasRoom) this.#wake?.();
  }

  #startStallTimer(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#onStall();
      cutOffStalled(this.#call);
      this.#close();
    }, this.#limits.write_stall_timeout_seconds * 1000);
  }

  #stopStallTimer(): void {
    clearTimeout(this.#stallTimer);
    this.#stallTimer = undefined;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopStallTimer();
    for (const { frame } of this.#pending) frame?.release();
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#wake?.();
    this.#settleClosed();
  }
}
