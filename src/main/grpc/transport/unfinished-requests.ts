import { constants, type ServerHttp2Stream } from 'node:http2';
import type { Config } from '../../../shared/config/schema.js';
import { NexyError } from '../../../shared/errors.js';
import type { Call } from '../dispatcher.js';
import { closeStream, resetStream } from '../http2-stream.js';
import { statusOf } from '../status.js';
import type { Connection } from './connection.js';
import { HeldBuffers } from './held-buffers.js';
import { MessageBoundaries } from './message-boundaries.js';
import type { Refusals } from './refusals.js';
import { UploadPace } from './upload-pace.js';
import { UploadProgress } from './upload-progress.js';

/** The estimated sizes of the objects of a request, and of those around one piece of its message, bytes. */
const REQUEST_BYTES = 10_000;
const PIECE_BYTES = 200;
/** The number of requests refused in one iteration of the event loop; each takes about 100 µs. */
const MAX_REFUSED_AT_ONCE = 100;
/**
 * The number of unfinished requests that may exist over all connections. Closing one takes 20 µs, and all their clients
 * may disconnect at the same moment.
 */
const MAX_REQUESTS = 2_000;
/** A connection with more unfinished requests than this, and without a running call, is closed as a whole. */
const MAX_UNFINISHED_PER_CONNECTION = 50;
/** The flow-control window of a stream: a paused stream may still receive this many bytes. */
const WINDOW_BYTES = 65_535;
/** The share of the limit from which uploads are paused. The rest is for short requests, which are never paused. */
const PAUSE_SHARE = 0.75;
const SHORT_BYTES = 4_096;
/**
 * The largest DATA frame, bytes. Near the limit a longer request completes only by further reading, which is progress.
 */
const FRAME_BYTES = 16_384;
/** The share of the limit to which the oldest requests are refused when uploads are stuck. */
const TRIM_SHARE = 0.25;

/**
 * A DATA frame with fewer bytes is tiny. The first frames of a request do not count: short requests have short frames.
 */
const TINY_BYTES = 64;
const FREE_PIECES = 16;
/** The number of tiny frames that a connection may send in a second. */
const MAX_TINY_FRAMES = 1_000;

interface Unfinished {
  readonly connection: Connection;
  readonly call: Call | undefined;
  beganMs: number;
  /**
   * The message boundaries for a method that takes a stream of messages, where only the time of each message is
   * limited; undefined for other methods.
   */
  readonly messages: MessageBoundaries | undefined;
  readonly buffers: ArrayBufferLike[];
  bytes: number;
  pieces: number;
}

/**
 * Supervises requests whose message has not arrived completely: limits the time of each and the memory of all. Near the
 * memory limit, uploads are paused and resumed one by one, the oldest first. The oldest are refused when uploads are
 * stuck or the limit is exceeded.
 */
export class UnfinishedRequests {
  /**
   * The requests in the order in which their messages began; a request without a message yet counts from its own start.
   */
  readonly #requests = new Map<ServerHttp2Stream, Unfinished>();
  readonly #paused = new Set<ServerHttp2Stream>();
  /**
   * The requests that are longer than `SHORT_BYTES`, in the order in which they became so. A stream that waits for its
   * next message is not among them.
   */
  readonly #uploads = new Set<ServerHttp2Stream>();
  readonly #buffers = new HeldBuffers();
  readonly #pace = new UploadPace(this.#uploads);
  readonly #progress = new UploadProgress();
  readonly #limits: () => Config['grpc'];
  readonly #refusals: Refusals;
  #pieces = 0;
  #isTrimming = false;

  constructor(limits: () => Config['grpc'], refusals: Refusals) {
    this.#limits = limits;
    this.#refusals = refusals;
  }

  /** The memory that the requests hold and that paused ones may still receive, bytes. */
  get #heldBytes(): number {
    const objectBytes = this.#requests.size * REQUEST_BYTES + this.#pieces * PIECE_BYTES;
    return objectBytes + this.#buffers.bytes + this.#paused.size * WINDOW_BYTES;
  }

  /**
   * Begins to supervise a request.
   * @param call ends the request with a status; undefined when the request has one already
   * @param streamsRequests true when the method takes a stream of messages: only the time of each message is limited
   */
  begin(connection: Connection, stream: ServerHttp2Stream, call: Call | undefined, streamsRequests: boolean): void {
    const beganMs = performance.now();
    const messages = streamsRequests ? new MessageBoundaries() : undefined;
    const request: Unfinished = { connection, call, beganMs, messages, buffers: [], bytes: 0, pieces: 0 };
    this.#requests.set(stream, request);
    connection.unfinished.add(stream);
    if (!messages) connection.uploads++;
    this.#scheduleTrim();
    stream.on('data', (piece: Buffer) => {
      if (this.#requests.has(stream)) this.#receive(stream, request, piece);
    });
    // Node does not close a paused stream that the client has reset with NO_ERROR.
    stream.once('aborted', () => setImmediate(() => this.#requests.has(stream) && stream.destroy()));
  }

  /** Ends the supervision of a request: its message is complete, or its stream has closed. Idempotent. */
  finish(stream: ServerHttp2Stream): void {
    const request = this.#requests.get(stream);
    if (!request) return;
    this.#requests.delete(stream);
    request.connection.unfinished.delete(stream);
    if (!request.messages) request.connection.uploads--;
    this.#paused.delete(stream);
    this.#endMessage(stream, request);
    this.#resumeNext();
  }

  /** Refuses requests that take too long, and the oldest requests when all uploads are stuck. */
  sweep(): void {
    const now = performance.now();
    const { request_timeout_ms: timeoutMs, max_unfinished_bytes: maxBytes } = this.#limits();
    for (const [stream, { beganMs, messages }] of this.#requests) {
      if (now - beganMs < timeoutMs) break;
      if (!messages?.isBetweenMessages) this.#refuse(stream, 'request_timeout', new NexyError('timeout'));
    }
    const isStuck = this.#progress.check();
    if (this.#paused.size > 0 && isStuck) this.#trim(maxBytes * TRIM_SHARE);
    this.#resumeNext();
  }

  #receive(stream: ServerHttp2Stream, request: Unfinished, piece: Buffer): void {
    const { connection, messages } = request;
    const isNext = messages?.isBetweenMessages;
    if (messages?.push(piece) || isNext) this.#beginMessage(stream, request);
    request.pieces++;
    request.bytes += piece.byteLength;
    this.#pieces++;
    const isTiny = request.pieces > FREE_PIECES && piece.byteLength < TINY_BYTES;
    if (isTiny && connection.tinyFrames.add() > MAX_TINY_FRAMES) {
      this.#refusals.count('tiny_frames');
      connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      return;
    }
    if (stream.writableEnded) {
      // The request was answered before its end, and the rest that the client sends is never read.
      if (!stream.closed) this.#close(stream);
      return;
    }
    if (!messages?.isBetweenMessages && piece.buffer !== request.buffers.at(-1)) {
      request.buffers.push(piece.buffer);
      this.#buffers.acquire(piece.buffer);
    }
    const { max_unfinished_bytes: maxBytes } = this.#limits();
    this.#scheduleTrim();
    if (request.bytes <= SHORT_BYTES || messages?.isBetweenMessages) return;
    this.#uploads.add(stream);
    // A stream that is already paused has messages that its handler has not read: the handler resumes it.
    if (stream.isPaused()) return;
    if (this.#heldBytes > maxBytes * PAUSE_SHARE && !this.#isOldest(stream)) {
      if (this.#paused.size === 0) this.#progress.restart();
      this.#paused.add(stream);
      stream.pause();
    } else {
      this.#progress.receive(piece.byteLength);
      this.#pace.add(stream, piece.byteLength);
    }
  }

  /** Begins the next message of a stream, and releases the previous one. The request then counts as the newest. */
  #beginMessage(stream: ServerHttp2Stream, request: Unfinished): void {
    this.#endMessage(stream, request);
    request.beganMs = performance.now();
    request.buffers.length = 0;
    request.bytes = 0;
    request.pieces = 0;
    this.#requests.delete(stream);
    this.#requests.set(stream, request);
  }

  /** Releases the memory of a message, and removes it from the uploads. */
  #endMessage(stream: ServerHttp2Stream, request: Unfinished): void {
    this.#uploads.delete(stream);
    this.#pace.finish(stream);
    this.#pieces -= request.pieces;
    for (const buffer of request.buffers) this.#buffers.release(buffer);
    if (request.bytes > FRAME_BYTES) this.#progress.restart();
  }

  /** Resumes one paused upload: the oldest in any case, another one only when there is room. */
  #resumeNext(): void {
    const [oldest] = this.#uploads;
    const hasRoom = this.#heldBytes <= this.#limits().max_unfinished_bytes * PAUSE_SHARE;
    const [next] = oldest && this.#paused.has(oldest) ? [oldest] : hasRoom ? this.#paused : [];
    if (!next) return;
    this.#paused.delete(next);
    next.resume();
  }

  #isOldest(stream: ServerHttp2Stream): boolean {
    return this.#uploads.keys().next().value === stream;
  }

  #scheduleTrim(): void {
    // A single request is limited by the maximum size of a message.
    if (this.#isTrimming || this.#requests.size < 2 || !this.#exceeds(this.#limits().max_unfinished_bytes)) return;
    this.#isTrimming = true;
    // Requests that are complete by now reach their handlers first.
    setImmediate(() => {
      this.#isTrimming = false;
      this.#trim(this.#limits().max_unfinished_bytes);
      this.#scheduleTrim();
    });
  }

  #exceeds(maxBytes: number): boolean {
    return this.#requests.size > MAX_REQUESTS || this.#heldBytes > maxBytes;
  }

  /**
   * Refuses the oldest requests until the others hold at most `maxBytes`. Abandoned uploads are older than active ones.
   */
  #trim(maxBytes: number): void {
    let refused = 0;
    for (const [stream, { connection }] of this.#requests) {
      const isLast = this.#requests.size === 1;
      if (!this.#exceeds(maxBytes) || isLast || refused++ >= MAX_REFUSED_AT_ONCE) return;
      if (connection.runningCalls.size === 0 && connection.unfinished.size > MAX_UNFINISHED_PER_CONNECTION)
        this.#refuseConnection(connection);
      else this.#refuse(stream, 'unfinished_bytes', new NexyError('overloaded'));
    }
  }

  /** Closes a connection with nothing but many unfinished requests: this costs less than refusing them one by one. */
  #refuseConnection(connection: Connection): void {
    this.#refusals.count('unfinished_bytes');
    for (const stream of connection.unfinished) this.finish(stream);
    connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }

  #refuse(stream: ServerHttp2Stream, reason: 'request_timeout' | 'unfinished_bytes', error: NexyError): void {
    const call = this.#requests.get(stream)?.call;
    this.finish(stream);
    this.#refusals.count(reason);
    if (stream.headersSent && !stream.writableEnded) {
      resetStream(stream);
      return;
    }
    if (!stream.headersSent) call?.sendStatus(statusOf(error));
    this.#close(stream);
  }

  /** Stops the upload of a request that has its status. */
  #close(stream: ServerHttp2Stream): void {
    setImmediate(() => {
      // Node 22 drops the status when the stream is closed at once.
      closeStream(stream, constants.NGHTTP2_NO_ERROR);
      // Node waits for the end of the input, which a paused stream does not reach.
      stream.resume();
    });
  }
}
