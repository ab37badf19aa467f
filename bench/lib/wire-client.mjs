// A gRPC client on bare sockets that reads only the stream, the kind and the length of each message. It shares the
// machine with the measured server; with node:http2, it would use as much CPU time for a message as the server. It also
// controls the flow-control window of each stream, so that it can read at any speed.
import { connect } from 'node:net';
import {
  ACK,
  DEFAULT_WINDOW_BYTES,
  data,
  END_STREAM,
  FrameReader,
  GOAWAY,
  HEADERS,
  headers,
  INITIAL_WINDOW_SETTING,
  MAX_PAYLOAD_BYTES,
  MAX_WINDOW_BYTES,
  opening,
  PING,
  pingAck,
  RST_STREAM,
  requestBlock,
  reset,
  SETTINGS,
  settingsAck,
  WINDOW_UPDATE,
  windowUpdate,
} from './http2-frames.mjs';

/**
 * @import { FrameSink } from './http2-frames.mjs'
 *
 * @typedef {object} CallListener times are those of `performance.now()`
 * @property {(kind: number, bytes: number, now: number) => void} message a message came, with its first byte and length
 * @property {(now: number, wasReset: boolean) => void} ended
 * @property {((bytes: number, now: number) => void) | undefined} [piece] bytes came
 *
 * @typedef {object} Call
 * @property {CallListener} listener
 * @property {number} seen the number of bytes of the current message that were read, up to its tag
 * @property {number} length
 * @property {number} left the bytes of the message that have not come yet
 * @property {number} kind
 * @property {number} sendWindow
 *
 * @typedef {{ stream: number, call: Call, body: Buffer, at: number }} UnsentBody
 */

const READ_BYTES = 65_536;
/** The length of gRPC's prefix of a message. The byte after it is the tag of the message, which tells its kind. */
const PREFIX_BYTES = 5;
const SERVICE = '/streaming.StreamingService/';

/**
 * Opens a connection.
 * @param {number} port
 * @param {{ windowBytes?: number }} options `windowBytes` is the number of bytes that each stream may receive before
 *   `grant`; by default the HTTP/2 maximum
 */
export async function openWire(port, { windowBytes = MAX_WINDOW_BYTES } = {}) {
  const connection = new WireConnection(port, windowBytes);
  await connection.ready;
  return connection;
}

export class WireConnection {
  /**
   * A promise that resolves when the server's settings have come and rejects when there is no server, or when it closes
   * the connection before.
   * @type {Promise<void>}
   */
  ready;
  #onSettings = () => {};
  #socket;
  /** @type {Map<number, Call>} */
  #calls = new Map();
  #nextStream = 1;
  /** @type {Map<string, Buffer>} */
  #blocks = new Map();
  /** @type {Buffer[]} */
  #out = [];
  #received = 0;
  #sendWindow = DEFAULT_WINDOW_BYTES;
  #initialSendWindow = DEFAULT_WINDOW_BYTES;
  /** @type {UnsentBody[]} */
  #unsent = [];
  #now = 0;

  /**
   * @param {number} port
   * @param {number} windowBytes
   */
  constructor(port, windowBytes) {
    const reader = new FrameReader({
      data: (...piece) => this.#data(...piece),
      frame: (...frame) => this.#frame(...frame),
    });
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    /** @param {number} count */
    const callback = (count) => {
      this.#now = performance.now();
      reader.read(buffer.subarray(0, count));
      return true;
    };
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true, onread: { buffer, callback } });
    /** @type {(error: Error) => void} */
    let onClosed = () => {};
    this.ready = new Promise((resolve, reject) => {
      this.#onSettings = resolve;
      this.#socket.once('error', reject);
      onClosed = reject;
    });
    this.ready.catch(() => {});
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => {
      onClosed(new Error('the server closed a connection before its settings came'));
      for (const stream of [...this.#calls.keys()]) this.#end(stream, performance.now(), true);
    });
    this.#send(opening(windowBytes));
  }

  /**
   * Sends one message to a method.
   * @param {string} method
   * @param {Uint8Array} message
   * @param {CallListener} listener
   * @returns `grant(bytes)`, which allows this many more bytes, and `reset()`, which resets the stream
   */
  request(method, message, listener) {
    const stream = this.#nextStream;
    this.#nextStream += 2;
    const call = { listener, seen: 0, length: 0, left: 0, kind: 0, sendWindow: this.#initialSendWindow };
    this.#calls.set(stream, call);
    // The close event ends the calls that it finds; a later call would never end.
    if (this.#socket.closed) process.nextTick(() => this.#end(stream, performance.now(), true));
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.writeUInt32BE(message.length, 1);
    this.#send(headers(stream, this.#blockOf(method)));
    this.#unsent.push({ stream, call, body: Buffer.concat([prefix, message]), at: 0 });
    this.#sendBodies();
    return {
      /** @param {number} bytes */
      grant: (bytes) => {
        if (this.#calls.has(stream)) this.#send(windowUpdate(stream, bytes));
      },
      reset: () => {
        if (!this.#calls.has(stream)) return;
        this.#send(reset(stream));
        this.#end(stream, performance.now(), true);
      },
    };
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {string} method */
  #blockOf(method) {
    let block = this.#blocks.get(method);
    if (!block) this.#blocks.set(method, (block = requestBlock(SERVICE + method)));
    return block;
  }

  /**
   * Queues bytes; all bytes that one event-loop callback queues are written to the socket together.
   * @param {Buffer} bytes
   */
  #send(bytes) {
    this.#out.push(bytes);
    if (this.#out.length > 1) return;
    process.nextTick(() => {
      const out = this.#out;
      this.#out = [];
      if (!this.#socket.destroyed)
        this.#socket.write(out.length === 1 ? /** @type {Buffer} */ (out[0]) : Buffer.concat(out));
    });
  }

  /** Sends queued request bodies in order, as far as the flow-control windows of the server allow. */
  #sendBodies() {
    for (let next = this.#unsent[0]; next; next = this.#unsent[0]) {
      const { stream, call, body } = next;
      const count = Math.min(body.length - next.at, MAX_PAYLOAD_BYTES, this.#sendWindow, call.sendWindow);
      if (count <= 0) return;
      const to = next.at + count;
      this.#send(data(stream, body.subarray(next.at, to), to === body.length));
      next.at = to;
      this.#sendWindow -= count;
      call.sendWindow -= count;
      if (to === body.length) this.#unsent.shift();
    }
  }

  /** @type {FrameSink['data']} */
  #data(stream, bytes, from, to) {
    this.#received += to - from;
    if (this.#received > MAX_WINDOW_BYTES / 2) {
      this.#send(windowUpdate(0, this.#received));
      this.#received = 0;
    }
    const call = this.#calls.get(stream);
    if (!call) return;
    call.listener.piece?.(to - from, this.#now);
    for (let at = from; at < to; ) {
      if (call.seen <= PREFIX_BYTES) {
        const byte = /** @type {number} */ (bytes[at++]);
        if (call.seen === PREFIX_BYTES) call.kind = byte;
        else if (call.seen > 0) call.length = call.length * 256 + byte;
        if (++call.seen <= PREFIX_BYTES) continue;
        call.left = call.length - 1;
      }
      const skipped = Math.min(call.left, to - at);
      at += skipped;
      call.left -= skipped;
      if (call.left > 0) continue;
      call.listener.message(call.kind, call.length, this.#now);
      call.seen = 0;
      call.length = 0;
    }
  }

  /** @type {FrameSink['frame']} */
  #frame(type, flags, stream, payload) {
    if (type === HEADERS || type === 0) {
      if (flags & END_STREAM) this.#end(stream, this.#now, false);
    } else if (type === RST_STREAM) {
      this.#end(stream, this.#now, true);
    } else if (type === WINDOW_UPDATE) {
      this.#widen(stream, payload.readUInt32BE(0));
    } else if (type === SETTINGS && !(flags & ACK)) {
      this.#settings(payload);
    } else if (type === PING && !(flags & ACK)) {
      this.#send(pingAck(payload));
    } else if (type === GOAWAY) {
      this.#socket.end();
    }
  }

  /**
   * @param {number} stream
   * @param {number} bytes
   */
  #widen(stream, bytes) {
    if (stream === 0) this.#sendWindow += bytes;
    else {
      const call = this.#calls.get(stream);
      if (call) call.sendWindow += bytes;
    }
    this.#sendBodies();
  }

  /** @param {Buffer} payload */
  #settings(payload) {
    for (let at = 0; at < payload.length; at += 6) {
      if (payload.readUInt16BE(at) !== INITIAL_WINDOW_SETTING) continue;
      const bytes = payload.readUInt32BE(at + 2);
      for (const call of this.#calls.values()) call.sendWindow += bytes - this.#initialSendWindow;
      this.#initialSendWindow = bytes;
    }
    this.#send(settingsAck());
    this.#onSettings();
    this.#sendBodies();
  }

  /**
   * @param {number} stream
   * @param {number} now
   * @param {boolean} wasReset
   */
  #end(stream, now, wasReset) {
    const call = this.#calls.get(stream);
    if (!call) return;
    this.#calls.delete(stream);
    this.#unsent = this.#unsent.filter((body) => body.call !== call);
    call.listener.ended(now, wasReset);
  }
}
