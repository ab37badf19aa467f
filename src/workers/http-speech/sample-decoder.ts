import type { HttpSpeechSetup } from '../../shared/task-messages.js';
import { BadResponse } from './bad-response.js';
import { readFileKind } from './file-signature.js';
import { RawDecoder } from './raw-decoder.js';
import type { ResponseHead } from './response-head.js';
import type { Sound } from './sound-guard.js';
import { WavDecoder } from './wav-decoder.js';

const NO_BYTES = Buffer.alloc(0);

/**
 * Decodes the bytes of one response, in pieces of any size, as mono samples. The head of the response and its first
 * bytes decide its format; a response whose bytes are of another format than its head states is refused.
 */
export class SampleDecoder {
  readonly #requested: Pick<HttpSpeechSetup, 'format' | 'sampleRateHz'>;
  readonly #head: ResponseHead;
  #decoder: WavDecoder | RawDecoder | undefined;
  /** The first bytes, until they suffice to tell the format. */
  #pending: Buffer = NO_BYTES;
  #hasSamples = false;

  /** @param requested the format and the sample rate that were requested */
  constructor(requested: Pick<HttpSpeechSetup, 'format' | 'sampleRateHz'>, head: ResponseHead) {
    this.#requested = requested;
    this.#head = head;
  }

  /** The format of the response; undefined while its first bytes have not come. */
  get format(): 'pcm' | 'wav' | undefined {
    if (!this.#decoder) return undefined;
    return this.#decoder instanceof WavDecoder ? 'wav' : 'pcm';
  }

  /** Tells whether everything that was announced has come, though there may be more. */
  get isWhole(): boolean {
    return this.#decoder?.isWhole ?? false;
  }

  /** Tells whether less has come than was announced. Valid after `end`. */
  get isCutShort(): boolean {
    return this.#decoder?.isCutShort ?? false;
  }

  /** @throws BadResponse `invalid_response` */
  *decode(bytes: Buffer): Generator<Sound, void, undefined> {
    const all = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    this.#decoder ??= this.#choose(all, false);
    this.#pending = this.#decoder ? NO_BYTES : all;
    if (this.#decoder) yield* this.#checked(this.#decoder.decode(all));
  }

  /**
   * Decodes the remaining bytes when the response has ended.
   * @throws BadResponse `invalid_response`, or `empty` when the response had no samples
   */
  *end(): Generator<Sound, void, undefined> {
    if (!this.#decoder && this.#pending.length > 0) {
      this.#decoder = this.#choose(this.#pending, true);
      if (this.#decoder) yield* this.#checked(this.#decoder.decode(this.#pending));
    }
    if (this.#decoder) yield* this.#checked(this.#decoder.end());
    if (this.#hasSamples) return;
    const isEmpty = !this.#decoder || (this.format === 'wav' && !this.isCutShort);
    throw new BadResponse(isEmpty ? 'empty' : 'invalid_response');
  }

  /**
   * Chooses the decoder; returns undefined when the first bytes do not suffice yet.
   * @throws BadResponse `invalid_response`
   */
  #choose(bytes: Buffer, isWhole: boolean): WavDecoder | RawDecoder | undefined {
    const kind = readFileKind(bytes, isWhole);
    if (kind === 'more') return undefined;
    if (typeof kind === 'object') throw new BadResponse('invalid_response', kind.other);
    const { format } = this.#head;
    if (kind === 'wav') {
      if (format === 'pcm' && this.#requested.format === 'pcm')
        throw new BadResponse('invalid_response', 'WAV, but PCM by its media type');
      return new WavDecoder();
    }
    if (format === 'wav') throw new BadResponse('invalid_response', 'no WAV, but WAV by its media type');
    if (this.#requested.format === 'wav') throw new BadResponse('invalid_response', 'no WAV, but WAV was asked for');
    return new RawDecoder(this.#head.sampleRateHz ?? this.#requested.sampleRateHz, this.#head);
  }

  *#checked(sounds: Iterable<Sound>): Generator<Sound, void, undefined> {
    for (const sound of sounds) {
      if (sound.samples.length === 0) continue;
      const declaredHz = this.#head.sampleRateHz;
      if (declaredHz !== undefined && declaredHz !== sound.sampleRateHz)
        throw new BadResponse('invalid_response', 'the sample rate of the WAV is not the one of its media type');
      this.#hasSamples = true;
      yield sound;
    }
  }
}
