import { BYTES_PER_SAMPLE } from '../../shared/pcm.js';

const NO_BYTES = Buffer.alloc(0);

export interface PcmLayout {
  readonly channels: 1 | 2;
  /** Tells whether the samples are big-endian, as in audio/L16; WAV and most servers are little-endian. */
  readonly isBigEndian: boolean;
}

/**
 * Reads 16-bit PCM, in pieces of any size, as mono samples: two channels are mixed, and half a sample waits for its
 * rest.
 */
export class PcmReader {
  readonly #layout: PcmLayout;
  #pending: Buffer = NO_BYTES;

  constructor(layout: PcmLayout) {
    this.#layout = layout;
  }

  read(bytes: Buffer): Int16Array {
    const { channels, isBigEndian } = this.#layout;
    const all = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const wholeBytes = all.length - (all.length % (channels * BYTES_PER_SAMPLE));
    this.#pending = all.subarray(wholeBytes);
    const samples = samplesOf(all.subarray(0, wholeBytes), isBigEndian);
    return channels === 1 ? samples : mixed(samples);
  }
}

/** Returns a copy of the samples, because they may begin at an odd offset of a chunk. */
function samplesOf(bytes: Buffer, isBigEndian: boolean): Int16Array {
  const samples = new Int16Array(bytes.length / BYTES_PER_SAMPLE);
  const copy = Buffer.from(samples.buffer);
  copy.set(bytes);
  if (isBigEndian) copy.swap16();
  return samples;
}

/** Mixes left and right to mono. */
function mixed(both: Int16Array): Int16Array {
  return Int16Array.from({ length: both.length / 2 }, (_, index) => (both[2 * index]! + both[2 * index + 1]!) >> 1);
}
