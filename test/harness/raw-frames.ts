/** HTTP/2 frames made by hand (RFC 9113), for clients that break the protocol or flood the server. */
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

export const FRAME = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const FLAG = { ack: 1, endStream: 1, endHeaders: 4, padded: 8, priority: 0x20 } as const;
/** HTTP/2 error codes, RFC 9113 §7. */
export const CODE = { none: 0, protocol: 1, refusedStream: 7, cancel: 8, compression: 9, enhanceYourCalm: 11 } as const;

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const MAX_FRAME_BYTES = 16_384;
const HEAD_BYTES = 9;

/** Returns a whole frame. */
export function rawFrame(type: number, flags: number, streamId: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUIntBE(payload.byteLength, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(streamId, 5);
  return Buffer.concat([head, payload]);
}

/** The first bytes of a client: the preface and its settings. */
export const OPENING = Buffer.concat([PREFACE, rawFrame(FRAME.settings, 0, 0)]);

/** Returns a header block of literals that are not indexed (RFC 7541 §6.2.2). */
export function headerBlock(fields: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(fields).flatMap(([name, value]) => [Buffer.from([0]), ...literal(name), ...literal(value)]),
  );
}

function literal(text: string): [length: Buffer, text: Buffer] {
  const bytes = Buffer.from(text);
  const length = [Math.min(bytes.byteLength, 127)];
  if (bytes.byteLength >= 127) {
    let rest = bytes.byteLength - 127;
    for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) | 128);
    length.push(rest);
  }
  return [Buffer.from(length), bytes];
}

/** Returns the headers of a gRPC call of `method`, in as many frames as they need, without the message. */
export function callHeaders(
  streamId: number,
  method = 'StreamAudio',
  more: Readonly<Record<string, string>> = {},
): Buffer {
  const path = method.includes('/') ? method : `/streaming.StreamingService/${method}`;
  const block = headerBlock({
    ':method': 'POST',
    ':scheme': 'http',
    ':authority': 'test',
    ':path': path,
    te: 'trailers',
    'content-type': 'application/grpc',
    ...more,
  });
  const frames: Buffer[] = [];
  for (let at = 0; at < block.byteLength; at += MAX_FRAME_BYTES) {
    const isLast = at + MAX_FRAME_BYTES >= block.byteLength;
    const type = at === 0 ? FRAME.headers : FRAME.continuation;
    frames.push(rawFrame(type, isLast ? FLAG.endHeaders : 0, streamId, block.subarray(at, at + MAX_FRAME_BYTES)));
  }
  return Buffer.concat(frames);
}

/** Returns `bytes` as DATA frames of at most `frameBytes`; the last frame ends the stream when `ends` is true. */
export function dataFrames(streamId: number, bytes: Buffer, ends = true, frameBytes = MAX_FRAME_BYTES): Buffer {
  const frames: Buffer[] = [];
  for (let at = 0; at < Math.max(1, bytes.byteLength); at += frameBytes) {
    const isLast = at + frameBytes >= bytes.byteLength;
    frames.push(
      rawFrame(FRAME.data, isLast && ends ? FLAG.endStream : 0, streamId, bytes.subarray(at, at + frameBytes)),
    );
  }
  return Buffer.concat(frames);
}

/** Returns an RST_STREAM frame. */
export function reset(streamId: number, code: number = CODE.cancel): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(code);
  return rawFrame(FRAME.reset, 0, streamId, payload);
}

export interface ReceivedFrame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

/** A TCP connection on which a test writes any bytes; it collects the frames that come back. */
export class RawConnection {
  readonly socket: Socket;
  readonly frames: ReceivedFrame[] = [];
  /** Settles when the connection has been ended by either side. */
  readonly closed: Promise<void>;
  #rest: Buffer = Buffer.alloc(0);
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
        this.#wake();
      });
    });
  }

  /** Connects from the local address `from`, and sends `first`. */
  static async open(port: number, first: Uint8Array = OPENING, from = '127.0.0.1'): Promise<RawConnection> {
    const socket = createConnection({ port, host: '127.0.0.1', localAddress: from });
    const connection = new RawConnection(socket);
    await Promise.race([once(socket, 'connect'), connection.closed]);
    await connection.send(first);
    return connection;
  }

  /** Writes `bytes`; settles when the kernel has taken them or the connection has ended. */
  async send(...bytes: Uint8Array[]): Promise<void> {
    if (this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.socket.write(Buffer.concat(bytes), () => resolve());
    });
  }

  /** Returns the first frame that `matches`; undefined when the connection ends or `timeoutMs` pass before. */
  async received(matches: (frame: ReceivedFrame) => boolean, timeoutMs = 5_000): Promise<ReceivedFrame | undefined> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const found = this.frames.find(matches);
      const leftMs = deadline - performance.now();
      if (found || this.socket.destroyed || leftMs <= 0) return found;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Returns the error code of the GOAWAY frame, once it has come; undefined when it does not come. */
  async goawayCode(timeoutMs?: number): Promise<number | undefined> {
    const frame = await this.received(({ type }) => type === FRAME.goaway, timeoutMs);
    return frame?.payload.readUInt32BE(4);
  }

  /** Returns the time until the server closes the connection, ms; Infinity after `timeoutMs`. */
  async msToClose(timeoutMs = 5_000): Promise<number> {
    const startedMs = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    const first = await Promise.race([this.closed, late]);
    clearTimeout(timer);
    return first === 'late' ? Number.POSITIVE_INFINITY : performance.now() - startedMs;
  }

  close(): void {
    this.socket.destroy();
  }

  #receive(bytes: Buffer): void {
    let rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const end = rest.byteLength < HEAD_BYTES ? Number.POSITIVE_INFINITY : HEAD_BYTES + rest.readUIntBE(0, 3);
      if (end > rest.byteLength) break;
      this.frames.push({
        type: rest[3] as number,
        flags: rest[4] as number,
        streamId: rest.readUInt32BE(5),
        payload: rest.subarray(HEAD_BYTES, end),
      });
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    this.#wake();
  }
}
