import { findByteOrder } from './byte-order.js';
import { PcmReader } from './pcm-reader.js';
import type { ResponseHead } from './response-head.js';
import type { Sound } from './sound-guard.js';

const NO_BYTES = Buffer.alloc(0);
/** The number of bytes by which the byte order is judged: 20 ms at 24 kHz. */
const ORDER_BYTES = 960;

/** Decodes bare 16-bit PCM from pieces of any size. */
export class RawDecoder {
  /** Bare samples announce no size, so the value is always false. */
  readonly isWhole = false;
  readonly isCutShort = false;
  readonly #sampleRateHz: number;
  readonly #channels: 1 | 2;
  /** The reader; undefined while the byte order is not known. */
  #reader: PcmReader | undefined;
  #pending: Buffer = NO_BYTES;

  constructor(
    sampleRateHz: number,
    { channels = 1, byteOrder = 'little' }: Pick<ResponseHead, 'channels' | 'byteOrder'>,
  ) {
    this.#sampleRateHz = sampleRateHz;
    this.#channels = channels;
    if (byteOrder !== 'unsure') this.#reader = new PcmReader({ channels, isBigEndian: byteOrder === 'big' });
  }

  *decode(bytes: Buffer): Generator<Sound, void, undefined> {
    if (this.#reader) {
      yield this.#sound(this.#reader.read(bytes));
      return;
    }
    this.#pending = Buffer.concat([this.#pending, bytes]);
    yield this.#silence();
    if (this.#pending.length >= ORDER_BYTES) yield* this.end();
  }

  /** Ends the stream: decodes the bytes that were held back. */
  *end(): Generator<Sound, void, undefined> {
    if (this.#reader) return;
    this.#reader = new PcmReader({
      channels: this.#channels,
      isBigEndian: findByteOrder(this.#pending) === 'big',
    });
    yield this.#sound(this.#reader.read(this.#pending));
  }

  /** Takes the silence at the start of the pending bytes: it sounds the same in either byte order. */
  #silence(): Sound {
    const frameBytes = 2 * this.#channels;
    const first = this.#pending.findIndex((byte) => byte !== 0);
    const silent = first < 0 ? this.#pending.length : first;
    const frames = Math.floor(silent / frameBytes);
    this.#pending = this.#pending.subarray(frames * frameBytes);
    return this.#sound(new Int16Array(frames));
  }

  #sound(samples: Int16Array): Sound {
    return { samples, sampleRateHz: this.#sampleRateHz };
  }
}
