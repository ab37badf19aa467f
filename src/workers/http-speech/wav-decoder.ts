import { PcmReader } from './pcm-reader.js';
import type { Sound } from './sound-guard.js';
import { findMark, MARK_BYTES, readMarkBehind } from './wav-chunks.js';
import { announcedBytes, CHUNK_HEAD_BYTES, readWavHeader } from './wav-header.js';

const NO_BYTES = Buffer.alloc(0);

/** A position in a stream of WAV files. */
type State =
  | { readonly name: 'header' }
  /** `leftBytes` is Infinity when the size is not known. */
  | { readonly name: 'samples'; leftBytes: number }
  /** The place behind the samples: another file follows, a chunk, or samples that the size did not count. */
  | { readonly name: 'behind' }
  /** The inside of a chunk that is not played. */
  | { readonly name: 'chunk'; leftBytes: number; readonly isOdd: boolean };

/**
 * Decodes one WAV file, or several one after the other, from pieces of any size. Servers that stream do not know the
 * size when they write the header. So the samples may end early, at the next file or chunk, or go on behind the
 * announced size.
 */
export class WavDecoder {
  #state: State = { name: 'header' };
  #pending: Buffer = NO_BYTES;
  #sampleRateHz = 0;
  #reader = new PcmReader({ channels: 1, isBigEndian: false });
  #isCutShort = false;

  /** Tells whether the announced samples have all come. More may follow: another file, metadata. */
  get isWhole(): boolean {
    return this.#state.name === 'behind' || this.#state.name === 'chunk';
  }

  /**
   * Tells whether the stream has ended within the samples that the header announced, or within a header. Valid after
   * `end`.
   */
  get isCutShort(): boolean {
    return this.#isCutShort;
  }

  /** @throws BadResponse `invalid_response` when a file is not 16-bit PCM, mono or stereo */
  *decode(bytes: Buffer): Generator<Sound, void, undefined> {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    for (;;) {
      const pendingBytes = this.#pending.length;
      const state = this.#state;
      const sound = this.#step();
      if (sound && sound.samples.length > 0) yield sound;
      if (this.#pending.length === pendingBytes && this.#state === state) return;
    }
  }

  /** Ends the stream: decodes the bytes that were held back. */
  *end(): Generator<Sound, void, undefined> {
    const state = this.#state;
    if (state.name === 'samples') {
      this.#isCutShort = Number.isFinite(state.leftBytes);
      yield this.#read(this.#pending);
    } else this.#isCutShort = state.name === 'header';
  }

  /** Decodes as far as the next change of state, and drops the pending bytes that it has used. */
  #step(): Sound | undefined {
    switch (this.#state.name) {
      case 'header':
        return this.#readHeader();
      case 'samples':
        return this.#readSamples(this.#state);
      case 'behind':
        return this.#readBehind();
      case 'chunk':
        return this.#skip(this.#state);
    }
  }

  #readHeader(): undefined {
    const header = readWavHeader(this.#pending);
    if (header === 'more') return;
    const { sampleRateHz, channels, dataAt, dataBytes } = header;
    this.#sampleRateHz = sampleRateHz;
    this.#reader = new PcmReader({ channels, isBigEndian: false });
    this.#use(dataAt);
    this.#state = { name: 'samples', leftBytes: dataBytes };
  }

  /** Reads up to the announced size, but no further than the next file or chunk: the size may be wrong. */
  #readSamples(state: Extract<State, { name: 'samples' }>): Sound {
    const mark = findMark(this.#pending) ?? Number.POSITIVE_INFINITY;
    const end = Math.min(mark, state.leftBytes);
    const isThere = end <= this.#pending.length;
    // Bytes that may be the beginning of a mark are kept until the rest of it comes.
    const bytes = this.#use(isThere ? end : Math.max(0, this.#pending.length - MARK_BYTES + 1));
    state.leftBytes -= bytes.length;
    if (isThere) this.#state = { name: 'behind' };
    return this.#read(bytes);
  }

  #readBehind(): undefined {
    if (this.#pending.length < MARK_BYTES) return;
    const mark = readMarkBehind(this.#pending);
    switch (mark?.kind) {
      case 'file':
        this.#state = { name: 'header' };
        return;
      case 'text':
        this.#state = { name: 'chunk', leftBytes: Number.POSITIVE_INFINITY, isOdd: false };
        return;
      case 'chunk':
        this.#use(CHUNK_HEAD_BYTES);
        this.#state = mark.isData
          ? { name: 'samples', leftBytes: announcedBytes(mark.size) }
          : { name: 'chunk', leftBytes: mark.size, isOdd: mark.size % 2 === 1 };
        return;
      default:
        // The announced size was too small.
        this.#state = { name: 'samples', leftBytes: Number.POSITIVE_INFINITY };
    }
  }

  #skip(state: Extract<State, { name: 'chunk' }>): undefined {
    state.leftBytes -= this.#use(Math.min(this.#pending.length, state.leftBytes)).length;
    if (state.leftBytes > 0) return;
    // Chunks begin at even offsets, but some writers leave out the byte between them.
    if (state.isOdd && this.#pending.length === 0) return;
    if (state.isOdd && this.#pending[0] === 0) this.#use(1);
    this.#state = { name: 'behind' };
  }

  #use(count: number): Buffer {
    const used = this.#pending.subarray(0, count);
    this.#pending = this.#pending.subarray(count);
    return used;
  }

  #read(bytes: Buffer): Sound {
    return { samples: this.#reader.read(bytes), sampleRateHz: this.#sampleRateHz };
  }
}
