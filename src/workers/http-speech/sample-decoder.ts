import { BYTES_PER_SAMPLE } from '../../shared/pcm.js';
import type { HttpSpeechSetup } from '../../shared/task-messages.js';
import { readWavHeader, type WavFormat } from './wav-header.js';

/** PCM has no header; this much of it tells it from text and from files of other kinds. */
const PCM_HEAD_BYTES = 4;
const NOTHING = new Int16Array(0);
const NO_BYTES = Buffer.alloc(0);

/** The bytes of one answer, in pieces of any size, as mono samples. */
export class SampleDecoder {
  readonly #setup: Pick<HttpSpeechSetup, 'format' | 'sampleRateHz'>;
  #format: WavFormat | undefined;
  /** What has come of the header; afterwards, of a sample. */
  #pending: Buffer = NO_BYTES;
  #leftBytes = 0;

  /** @param setup what was asked for */
  constructor(setup: Pick<HttpSpeechSetup, 'format' | 'sampleRateHz'>) {
    this.#setup = setup;
  }

  /** undefined = it is not known yet. */
  get sampleRateHz(): number | undefined {
    return this.#format?.sampleRateHz;
  }

  /** What the answer is when no more comes, and not a sample has come. */
  get nothing(): 'empty' | 'garbage' {
    return this.#format || this.#pending.length === 0 ? 'empty' : 'garbage';
  }

  /** @returns the samples that are complete by now: two channels are mixed, half a sample waits for its rest */
  decode(bytes: Buffer): Int16Array | 'garbage' {
    let all = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    if (!this.#format) {
      const format = this.#setup.format === 'wav' ? readWavHeader(all) : readPcmHead(all, this.#setup.sampleRateHz);
      if (format === 'garbage') return format;
      if (format === 'more') {
        this.#pending = all;
        return NOTHING;
      }
      this.#format = format;
      this.#leftBytes = format.dataBytes;
      all = all.subarray(format.dataAt);
    }
    const { channels } = this.#format;
    const frameBytes = channels * BYTES_PER_SAMPLE;
    const ours = all.subarray(0, Math.min(all.length, this.#leftBytes));
    const whole = ours.length - (ours.length % frameBytes);
    this.#leftBytes -= whole;
    this.#pending = ours.subarray(whole);
    const samples = samplesOf(ours.subarray(0, whole));
    return channels === 1 ? samples : mixed(samples);
  }
}

/** Speech begins in near silence, so four characters of text are none: `{"er`, `<htm`, and `RIFF`, `OggS`, `fLaC` neither. */
function readPcmHead(bytes: Buffer, sampleRateHz: number): WavFormat | 'more' | 'garbage' {
  if (bytes.length < PCM_HEAD_BYTES) return 'more';
  if (/^[\t\n\r\x20-\x7e]{4}/.test(bytes.toString('latin1', 0, PCM_HEAD_BYTES))) return 'garbage';
  return { sampleRateHz, channels: 1, dataAt: 0, dataBytes: Number.POSITIVE_INFINITY };
}

/** A copy, because samples may begin at an odd place of a chunk. */
function samplesOf(bytes: Buffer): Int16Array {
  const samples = new Int16Array(bytes.length / BYTES_PER_SAMPLE);
  new Uint8Array(samples.buffer).set(bytes);
  return samples;
}

/** Left and right to mono. */
function mixed(both: Int16Array): Int16Array {
  return Int16Array.from({ length: both.length / 2 }, (_, index) => (both[2 * index]! + both[2 * index + 1]!) >> 1);
}
