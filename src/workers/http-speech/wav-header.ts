import { BadResponse } from './bad-response.js';
import { MAX_RATE_HZ, MIN_RATE_HZ } from './response-head.js';

/** The format of a WAV file's samples, which are 16-bit little-endian PCM. */
export interface WavFormat {
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  /** The offset at which the samples begin, bytes. */
  readonly dataAt: number;
  /** The length of the samples, bytes; Infinity when the header does not state it. */
  readonly dataBytes: number;
}

export const RIFF_BYTES = 12;
export const CHUNK_HEAD_BYTES = 8;
const FORMAT_BYTES = 16;
/** The length of the extensible form, whose own tag is the first two bytes of a GUID. */
const EXTENSIBLE_BYTES = 40;
const SUBFORMAT_AT = 24;
const TAG_PCM = 1;
const TAG_EXTENSIBLE = 0xfffe;
/** The names, for the log, of formats that are not played. */
const TAG_NAMES: Readonly<Record<number, string>> = {
  2: 'ADPCM',
  3: 'float',
  6: 'A-law',
  7: 'mu-law',
  17: 'IMA ADPCM',
  85: 'MP3',
};
/** The longest header: other chunks may stand before the samples, but not without end. */
const MAX_HEADER_BYTES = 65_536;
/**
 * The size that is too large for a sentence, bytes: servers that stream write 0, 0xffffffff, 0x7fffffff, 2000000000 and
 * the like for "unknown".
 */
const PLACEHOLDER_BYTES = 0x1000_0000;

/** Returns the bytes of samples that a data chunk announces; Infinity when it does not state them. */
export function announcedBytes(size: number): number {
  return size === 0 || size >= PLACEHOLDER_BYTES ? Number.POSITIVE_INFINITY : size;
}

/** Tells whether a RIFF file of the type WAVE begins at `at`. Its first 12 bytes must be there. */
export function isRiffWave(bytes: Buffer, at: number): boolean {
  return (
    bytes.toString('latin1', at, at + 4) === 'RIFF' && bytes.toString('latin1', at + 8, at + RIFF_BYTES) === 'WAVE'
  );
}

/**
 * Reads the header of a WAV file from the first bytes of a stream, as many as have come.
 * Source of the format: "Multimedia Programming Interface and Data Specifications 1.0" (RIFF, WAVE),
 * IBM and Microsoft 1991.
 *
 * @returns 'more' when the header is not complete yet
 * @throws BadResponse `invalid_response` when the file is not a WAV of 16-bit PCM, mono or stereo, 8000 to 192000 Hz
 */
export function readWavHeader(bytes: Buffer): WavFormat | 'more' {
  if (bytes.length < RIFF_BYTES) return 'more';
  if (!isRiffWave(bytes, 0)) throw new BadResponse('invalid_response', 'no WAV');
  let format: Pick<WavFormat, 'sampleRateHz' | 'channels'> | undefined;
  for (let at = RIFF_BYTES; at <= MAX_HEADER_BYTES; ) {
    if (bytes.length < at + CHUNK_HEAD_BYTES) return 'more';
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const start = at + CHUNK_HEAD_BYTES;
    if (id === 'data') {
      if (!format) throw new BadResponse('invalid_response', 'WAV whose samples come before their format');
      return { ...format, dataAt: start, dataBytes: announcedBytes(size) };
    }
    if (id === 'fmt ') {
      if (size < FORMAT_BYTES || size > MAX_HEADER_BYTES)
        throw new BadResponse('invalid_response', 'WAV without a format');
      if (bytes.length < start + size) return 'more';
      format = readFormat(bytes.subarray(start, start + size));
    }
    // Chunks begin at even offsets.
    at = start + size + (size % 2);
  }
  throw new BadResponse('invalid_response', 'WAV without samples');
}

function readFormat(chunk: Buffer): Pick<WavFormat, 'sampleRateHz' | 'channels'> {
  const ownTag = chunk.readUInt16LE(0);
  const extended = ownTag === TAG_EXTENSIBLE && chunk.length >= EXTENSIBLE_BYTES;
  const tag = extended ? chunk.readUInt16LE(SUBFORMAT_AT) : ownTag;
  const channels = chunk.readUInt16LE(2);
  const sampleRateHz = chunk.readUInt32LE(4);
  const frameBytes = chunk.readUInt16LE(12);
  const bits = chunk.readUInt16LE(14);
  const refuse = (detail: string): never => {
    throw new BadResponse('invalid_response', detail);
  };
  if (tag !== TAG_PCM) refuse(`WAV of ${TAG_NAMES[tag] ?? `format ${tag}`}`);
  if (bits !== 16) refuse(`WAV of ${bits} bits`);
  if (channels !== 1 && channels !== 2) return refuse(`WAV of ${channels} channels`);
  if (frameBytes !== channels * 2) refuse('WAV whose format contradicts itself');
  if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) refuse(`WAV of ${sampleRateHz} Hz`);
  return { sampleRateHz, channels };
}
