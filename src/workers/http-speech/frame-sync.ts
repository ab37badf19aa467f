/**
 * The bit rates, kbit/s, by the index in the header, for each column of the table in ISO 11172-3 and 13818-3; index 0
 * is free format.
 */
const BITRATES: Readonly<Record<'v1l1' | 'v1l2' | 'v1l3' | 'v2l1' | 'v2l23', readonly number[]>> = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const MPEG1_RATES_HZ = [44_100, 48_000, 32_000];
const HEADER_BYTES = 7;

interface FrameHeader {
  readonly kind: 'mp3' | 'aac';
  readonly lengthBytes: number;
  /** The header fields that are equal in all frames of a stream. */
  readonly stream: string;
}

/**
 * Finds out whether a stream begins with MPEG audio frames or ADTS frames of AAC. One header proves nothing, because
 * the samples of a quiet voice may look like one; a second header where the first frame ends is proof.
 *
 * @returns 'more' when the second header has not come yet; undefined when there are no such frames
 */
export function findFrameSync(bytes: Buffer): 'mp3' | 'aac' | 'more' | undefined {
  if (bytes.length < HEADER_BYTES) return bytes[0] === 0xff ? 'more' : undefined;
  const first = readFrameHeader(bytes, 0);
  if (!first) return undefined;
  if (bytes.length < first.lengthBytes + HEADER_BYTES) return 'more';
  return readFrameHeader(bytes, first.lengthBytes)?.stream === first.stream ? first.kind : undefined;
}

function readFrameHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  const sync = bytes.readUInt16BE(at);
  if (sync >> 5 !== 0x7ff) return undefined;
  const layerBits = (sync >> 1) & 3;
  return layerBits === 0 ? readAdtsHeader(bytes, at, sync) : readMpegHeader(bytes[at + 2]!, sync, layerBits);
}

/**
 * Reads the header of an MPEG audio frame. Source of the formulas: ISO 11172-3, 2.4.3.1; version 2.5 as it is commonly
 * implemented.
 */
function readMpegHeader(third: number, sync: number, layerBits: number): FrameHeader | undefined {
  const version = (sync >> 3) & 3;
  const bitrateIndex = third >> 4;
  const rateIndex = (third >> 2) & 3;
  if (version === 1 || rateIndex === 3 || bitrateIndex === 0 || bitrateIndex === 15) return undefined;
  const layer = 4 - layerBits;
  const isVersion1 = version === 3;
  const column = isVersion1 ? (`v1l${layer}` as 'v1l1' | 'v1l2' | 'v1l3') : layer === 1 ? 'v2l1' : 'v2l23';
  const bitsPerSecond = BITRATES[column][bitrateIndex]! * 1000;
  const rateHz = MPEG1_RATES_HZ[rateIndex]! / ({ 3: 1, 2: 2, 0: 4 }[version] ?? 1);
  const padding = (third >> 1) & 1;
  const samplesPerByte = layer === 3 && !isVersion1 ? 72 : 144;
  const lengthBytes =
    layer === 1
      ? (Math.floor((12 * bitsPerSecond) / rateHz) + padding) * 4
      : Math.floor((samplesPerByte * bitsPerSecond) / rateHz) + padding;
  return { kind: 'mp3', lengthBytes, stream: `${sync >> 1}/${rateIndex}` };
}

/** Reads the header of an ADTS frame. Source: ISO 13818-7, 6.2. */
function readAdtsHeader(bytes: Buffer, at: number, sync: number): FrameHeader | undefined {
  const third = bytes[at + 2]!;
  const lengthBytes = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  const rateIndex = (third >> 2) & 15;
  if (sync >> 4 !== 0xfff || rateIndex > 12 || lengthBytes < HEADER_BYTES) return undefined;
  return { kind: 'aac', lengthBytes, stream: `${sync}/${third}` };
}
