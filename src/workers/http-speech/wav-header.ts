/** What a WAV file says of its samples, which are 16-bit little-endian PCM. */
export interface WavFormat {
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  /** Where the samples begin, bytes. */
  readonly dataAt: number;
  /** Bytes of samples; Infinity = up to the end of the stream. */
  readonly dataBytes: number;
}

const RIFF_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const FORMAT_BYTES = 16;
/** Of the extensible form, whose own tag is the first two bytes of a GUID. */
const EXTENSIBLE_BYTES = 40;
const SUBFORMAT_AT = 24;
const TAG_PCM = 1;
const TAG_EXTENSIBLE = 0xfffe;
const MIN_RATE_HZ = 8_000;
const MAX_RATE_HZ = 192_000;
/** Other chunks may stand before the samples, but not without end. */
const MAX_HEADER_BYTES = 65_536;
/** A server that streams does not know the size when it writes the header, and writes one of these. */
const UNKNOWN_SIZES: readonly number[] = [0, 0xffff_ffff];

/**
 * Reads the header from the first bytes of a stream, as many as have come.
 * Source of the format: "Multimedia Programming Interface and Data Specifications 1.0" (RIFF, WAVE), IBM and Microsoft 1991.
 *
 * @returns 'more' when it is not complete yet; 'garbage' when it is no WAV of 16-bit PCM, mono or stereo, 8000 to 192000 Hz
 */
export function readWavHeader(bytes: Buffer): WavFormat | 'more' | 'garbage' {
  if (!startsAs(bytes, 0, 'RIFF') || !startsAs(bytes, 8, 'WAVE')) return 'garbage';
  let format: Pick<WavFormat, 'sampleRateHz' | 'channels'> | undefined;
  for (let at = RIFF_BYTES; at <= MAX_HEADER_BYTES; ) {
    if (bytes.length < at + CHUNK_HEAD_BYTES) return 'more';
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const start = at + CHUNK_HEAD_BYTES;
    if (id === 'data') {
      if (!format) return 'garbage';
      return { ...format, dataAt: start, dataBytes: UNKNOWN_SIZES.includes(size) ? Number.POSITIVE_INFINITY : size };
    }
    if (id === 'fmt ') {
      if (size < FORMAT_BYTES || size > MAX_HEADER_BYTES) return 'garbage';
      if (bytes.length < start + size) return 'more';
      format = readFormat(bytes.subarray(start, start + size));
      if (!format) return 'garbage';
    }
    // Chunks begin at even places.
    at = start + size + (size % 2);
  }
  return 'garbage';
}

function readFormat(chunk: Buffer): Pick<WavFormat, 'sampleRateHz' | 'channels'> | undefined {
  const ownTag = chunk.readUInt16LE(0);
  const extended = ownTag === TAG_EXTENSIBLE && chunk.length >= EXTENSIBLE_BYTES;
  const tag = extended ? chunk.readUInt16LE(SUBFORMAT_AT) : ownTag;
  const channels = chunk.readUInt16LE(2);
  const sampleRateHz = chunk.readUInt32LE(4);
  const frameBytes = chunk.readUInt16LE(12);
  const bits = chunk.readUInt16LE(14);
  if (tag !== TAG_PCM || bits !== 16 || (channels !== 1 && channels !== 2)) return undefined;
  if (frameBytes !== channels * 2 || sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) return undefined;
  return { sampleRateHz, channels };
}

/** Whether what has come of `bytes` may have `mark` at `place`. */
function startsAs(bytes: Buffer, place: number, mark: string): boolean {
  const found = bytes.toString('latin1', place, place + mark.length);
  return mark.startsWith(found);
}
