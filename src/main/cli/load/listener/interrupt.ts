import { type ClientHttp2Stream, constants } from 'node:http2';
import { encodeInterruptRequest } from '../../../grpc/codec.js';
import type { Connection } from './connection.js';
import type { Clock, InterruptRecord } from './turn-record.js';

/** The position and the bytes of `success: true` in an InterruptResponse, after the five bytes of gRPC's prefix. */
const SUCCESS_AT = 5;
const SUCCESS = [0x08, 0x01] as const;

/**
 * An InterruptSession call for a turn. It counts the audio of the turn that comes after its reply. The call uses the
 * connection of the turn: only on one connection do audio and reply arrive in the order in which the server sent them.
 */
export class Interrupt {
  readonly #sentMs: number;
  readonly #stream: ClientHttp2Stream;
  #reply: Buffer[] = [];
  #replyMs: number | undefined;
  #audioBytesAfter = 0;
  /** Tells whether the call is open, so that a reply may still come. */
  pending = true;

  constructor(connection: Connection, hardwareId: string, sessionId: string, clock: Clock, onEnd: () => void) {
    this.#sentMs = clock();
    this.#stream = connection.call('InterruptSession', [encodeInterruptRequest({ hardwareId, sessionId })]);
    this.#stream.on('data', (data: Buffer) => {
      this.#replyMs ??= clock() - this.#sentMs;
      this.#reply.push(data);
    });
    // After an error the stream closes as well, without a reply.
    this.#stream.on('error', () => {});
    this.#stream.on('close', () => {
      this.pending = false;
      onEnd();
    });
  }

  /** Counts `bytes` of the turn's audio when they come after the reply. */
  countAudio(bytes: number): void {
    if (this.#replyMs !== undefined) this.#audioBytesAfter += bytes;
  }

  cancel(): void {
    this.#stream.close(constants.NGHTTP2_CANCEL);
  }

  get record(): InterruptRecord {
    const reply = Buffer.concat(this.#reply);
    const stopped = reply[SUCCESS_AT] === SUCCESS[0] && reply[SUCCESS_AT + 1] === SUCCESS[1];
    return { replyMs: this.#replyMs, stopped, audioBytesAfter: this.#audioBytesAfter };
  }
}
