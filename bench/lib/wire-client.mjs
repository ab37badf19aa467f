// A gRPC client on bare sockets that looks at no more than it must: which stream, which kind of message, how long. It shares the
// machine with the server it measures; node:http2 would cost it as much for a message as it costs the server. And it says
// itself how much each stream may send, so it can listen as slowly as it likes.
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

const READ_BYTES = 65_536;
/** gRPC's prefix of a message, and the message's first byte: the tag that tells its kind. */
const PREFIX_BYTES = 5;
const SERVICE = '/streaming.StreamingService/';

/**
 * One connection.
 * @param windowBytes what each stream may send before `grant`; without it, all it has
 */
export async function openWire(port, { windowBytes = MAX_WINDOW_BYTES } = {}) {
  const connection = new WireConnection(port, windowBytes);
  await connection.ready;
  return connection;
}

class WireConnection {
  /** Settles when the server's settings have come; rejects when there is no server. */
  ready;
  #socket;
  #calls = new Map();
  #nextStream = 1;
  #blocks = new Map();
  #out = [];
  #received = 0;
  #sendWindow = DEFAULT_WINDOW_BYTES;
  #initialSendWindow = DEFAULT_WINDOW_BYTES;
  #unsent = [];
  #now = 0;

  constructor(port, windowBytes) {
    const reader = new FrameReader({
      data: (...piece) => this.#data(...piece),
      frame: (...frame) => this.#frame(...frame),
    });
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    const callback = (count) => {
      this.#now = performance.now();
      reader.read(buffer.subarray(0, count));
      return true;
    };
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true, onread: { buffer, callback } });
    this.ready = new Promise((resolve, reject) => {
      this.settled = resolve;
      this.#socket.once('error', reject);
    });
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => {
      for (const stream of [...this.#calls.keys()]) this.#end(stream, performance.now(), true);
    });
    this.#send(opening(windowBytes));
  }

  /**
   * Sends one message to a method.
   * @param listener `message(kind, bytes, now)` by the message's first byte and length; `ended(now, wasReset)`; optionally
   * `piece(bytes, now)` as bytes come. Times are of `performance.now()`
   * @returns `grant(bytes)`: so many more may come; `reset()`: no more may
   */
  request(method, message, listener) {
    const stream = this.#nextStream;
    this.#nextStream += 2;
    const call = { listener, seen: 0, length: 0, left: 0, kind: 0, sendWindow: this.#initialSendWindow };
    this.#calls.set(stream, call);
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.writeUInt32BE(message.length, 1);
    this.#send(headers(stream, this.#blockOf(method)));
    this.#unsent.push({ stream, call, body: Buffer.concat([prefix, message]), at: 0 });
    this.#sendBodies();
    return {
      grant: (bytes) => this.#calls.has(stream) && this.#send(windowUpdate(stream, bytes)),
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

  #blockOf(method) {
    let block = this.#blocks.get(method);
    if (!block) this.#blocks.set(method, (block = requestBlock(SERVICE + method)));
    return block;
  }

  /** What is sent in one go goes out as one. */
  #send(bytes) {
    this.#out.push(bytes);
    if (this.#out.length > 1) return;
    process.nextTick(() => {
      const out = this.#out;
      this.#out = [];
      if (!this.#socket.destroyed) this.#socket.write(out.length === 1 ? out[0] : Buffer.concat(out));
    });
  }

  /** Bodies in order, as far as the server's windows let them. */
  #sendBodies() {
    while (this.#unsent.length > 0) {
      const next = this.#unsent[0];
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
        const byte = bytes[at++];
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

  #widen(stream, bytes) {
    if (stream === 0) this.#sendWindow += bytes;
    else {
      const call = this.#calls.get(stream);
      if (call) call.sendWindow += bytes;
    }
    this.#sendBodies();
  }

  #settings(payload) {
    for (let at = 0; at < payload.length; at += 6) {
      if (payload.readUInt16BE(at) !== INITIAL_WINDOW_SETTING) continue;
      const bytes = payload.readUInt32BE(at + 2);
      for (const call of this.#calls.values()) call.sendWindow += bytes - this.#initialSendWindow;
      this.#initialSendWindow = bytes;
    }
    this.#send(settingsAck());
    this.settled();
    this.#sendBodies();
  }

  #end(stream, now, wasReset) {
    const call = this.#calls.get(stream);
    if (!call) return;
    this.#calls.delete(stream);
    this.#unsent = this.#unsent.filter((body) => body.call !== call);
    call.listener.ended(now, wasReset);
  }
}
