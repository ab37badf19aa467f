import { type ClientHttp2Stream, constants } from 'node:http2';
import { encodeInterruptRequest } from '../../grpc/codec.js';
import type { Connection } from './connection.js';
import type { Clock, InterruptRecord } from './turn-record.js';

/** `success: true` in an InterruptResponse, behind the five bytes of gRPC's prefix. */
const SUCCESS_AT = 5;
const SUCCESS = [0x08, 0x01] as const;

/**
 * An InterruptSession of a turn, and what came after its reply. It goes over the turn's own connection: there, and only
 * there, the order in which audio and reply arrive is the order in which the server sent them.
 */
export class Interrupt {
  readonly #sentMs: number;
  readonly #stream: ClientHttp2Stream;
  #reply: Buffer[] = [];
  #replyMs: number | undefined;
  #audioBytesAfter = 0;
  /** No reply yet, and one may still come. */
  pending = true;

  constructor(connection: Connection, hardwareId: string, sessionId: string, clock: Clock, onEnd: () => void) {
    this.#sentMs = clock();
    this.#stream = connection.call('InterruptSession', [encodeInterruptRequest({ hardwareId, sessionId })]);
    this.#stream.on('data', (data: Buffer) => {
      this.#replyMs ??= clock() - this.#sentMs;
      this.#reply.push(data);
    });
    // It closes as well, without a reply.
    this.#stream.on('error', () => {});
    this.#stream.on('close', () => {
      this.pending = false;
      onEnd();
    });
  }

  /** Audio of the turn came, `bytes` of it. */
  audioCame(bytes: number): void {
    if (this.#replyMs !== undefined) this.#audioBytesAfter += bytes;
  }

  giveUp(): void {
    this.#stream.close(constants.NGHTTP2_CANCEL);
  }

  get record(): InterruptRecord {
    const reply = Buffer.concat(this.#reply);
    const stopped = reply[SUCCESS_AT] === SUCCESS[0] && reply[SUCCESS_AT + 1] === SUCCESS[1];
    return { replyMs: this.#replyMs, stopped, audioBytesAfter: this.#audioBytesAfter };
  }
}
