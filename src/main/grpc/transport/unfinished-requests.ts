import { constants, type ServerHttp2Stream } from 'node:http2';
import type { Config } from '../../../shared/config/schema.js';
import { NexyError } from '../../../shared/errors.js';
import { respondWithError } from '../status.js';
import type { Connection } from './connection.js';
import { HeldBuffers } from './held-buffers.js';
import type { Refusals } from './refusals.js';

/** The objects of a request, and those around a piece of its message, bytes. */
const REQUEST_BYTES = 10_000;
const PIECE_BYTES = 200;
/** Requests refused in one turn of the event loop: each takes some 100 µs. */
const MAX_REFUSED_AT_ONCE = 100;
/** What the client of a paused stream may still send: its flow-control window. */
const WINDOW_BYTES = 65_535;
/** Uploads wait from this share of the limit on; what is left is for requests that are too short to wait. */
const PAUSE_SHARE = 0.75;
const SHORT_BYTES = 4_096;
/** Uploads wait for one another no longer than this without any of them getting done, ms. */
const STUCK_MS = 300;
/** Share of the limit that is left when the oldest of them have been refused. */
const UNSTUCK_SHARE = 0.25;

/** A DATA frame with fewer bytes is tiny, but for those that a request begins with: short requests are short. */
const TINY_BYTES = 64;
const FREE_PIECES = 16;
/** Tiny frames a second that a connection may send. */
const MAX_TINY_FRAMES = 1_000;

interface Unfinished {
  readonly beganMs: number;
  readonly hasTimeout: boolean;
  readonly buffers: ArrayBufferLike[];
  bytes: number;
  pieces: number;
}

/**
 * Requests whose message has not arrived whole: bounds how long that takes, and the memory that all of them hold. Near the limit uploads
 * are paused and go on one by one, the oldest first; the oldest are refused when none of them gets done, or the limit is passed.
 */
export class UnfinishedRequests {
  /** In the order in which they began. */
  readonly #requests = new Map<ServerHttp2Stream, Unfinished>();
  readonly #paused = new Set<ServerHttp2Stream>();
  readonly #buffers = new HeldBuffers();
  readonly #limits: () => Config['grpc'];
  readonly #refusals: Refusals;
  #pieces = 0;
  /** When a request was finished last, or one began to wait. */
  #progressMs = 0;
  #isTrimming = false;

  constructor(limits: () => Config['grpc'], refusals: Refusals) {
    this.#limits = limits;
    this.#refusals = refusals;
  }

  /** Memory that they hold, or may before they can be stopped. */
  get heldBytes(): number {
    const objectBytes = this.#requests.size * REQUEST_BYTES + this.#pieces * PIECE_BYTES;
    return objectBytes + this.#buffers.bytes + this.#paused.size * WINDOW_BYTES;
  }

  /** @param isEndless its client may send messages as long as it likes: it is bounded in bytes, not in time */
  begin(connection: Connection, stream: ServerHttp2Stream, isEndless: boolean): void {
    const request = { beganMs: performance.now(), hasTimeout: !isEndless, buffers: [], bytes: 0, pieces: 0 };
    this.#requests.set(stream, request);
    this.#trimSoon();
    stream.on('data', (piece: Buffer) => {
      if (this.#requests.has(stream)) this.#receive(connection, stream, request, piece);
    });
  }

  /** The message is whole, or nothing more will come of it. Idempotent. */
  finish(stream: ServerHttp2Stream): void {
    const request = this.#requests.get(stream);
    if (!request) return;
    this.#requests.delete(stream);
    this.#paused.delete(stream);
    this.#pieces -= request.pieces;
    for (const buffer of request.buffers) this.#buffers.release(buffer);
    this.#progressMs = performance.now();
    this.#resumeNext();
  }

  /** Refuses what has taken too long. */
  sweep(): void {
    const now = performance.now();
    const { request_timeout_ms: timeoutMs, max_unfinished_bytes: maxBytes } = this.#limits();
    for (const [stream, { beganMs, hasTimeout }] of this.#requests) {
      if (now - beganMs < timeoutMs) break;
      if (hasTimeout) this.#refuse(stream, 'request_timeout', new NexyError('timeout'));
    }
    if (this.#paused.size > 0 && now - this.#progressMs >= STUCK_MS) this.#trim(maxBytes * UNSTUCK_SHARE);
    this.#resumeNext();
  }

  #receive(connection: Connection, stream: ServerHttp2Stream, request: Unfinished, piece: Buffer): void {
    request.pieces++;
    request.bytes += piece.byteLength;
    this.#pieces++;
    const isTiny = request.pieces > FREE_PIECES && piece.byteLength < TINY_BYTES;
    if (isTiny && connection.tinyFrames.add() > MAX_TINY_FRAMES) {
      this.#refusals.count('tiny_frames');
      connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      return;
    }
    if (piece.buffer !== request.buffers.at(-1)) {
      request.buffers.push(piece.buffer);
      this.#buffers.hold(piece.buffer);
    }
    const { max_unfinished_bytes: maxBytes } = this.#limits();
    this.#trimSoon();
    if (this.heldBytes > maxBytes * PAUSE_SHARE && request.bytes > SHORT_BYTES && !this.#isOldest(stream)) {
      if (this.#paused.size === 0) this.#progressMs = performance.now();
      this.#paused.add(stream);
      stream.pause();
    }
  }

  /** One at a time: each may send a window of bytes before it can be paused again. */
  #resumeNext(): void {
    const [oldest] = this.#requests.keys();
    const hasRoom = this.heldBytes <= this.#limits().max_unfinished_bytes * PAUSE_SHARE;
    const [next] = oldest && this.#paused.has(oldest) ? [oldest] : hasRoom ? this.#paused : [];
    if (!next) return;
    this.#paused.delete(next);
    next.resume();
  }

  #isOldest(stream: ServerHttp2Stream): boolean {
    return this.#requests.keys().next().value === stream;
  }

  #trimSoon(): void {
    // A single one is bounded by the size of a message.
    if (this.#isTrimming || this.#requests.size < 2 || this.heldBytes <= this.#limits().max_unfinished_bytes) return;
    this.#isTrimming = true;
    // Those that are whole with what was just read reach their handlers first.
    setImmediate(() => {
      this.#isTrimming = false;
      this.#trim(this.#limits().max_unfinished_bytes);
      this.#trimSoon();
    });
  }

  /** Refuses the oldest until the others hold at most `maxBytes`: uploads that go on are done soon, those left lying are older. */
  #trim(maxBytes: number): void {
    let refused = 0;
    for (const stream of this.#requests.keys()) {
      const isLast = this.#requests.size === 1;
      if (this.heldBytes <= maxBytes || isLast || refused++ >= MAX_REFUSED_AT_ONCE) return;
      this.#refuse(stream, 'unfinished_bytes', new NexyError('overloaded'));
    }
  }

  #refuse(stream: ServerHttp2Stream, reason: 'request_timeout' | 'unfinished_bytes', error: NexyError): void {
    this.finish(stream);
    if (stream.headersSent) {
      // grpc-js has answered already, and the client sends on.
      stream.close(constants.NGHTTP2_NO_ERROR);
    } else {
      this.#refusals.count(reason);
      respondWithError(stream, error);
    }
  }
}
