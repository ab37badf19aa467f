import { Metadata, type ServerWritableStream } from '@grpc/grpc-js';
import type { Config } from '../../shared/config/schema.js';
import type { NexyError } from '../../shared/errors.js';
import { durationMsOf } from '../../shared/pcm.js';
import type { SessionStream } from '../sessions/session-registry.js';
import type { Frame } from '../turn/services.js';
import { CALL_EXPIRY, type Expiring } from './expiry-watch.js';
import { closeStalled, resetStream, waitForDelivery } from './http2-stream.js';
import { http2StreamOf } from './internals.js';
import { allowedReadMs, ListenerLag } from './listener-lag.js';
import { statusOf, trailersOf } from './status.js';
import { WriteBuffers } from './write-buffers.js';

export type WriterLimits = Pick<
  Config['grpc'],
  'write_budget_bytes' | 'write_stall_timeout_seconds' | 'max_listener_lag_seconds'
>;

/** The reason for which a client is cut off. */
export interface CutOff {
  /** The time by which the client had fallen behind real time, ms; undefined when it read nothing for too long. */
  readonly lagMs: number | undefined;
}

/**
 * The bytes in front of each message: 0 = not compressed (one byte), and its length (grpc/grpc, doc/PROTOCOL-HTTP2.md).
 */
const PREFIX_BYTES = 5;
/**
 * The time without reading after which a client is blocked, ms. A client that reads takes bytes within a millisecond.
 */
const BLOCKED_MS = 20;

/**
 * Writes the messages of a call; no other code does. They go straight to the HTTP/2 stream, many frames in one write
 * (docs/decisions/010). Each frame is copied once, here, and released at once: after a stream has ended, its bytes may
 * stay in the connection's buffers until the client reads them. The writer limits the bytes that wait inside gRPC. It
 * cuts off a client that reads nothing, or that reads for long more slowly than the audio plays.
 */
export class CallWriter implements SessionStream, Expiring {
  /** Settles when no more messages can be sent. Never rejects. */
  readonly closed: Promise<void>;
  readonly #call: ServerWritableStream<unknown, Buffer>;
  readonly #stream: ReturnType<typeof http2StreamOf>;
  /** The HTTP/2 session of the stream, which drops its own reference when it closes. */
  readonly #connection: ReturnType<typeof http2StreamOf>['session'];
  readonly #limits: WriterLimits;
  readonly #sampleRateHz: number;
  readonly #onCutOff: (reason: CutOff) => void;
  readonly #lag = new ListenerLag();
  /** The number of written bytes that have not had their write callback yet. */
  #pendingBytes = 0;
  /** The time at which the client last read bytes, or at which bytes began to wait, ms. */
  #progressMs = 0;
  #isClosed = false;
  #ended = false;
  #wake: (() => void) | undefined;
  /** The signal that wakes the sender when it fires. */
  #wakingSignal: AbortSignal | undefined;
  #resolveClosed: () => void = () => {};
  /** Tells whether content was sent; an error can then no longer be reported in a message. */
  contentSent = false;

  /** @param onCutOff called once, before a client that reads too little is cut off */
  constructor(
    call: ServerWritableStream<unknown, Buffer>,
    limits: WriterLimits,
    sampleRateHz: number,
    onCutOff: (reason: CutOff) => void,
  ) {
    this.#call = call;
    this.#stream = http2StreamOf(call);
    this.#connection = this.#stream.session;
    this.#limits = limits;
    this.#sampleRateHz = sampleRateHz;
    this.#onCutOff = onCutOff;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    // Fires after every end of the stream (completed, cancelled by the client, deadline, connection lost, cut off),
    // unless the stream ended before its handler began. In that case only the stream itself shows it.
    call.on('cancelled', () => this.#close());
    this.#stream.once('close', () => this.#close());
    // A stream that failed also emits 'close', which is all that matters here.
    this.#stream.on('error', () => {});
    if (call.cancelled || this.#stream.closed || this.#stream.destroyed) this.#close();
  }

  /** Sends an encoded message; does not wait. */
  send(message: Buffer): void {
    this.contentSent = true;
    this.#writeMessage(message);
  }

  /**
   * Sends and releases as many of the frames from index `from` on as there is room for, at least one. Does not wait.
   * @returns the number of frames
   */
  sendFrames(frames: readonly Frame[], from: number): number {
    this.contentSent = true;
    let end = from;
    let byteLength = 0;
    let waitForRoom = this.#limits.write_budget_bytes - this.#pendingBytes;
    for (; end < frames.length && (end === from || waitForRoom > 0); end++) {
      const frameBytes = PREFIX_BYTES + (frames[end] as Frame).byteLength;
      byteLength += frameBytes;
      waitForRoom -= frameBytes;
    }
    const open = this.#isOpen;
    const buffer = open ? BUFFERS.take(byteLength) : undefined;
    let samples = 0;
    let at = 0;
    for (let i = from; i < end; i++) {
      const frame = frames[i] as Frame;
      if (buffer) at = writePrefixed(frame.bytes, buffer, at);
      samples += frame.samples;
      frame.release();
    }
    if (buffer) this.#write(buffer, byteLength, durationMsOf(samples, this.#sampleRateHz));
    return end - from;
  }

  get hasRoom(): boolean {
    return this.#pendingBytes < this.#limits.write_budget_bytes;
  }

  /**
   * Waits, when there is no room, until at most half of the budget waits inside gRPC, or the stream has closed. A client
   * that reads slowly would otherwise get its frames one by one, each with the cost of a write.
   * @throws the signal's reason
   */
  async room(signal: AbortSignal): Promise<void> {
    while (!this.hasRoom && !this.#isClosed) {
      signal.throwIfAborted();
      this.#wakeOnAbort(signal);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    signal.throwIfAborted();
  }

  /**
   * Wakes the waiting sender when the signal fires. One listener serves all waits of a call: to add and remove one for
   * each message takes a walk over all listeners of the turn, whose objects are in no cache when there are many streams.
   */
  #wakeOnAbort(signal: AbortSignal): void {
    if (this.#wakingSignal === signal) return;
    this.#wakingSignal = signal;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  /** Ends the stream with status OK, after the message `last`. */
  end(last: Buffer): void {
    if (this.#ended) return;
    this.#writeMessage(last);
    this.#ended = true;
    this.#call.end();
  }

  /**
   * Ends the stream because of an error. Before any content: with one error message, and then the status from the error
   * table. After content: with status OK, and the type of the error in a trailer.
   */
  fail(error: NexyError, errorMessage: Buffer): void {
    if (this.#ended || this.#isClosed) return;
    if (this.contentSent) {
      this.#call.end(trailersOf(error));
    } else {
      this.#writeMessage(errorMessage);
      // gRPC's way to end a stream with a status: the status is sent after the bytes that were written before.
      this.#call.emit('error', statusOf(error));
    }
    this.#ended = true;
  }

  get isBlocked(): boolean {
    return this.#pendingBytes > 0 && performance.now() - this.#progressMs >= BLOCKED_MS;
  }

  /** The time at which the client will have read nothing for too long, ms; it is watched while bytes wait. */
  get expiresAtMs(): number {
    return this.#progressMs + this.#limits.write_stall_timeout_seconds * 1000;
  }

  /** Cuts off a client that has read nothing for too long. */
  expire(): void {
    this.#cutOff({ lagMs: undefined });
  }

  get unflushedBytes(): number {
    return this.#isClosed ? 0 : this.#pendingBytes;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  delivered(): Promise<void> {
    return waitForDelivery(this.#connection);
  }

  /** Ends the stream at once; bytes that wait in it are discarded. */
  reset(): void {
    // The trailers of a closed stream may still be on their way, and must arrive.
    if (this.#isClosed) return;
    resetStream(this.#stream);
    this.#close();
  }

  /** Tells whether messages can be written. gRPC itself ends the stream when its deadline passes. */
  get #isOpen(): boolean {
    return !this.#isClosed && !this.#ended && this.#stream.writable;
  }

  #writeMessage(message: Buffer): void {
    if (!this.#isOpen) return;
    const byteLength = PREFIX_BYTES + message.byteLength;
    const buffer = BUFFERS.take(byteLength);
    writePrefixed(message, buffer, 0);
    this.#write(buffer, byteLength, 0);
  }

  /**
   * Writes the first `byteLength` bytes of a buffer of `BUFFERS`.
   * @param playsMs the playing time of their audio, ms
   */
  #write(buffer: Buffer, byteLength: number, playsMs: number): void {
    // Only the first call has an effect.
    this.#call.sendMetadata(NO_METADATA);
    if (this.#pendingBytes === 0) {
      this.#progressMs = performance.now();
      CALL_EXPIRY.add(this);
    }
    this.#pendingBytes += byteLength;
    this.#lag.startWaiting();
    this.#stream.write(buffer.subarray(0, byteLength), (failure) => {
      // The bytes are in the socket. After a failure some may still be in the connection's buffers, so that the buffer
      // must not be used again.
      if (!failure) BUFFERS.giveBack(buffer);
      this.#written(byteLength, playsMs);
    });
  }

  #written(byteLength: number, playsMs: number): void {
    if (this.#isClosed) return;
    this.#pendingBytes -= byteLength;
    this.#progressMs = performance.now();
    const lagMs = this.#lag.recordRead(allowedReadMs(byteLength, playsMs), this.#pendingBytes > 0);
    if (lagMs > this.#limits.max_listener_lag_seconds * 1000) {
      this.#cutOff({ lagMs });
      return;
    }
    if (this.#pendingBytes === 0) CALL_EXPIRY.remove(this);
    if (this.#pendingBytes <= this.#limits.write_budget_bytes / 2) this.#wake?.();
  }

  #cutOff(reason: CutOff): void {
    this.#onCutOff(reason);
    closeStalled(this.#stream);
    this.#close();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    CALL_EXPIRY.remove(this);
    this.#pendingBytes = 0;
    this.#wake?.();
    this.#resolveClosed();
  }
}

const NO_METADATA = new Metadata();
const BUFFERS = new WriteBuffers();

/** Writes a message with its length prefix at index `at` of `into`. @returns the index after it */
function writePrefixed(message: Buffer, into: Buffer, at: number): number {
  into[at] = 0;
  into.writeUInt32BE(message.byteLength, at + 1);
  into.set(message, at + PREFIX_BYTES);
  return at + PREFIX_BYTES + message.byteLength;
}
