/**
 * A hand-written encoder for the only message that matters for speed: a response that holds an AudioChunk.
 *
 *   [tag content][len][tag audio_data][len] samples … [tag dtype][5]"int16" [tag shape][len][n] [tag rate][hz] [tag channels][1]
 *   └── head, written right before the samples ─┘     └──────────────── tail, right after them ────────────────────────┘
 *
 * The samples are written first, at a fixed, 2-byte aligned place of a block; head and tail are written around them, so
 * nothing is ever moved. The result is byte for byte the output of protobufjs (a property test compares them).
 * Source of the format: protobuf.dev/programming-guides/encoding.
 */
import { BYTES_PER_SAMPLE, CHANNELS, DTYPE } from './pcm.js';

const WIRE_VARINT = 0;
const WIRE_LENGTH = 2;
const tag = (field: number, wireType: number): number => (field << 3) | wireType;

const AUDIO_DATA_TAG = tag(1, WIRE_LENGTH);
const DTYPE_TAG = tag(2, WIRE_LENGTH);
const SHAPE_TAG = tag(3, WIRE_LENGTH);
const SAMPLE_RATE_TAG = tag(4, WIRE_VARINT);
const CHANNELS_TAG = tag(5, WIRE_VARINT);

/** The field number of the audio chunk in each response message; below 16, so that its tag is one byte. */
export const AUDIO_FIELD = { StreamResponse: 2, WelcomeResponse: 1 } as const;

/** The bytes reserved before the samples: two tags and two varints of at most 5 bytes, as an even number. */
export const HEAD_BYTES = 12;
/** The upper bound of the bytes after the samples: dtype 7, shape 7, rate 6, channels 2. */
const TAIL_BYTES = 22;

/** Returns the number of bytes that a message of `samples` samples may need in a block. */
export function audioMessageCapacity(samples: number): number {
  return HEAD_BYTES + samples * BYTES_PER_SAMPLE + TAIL_BYTES;
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest >>>= 7) length++;
  return length;
}

function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let position = at;
  while (rest >= 0x80) {
    bytes[position++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[position++] = rest;
  return position;
}

/**
 * Writes head and tail around `samples` samples (mono int16) that already lie at `blockOffset + HEAD_BYTES`.
 *
 * @param bytes the arena's bytes
 * @param audioField the field number of the audio chunk in the response, see `AUDIO_FIELD`
 * @returns the offset at which the message begins, and its length, bytes
 */
export function encodeAudioMessage(
  bytes: Uint8Array,
  blockOffset: number,
  samples: number,
  sampleRateHz: number,
  audioField: number,
): { offset: number; byteLength: number } {
  const dataBytes = samples * BYTES_PER_SAMPLE;
  const dataStart = blockOffset + HEAD_BYTES;

  let end = dataStart + dataBytes;
  bytes[end++] = DTYPE_TAG;
  bytes[end++] = DTYPE.length;
  for (let i = 0; i < DTYPE.length; i++) bytes[end++] = DTYPE.charCodeAt(i);
  bytes[end++] = SHAPE_TAG;
  bytes[end++] = varintLength(samples);
  end = writeVarint(bytes, end, samples);
  bytes[end++] = SAMPLE_RATE_TAG;
  end = writeVarint(bytes, end, sampleRateHz);
  bytes[end++] = CHANNELS_TAG;
  bytes[end++] = CHANNELS;

  const chunkBytes = 1 + varintLength(dataBytes) + end - dataStart;
  const offset = dataStart - (1 + varintLength(chunkBytes) + 1 + varintLength(dataBytes));
  let at = offset;
  bytes[at++] = tag(audioField, WIRE_LENGTH);
  at = writeVarint(bytes, at, chunkBytes);
  bytes[at++] = AUDIO_DATA_TAG;
  writeVarint(bytes, at, dataBytes);
  return { offset, byteLength: end - offset };
}
