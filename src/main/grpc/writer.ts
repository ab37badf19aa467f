import { Metadata, type ServerWritableStream } from '@grpc/grpc-js';
import type { Config } from '../../shared/config/schema.js';
import type { NexyError } from '../../shared/errors.js';
import { durationMsOf } from '../../shared/pcm.js';
import type { SessionStream } from '../sessions/registry.js';
import type { Frame } from '../turn/services.js';
import { arrivedAt, cutOffStalled, resetStream } from './http2-stream.js';
import { http2StreamOf } from './internals.js';
import { allowedMs, ListenerLag } from './listener-lag.js';
import { statusOf, trailersOf } from './status.js';

export type WriterLimits = Pick<
  Config['grpc'],
  'write_budget_bytes' | 'write_stall_timeout_seconds' | 'max_listener_lag_seconds'
>;

/** Why a client is cut off. */
export interface CutOff {
  /** How far it had fallen behind real time, ms; undefined = it took nothing at all for too long. */
  readonly lagMs: number | undefined;
}

/** Before each message: one byte, 0 = not compressed, and its length (grpc/grpc, doc/PROTOCOL-HTTP2.md). */
const PREFIX_BYTES = 5;
/** A client that reads takes what is written within a millisecond; one that took nothing for this long is not reading, ms. */
const BLOCKED_MS = 20;

/**
 * The one place that writes to a call: straight to its HTTP/2 stream, many frames in one write (docs/decisions/010). Frames are
 * copied once, here, and given back at once: the bytes of a stream that ended may lie in the connection's buffers for as long as
 * its client likes. Waits for room by bytes, and cuts off a client that takes nothing, or less than it plays for long.
 */
export class CallWriter implements SessionStream {
  /** Settles when nothing more can be sent. Never rejects. */
  readonly closed: Promise<void>;
  readonly #call: ServerWritableStream<unknown, Buffer>;
  readonly #stream: ReturnType<typeof http2StreamOf>;
  /** The stream forgets it when it closes. */
  readonly #connection: ReturnType<typeof http2StreamOf>['session'];
  readonly #limits: WriterLimits;
  readonly #sampleRateHz: number;
  readonly #onCutOff: (why: CutOff) => void;
  readonly #lag = new ListenerLag();
  /** Bytes whose write callback has not come. */
  #pendingBytes = 0;
  /** When something was taken last, or began to wait. */
  #progressMs = 0;
  #stallTimer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #ended = false;
  #wake: (() => void) | undefined;
  #settleClosed: () => void = () => {};
  /** Content was sent, so an error can no longer be told in a message. */
  contentSent = false;

  /** @param onCutOff called once, before a client is cut off that takes too little */
  constructor(
    call: ServerWritableStream<unknown, Buffer>,
    limits: WriterLimits,
    sampleRateHz: number,
    onCutOff: (why: CutOff) => void,
  ) {
    this.#call = call;
    this.#stream = http2StreamOf(call);
    this.#connection = this.#stream.session;
    this.#limits = limits;
    this.#sampleRateHz = sampleRateHz;
    this.#onCutOff = onCutOff;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    // Fires after every ending of the stream (completed, cancelled by the client, deadline, connection lost, cut off), but
    // never when the stream ended before its handler began; then only the stream itself knows.
    call.on('cancelled', () => this.#close());
    this.#stream.once('close', () => this.#close());
    // Its end is all there is to know of a stream that failed.
    this.#stream.on('error', () => {});
    if (call.cancelled || this.#stream.closed || this.#stream.destroyed) this.#close();
  }

  /** Sends an encoded message; does not wait. */
  send(message: Buffer): void {
    this.contentSent = true;
    this.#writeMessage(message);
  }

  /**
   * Sends and gives back as many of the frames from index `from` on as there is room for, one at least; does not wait.
   * @returns how many
   */
  sendFrames(frames: readonly Frame[], from: number): number {
    this.contentSent = true;
    let end = from;
    let byteLength = 0;
    let room = this.#limits.write_budget_bytes - this.#pendingBytes;
    for (; end < frames.length && (end === from || room > 0); end++) {
      const frameBytes = PREFIX_BYTES + (frames[end] as Frame).byteLength;
      byteLength += frameBytes;
      room -= frameBytes;
    }
    const open = this.#isOpen;
    const bytes = open ? Buffer.allocUnsafe(byteLength) : undefined;
    let samples = 0;
    let at = 0;
    for (let i = from; i < end; i++) {
      const frame = frames[i] as Frame;
      if (bytes) at = framed(frame.bytes, bytes, at);
      samples += frame.samples;
      frame.release();
    }
    if (bytes) this.#write(bytes, durationMsOf(samples, this.#sampleRateHz));
    return end - from;
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
    this.#writeMessage(last);
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
      this.#writeMessage(errorMessage);
      // gRPC's way to end a stream with a status: it goes out after what was written.
      this.#call.emit('error', statusOf(error));
    }
    this.#ended = true;
  }

  get isBlocked(): boolean {
    return this.#pendingBytes > 0 && performance.now() - this.#progressMs >= BLOCKED_MS;
  }

  get waitingBytes(): number {
    return this.#isClosed ? 0 : this.#pendingBytes + 1;
  }

  arrived(): Promise<void> {
    return arrivedAt(this.#connection);
  }

  /** Ends the stream at once, whatever waits in it. */
  reset(): void {
    // Closed means that its trailers are on their way: they must get there.
    if (this.#isClosed) return;
    resetStream(this.#stream);
    this.#close();
  }

  /** gRPC ends the stream under us when its deadline passes. */
  get #isOpen(): boolean {
    return !this.#isClosed && !this.#ended && this.#stream.writable;
  }

  #writeMessage(message: Buffer): void {
    if (!this.#isOpen) return;
    const bytes = Buffer.allocUnsafe(PREFIX_BYTES + message.byteLength);
    framed(message, bytes, 0);
    this.#write(bytes, 0);
  }

  /** @param playsMs audio in `bytes` */
  #write(bytes: Buffer, playsMs: number): void {
    // Once: what comes later changes nothing.
    this.#call.sendMetadata(NO_METADATA);
    if (this.#pendingBytes === 0) this.#progressMs = performance.now();
    this.#pendingBytes += bytes.byteLength;
    this.#stallTimer ??= this.#startStallTimer();
    this.#lag.waits();
    this.#stream.write(bytes, () => this.#written(bytes.byteLength, playsMs));
  }

  #written(byteLength: number, playsMs: number): void {
    if (this.#isClosed) return;
    this.#pendingBytes -= byteLength;
    this.#progressMs = performance.now();
    const lagMs = this.#lag.took(allowedMs(byteLength, playsMs), this.#pendingBytes > 0);
    if (lagMs > this.#limits.max_listener_lag_seconds * 1000) {
      this.#cutOff({ lagMs });
      return;
    }
    if (this.#pendingBytes > 0) this.#stallTimer?.refresh();
    else this.#stopStallTimer();
    if (this.hasRoom) this.#wake?.();
  }

  #startStallTimer(): NodeJS.Timeout {
    const { write_stall_timeout_seconds: seconds } = this.#limits;
    return setTimeout(() => this.#cutOff({ lagMs: undefined }), seconds * 1000);
  }

  #cutOff(why: CutOff): void {
    this.#onCutOff(why);
    cutOffStalled(this.#stream);
    this.#close();
  }

  #stopStallTimer(): void {
    clearTimeout(this.#stallTimer);
    this.#stallTimer = undefined;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopStallTimer();
    this.#pendingBytes = 0;
    this.#wake?.();
    this.#settleClosed();
  }
}

const NO_METADATA = new Metadata();

/** Writes a length-prefixed message at index `at` of `into`; returns the index after it. */
function framed(message: Buffer, into: Buffer, at: number): number {
  into[at] = 0;
  into.writeUInt32BE(message.byteLength, at + 1);
  into.set(message, at + PREFIX_BYTES);
  return at + PREFIX_BYTES + message.byteLength;
}
