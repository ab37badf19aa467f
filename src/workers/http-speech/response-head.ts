import type { IncomingHttpHeaders } from 'node:http';
import { BadResponse } from './bad-response.js';
import type { ByteOrder } from './byte-order.js';
import { type MediaType, parseMediaType } from './media-type.js';

export const MIN_RATE_HZ = 8_000;
export const MAX_RATE_HZ = 192_000;

/** The facts about the audio of a response that its head states. */
export interface ResponseHead {
  /** The format; undefined when the head does not state it, so that the first bytes decide. */
  readonly format: 'pcm' | 'wav' | undefined;
  readonly sampleRateHz: number | undefined;
  readonly channels: 1 | 2 | undefined;
  /**
   * The byte order; undefined when the head does not state it, 'unsure' when it may be either, so that the samples
   * decide.
   */
  readonly byteOrder: ByteOrder | 'unsure' | undefined;
  /** The length of the body; undefined when it is not announced. */
  readonly contentBytes: number | undefined;
  /** Tells whether the body ends with the connection: then a cut cannot be told from the end. */
  readonly endsByClose: boolean;
}

const PCM_TYPES: ReadonlySet<string> = new Set(
  ['pcm', 'x-pcm', 'raw', 'x-raw', 'lpcm', 'x-lpcm', 'l16', 'x-l16', 's16le', 'x-s16le'].map((name) => `audio/${name}`),
);
const WAV_TYPES: ReadonlySet<string> = new Set(
  ['wav', 'x-wav', 'wave', 'x-pn-wav', 'vnd.wave'].map((name) => `audio/${name}`),
);
const L16_TYPES: ReadonlySet<string> = new Set(['audio/l16', 'audio/x-l16']);
/** The types that name no format. */
const GENERAL_TYPES: ReadonlySet<string> = new Set([
  '',
  'application/octet-stream',
  'application/x-octet-stream',
  'application/binary',
  'binary/octet-stream',
  'audio/*',
  '*/*',
]);
/** The types of other formats that the log may name. The names of all further types could quote anything. */
const OTHER_TYPES =
  /^(?:audio\/(?:mpeg|mp3|mpga|x-mpeg|opus|ogg|vorbis|aac|aacp|x-aac|flac|x-flac|mp4|m4a|x-m4a|webm|basic|pcmu|pcma|g722|gsm|amr|amr-wb|aiff|x-aiff|x-caf|l8|l20|l24|x-ms-wma|silk)|video\/(?:mp4|webm|mpeg|ogg)|multipart\/(?:mixed|form-data|related|x-mixed-replace)|text\/(?:plain|html|xml|event-stream)|application\/(?:json|xml|problem\+json|x-ndjson|ogg|gzip|zip))$/;

const RATE_PARAMETERS = ['rate', 'sample-rate', 'sample_rate', 'samplerate', 'sampling-rate'];
const RATE_HEADERS = ['x-sample-rate', 'x-audio-sample-rate', 'x-samplerate', 'sample-rate'];
const CHANNEL_PARAMETERS = ['channels', 'channel'];
const CHANNEL_HEADERS = ['x-channels', 'x-audio-channels', 'x-num-channels'];
const BIT_PARAMETERS = ['bits', 'bit-depth', 'bit_depth', 'bitdepth', 'bits-per-sample', 'bits_per_sample', 'depth'];
const BIT_HEADERS = ['x-bit-depth', 'x-audio-bit-depth', 'x-bits-per-sample'];
const ENCODING_PARAMETERS = ['codec', 'codecs', 'encoding', 'format'];
/** The names of 16-bit PCM, with the byte order of those that state it. */
const ENCODINGS: Readonly<Record<string, ByteOrder | undefined>> = {
  pcm: undefined,
  pcm16: undefined,
  pcm_16: undefined,
  lpcm: undefined,
  linear16: undefined,
  'linear-pcm': undefined,
  'signed-integer': undefined,
  s16: undefined,
  int16: undefined,
  '1': undefined,
  s16le: 'little',
  pcm_s16le: 'little',
  s16be: 'big',
  pcm_s16be: 'big',
};

/**
 * Reads the head of a response.
 * @throws BadResponse `invalid_response` when the audio cannot be 16-bit PCM or WAV, mono or stereo, 8000 to 192000 Hz
 */
export function readResponseHead(headers: IncomingHttpHeaders): ResponseHead {
  refuseContentCoding(headers['content-encoding']);
  const type = parseMediaType(headers['content-type']);
  const format = formatOf(type.name);
  const sampleRateHz = singleNumber('sample rate', valuesOf(type, RATE_PARAMETERS, headers, RATE_HEADERS));
  if (sampleRateHz !== undefined && !(sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ))
    throw new BadResponse('invalid_response', 'sample rate out of range');
  const channels = singleNumber('channels', valuesOf(type, CHANNEL_PARAMETERS, headers, CHANNEL_HEADERS));
  if (channels !== undefined && channels !== 1 && channels !== 2)
    throw new BadResponse('invalid_response', 'too many channels');
  const bits = singleNumber('bit depth', valuesOf(type, BIT_PARAMETERS, headers, BIT_HEADERS));
  if (bits !== undefined && bits !== 16) throw new BadResponse('invalid_response', 'not 16 bits');
  // The rate is a part of the type: without it, an L16 is no more than a guess.
  if (L16_TYPES.has(type.name) && sampleRateHz === undefined)
    throw new BadResponse('invalid_response', 'audio/l16 without a rate');
  const length = headers['content-length'];
  return {
    format,
    sampleRateHz,
    channels,
    byteOrder: format === 'pcm' ? byteOrderOf(type) : undefined,
    contentBytes: length === undefined ? undefined : Number(length),
    endsByClose: length === undefined && headers['transfer-encoding'] === undefined,
  };
}

/**
 * Refuses a body with a content coding: it was not requested, and decoding it would need a limit on the decoded size.
 */
function refuseContentCoding(coding = ''): void {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return;
  const known = /^(?:x-)?(?:gzip|compress|deflate|br|zstd)$/.test(name);
  throw new BadResponse('invalid_response', `content-encoding ${known ? name : 'unknown'}`);
}

function formatOf(name: string): ResponseHead['format'] {
  if (PCM_TYPES.has(name)) return 'pcm';
  if (WAV_TYPES.has(name)) return 'wav';
  if (GENERAL_TYPES.has(name)) return undefined;
  throw new BadResponse('invalid_response', OTHER_TYPES.test(name) ? name : 'unknown media type');
}

function byteOrderOf({ name, parameters }: MediaType): ResponseHead['byteOrder'] {
  let order: ResponseHead['byteOrder'] = L16_TYPES.has(name) ? 'unsure' : undefined;
  for (const key of ENCODING_PARAMETERS) {
    const encoding = parameters.get(key);
    if (encoding === undefined) continue;
    if (!Object.hasOwn(ENCODINGS, encoding))
      throw new BadResponse('invalid_response', 'not 16-bit PCM by its media type');
    order = ENCODINGS[encoding] ?? order;
  }
  const endianness = parameters.get('endianness') ?? parameters.get('endian');
  if (endianness === undefined) return order;
  const named = /^(big|little)(-endian)?$/.exec(endianness)?.[1];
  if (named === undefined) throw new BadResponse('invalid_response', 'unknown byte order');
  return named as ByteOrder;
}

function valuesOf(
  { parameters }: MediaType,
  keys: readonly string[],
  headers: IncomingHttpHeaders,
  headerNames: readonly string[],
): string[] {
  return [...keys.map((key) => parameters.get(key)), ...headerNames.map((name) => headers[name])].flatMap(
    (value) => value ?? [],
  );
}

/**
 * Returns the number that all values state; undefined without values.
 * @throws BadResponse when a value is no whole number, or two differ
 */
function singleNumber(name: string, values: readonly string[]): number | undefined {
  const numbers = new Set(values.map((value) => (/^\d{1,9}$/.test(value.trim()) ? Number(value) : Number.NaN)));
  if (numbers.size === 0) return undefined;
  const [first = Number.NaN] = numbers;
  if (numbers.size > 1 || Number.isNaN(first)) throw new BadResponse('invalid_response', `${name} is not one number`);
  return first;
}
