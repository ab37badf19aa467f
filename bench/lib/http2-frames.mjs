// The part of HTTP/2 framing (RFC 9113) that a client of one server needs. Frames are written whole and read from a
// stream of bytes.

export const DATA = 0;
export const HEADERS = 1;
export const RST_STREAM = 3;
export const SETTINGS = 4;
export const PING = 6;
export const GOAWAY = 7;
export const WINDOW_UPDATE = 8;

export const END_STREAM = 1;
export const ACK = 1;
const END_HEADERS = 4;

export const HEAD_BYTES = 9;
export const MAX_WINDOW_BYTES = 2 ** 31 - 1;
export const DEFAULT_WINDOW_BYTES = 65_535;
export const MAX_PAYLOAD_BYTES = 16_384;
export const INITIAL_WINDOW_SETTING = 4;

/**
 * @typedef {object} FrameSink
 * @property {(stream: number, bytes: Buffer, from: number, to: number) => void} data a piece of a DATA frame came
 * @property {(type: number, flags: number, stream: number, payload: Buffer) => void} frame a frame is complete; the
 *   payload of a DATA frame is empty here
 */

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const CANCEL = 8;

/**
 * @param {number} type
 * @param {number} flags
 * @param {number} stream
 * @param {Uint8Array} payload
 */
function frame(type, flags, stream, payload) {
  const bytes = Buffer.alloc(HEAD_BYTES + payload.length);
  bytes.writeUIntBE(payload.length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(stream, 5);
  bytes.set(payload, HEAD_BYTES);
  return bytes;
}

/** @param {number} value */
function word(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const NOTHING = Buffer.alloc(0);

/**
 * Returns the opening bytes of a client: the preface, settings that disable pushes and set the window of each stream,
 * and the largest possible window for the connection.
 * @param {number} windowBytes
 */
export function opening(windowBytes) {
  const settings = Buffer.alloc(12);
  settings.writeUInt16BE(2, 0);
  settings.writeUInt16BE(INITIAL_WINDOW_SETTING, 6);
  settings.writeUInt32BE(windowBytes, 8);
  const whole = windowUpdate(0, MAX_WINDOW_BYTES - DEFAULT_WINDOW_BYTES);
  return Buffer.concat([PREFACE, frame(SETTINGS, 0, 0, settings), whole]);
}

export const settingsAck = () => frame(SETTINGS, ACK, 0, NOTHING);
/** @param {Uint8Array} payload */
export const pingAck = (payload) => frame(PING, ACK, 0, payload);
/** @type {(stream: number, bytes: number) => Buffer} */
export const windowUpdate = (stream, bytes) => frame(WINDOW_UPDATE, 0, stream, word(bytes));
/** @param {number} stream */
export const reset = (stream) => frame(RST_STREAM, 0, stream, word(CANCEL));
/** @type {(stream: number, block: Uint8Array) => Buffer} */
export const headers = (stream, block) => frame(HEADERS, END_HEADERS, stream, block);
/** @type {(stream: number, bytes: Uint8Array, last: boolean) => Buffer} */
export const data = (stream, bytes, last) => frame(DATA, last ? END_STREAM : 0, stream, bytes);

/**
 * Returns the header block of a gRPC request (RFC 7541). It uses the static table only; there are no dynamic entries
 * and no Huffman codes.
 * @param {string} path
 */
export function requestBlock(path) {
  /** @param {string} value */
  const text = (value) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  /** @type {(index: number, value: string) => Buffer} */
  const named = (index, value) => Buffer.concat([Buffer.from(index < 15 ? [index] : [15, index - 15]), text(value)]);
  const POST = 0x83;
  const HTTP = 0x86;
  return Buffer.concat([
    Buffer.from([POST, HTTP]),
    named(4, path),
    named(1, 'localhost'),
    named(31, 'application/grpc'),
    Buffer.from([0]),
    text('te'),
    text('trailers'),
  ]);
}

/**
 * Splits received bytes into frames. The payload of a DATA frame is passed on in pieces as they arrive; the payload of
 * any other frame is passed on whole.
 */
export class FrameReader {
  #head = Buffer.alloc(HEAD_BYTES);
  #headBytes = 0;
  #left = 0;
  /** @type {Buffer[]} */
  #payload = [];
  #sink;

  /** @param {FrameSink} sink */
  constructor(sink) {
    this.#sink = sink;
  }

  /** @param {Buffer} bytes */
  read(bytes) {
    let at = 0;
    while (at < bytes.length) {
      if (this.#headBytes < HEAD_BYTES) {
        const taken = Math.min(HEAD_BYTES - this.#headBytes, bytes.length - at);
        bytes.copy(this.#head, this.#headBytes, at, at + taken);
        this.#headBytes += taken;
        at += taken;
        if (this.#headBytes < HEAD_BYTES) return;
        this.#left = this.#head.readUIntBE(0, 3);
      }
      const to = Math.min(bytes.length, at + this.#left);
      if (to > at) this.#piece(bytes, at, to);
      this.#left -= to - at;
      at = to;
      if (this.#left === 0) this.#end();
    }
  }

  get #stream() {
    return this.#head.readUInt32BE(5);
  }

  /**
   * @param {Buffer} bytes
   * @param {number} from
   * @param {number} to
   */
  #piece(bytes, from, to) {
    if (this.#head[3] === DATA) this.#sink.data(this.#stream, bytes, from, to);
    // The payload is copied, because the next read reuses this memory.
    else this.#payload.push(Buffer.from(bytes.subarray(from, to)));
  }

  #end() {
    const payload = Buffer.concat(this.#payload);
    this.#payload = [];
    this.#headBytes = 0;
    this.#sink.frame(this.#head.readUInt8(3), this.#head.readUInt8(4), this.#stream, payload);
  }
}
