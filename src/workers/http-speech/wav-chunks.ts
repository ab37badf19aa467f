import { CHUNK_HEAD_BYTES, isRiffWave, RIFF_BYTES } from './wav-header.js';

const idOf = (name: string): number => Buffer.from(name, 'latin1').readUInt32BE();
const RIFF = idOf('RIFF');
const DATA = idOf('data');
/** The ids of chunks that are known to stand behind the samples. */
const KNOWN_IDS: ReadonlySet<number> = new Set(
  [
    ...['LIST', 'data', 'fact', 'PEAK', 'cue ', 'smpl', 'inst', 'bext', 'iXML', 'axml', 'chna', 'cart', 'C2PA', 'levl'],
    ...['id3 ', 'ID3 ', 'JUNK', 'junk', 'PAD ', 'FLLR', 'DISP', '_PMX', 'afsp', 'umid', 'MD5 ', 'plst', 'note', 'labl'],
  ].map(idOf),
);
/** Holds 1 for the first two bytes of each known id: one look-up is enough for nearly all samples. */
const ID_PREFIXES = new Uint8Array(65_536);
for (const id of [RIFF, ...KNOWN_IDS]) ID_PREFIXES[id >>> 16] = 1;
/** The largest chunk that may be metadata of a sentence, bytes. */
const MAX_CHUNK_BYTES = 0x10_0000;
/** Matches a chunk of any other name, directly behind the samples. */
const ANY_ID = /^[A-Za-z0-9_][A-Za-z0-9_ ]{3}/;
/** Matches text directly behind the samples, such as an error message. */
const TEXT = /^[\t\n\r\x20-\x7e]{12}/;

/** The number of bytes that are needed to recognise a mark. */
export const MARK_BYTES = RIFF_BYTES;

/** A mark: the beginning of data that is not samples. */
export type Mark =
  | { readonly kind: 'file' }
  /** `isData` tells whether the chunk holds further samples. */
  | { readonly kind: 'chunk'; readonly isData: boolean; readonly size: number }
  /** Text, which is no part of a WAV. */
  | { readonly kind: 'text' };

/**
 * Finds the first place where another file or a known chunk begins among samples. In samples, a mark occurs by chance
 * once in 10^12 bytes.
 *
 * @returns undefined when no mark begins before the last MARK_BYTES
 */
export function findMark(bytes: Buffer): number | undefined {
  let pair = bytes[0] ?? 0;
  for (let at = 0; at + MARK_BYTES <= bytes.length; at++) {
    pair = ((pair << 8) | bytes[at + 1]!) & 0xffff;
    if (ID_PREFIXES[pair] === 1 && readKnownMark(bytes, at)) return at;
  }
  return undefined;
}

/**
 * Reads the mark behind the announced samples, at the start of `bytes`; returns undefined when more samples are there.
 */
export function readMarkBehind(bytes: Buffer): Mark | undefined {
  const known = readKnownMark(bytes, 0);
  if (known) return known;
  const head = bytes.toString('latin1', 0, MARK_BYTES);
  const chunk = ANY_ID.test(head) ? readChunk(bytes, 0) : undefined;
  return chunk ?? (TEXT.test(head) ? { kind: 'text' } : undefined);
}

function readKnownMark(bytes: Buffer, at: number): Mark | undefined {
  const id = bytes.readUInt32BE(at);
  if (id === RIFF) return isRiffWave(bytes, at) ? { kind: 'file' } : undefined;
  return KNOWN_IDS.has(id) ? readChunk(bytes, at) : undefined;
}

function readChunk(bytes: Buffer, at: number): Mark | undefined {
  const isData = bytes.readUInt32BE(at) === DATA;
  const size = bytes.readUInt32LE(at + CHUNK_HEAD_BYTES - 4);
  return isData || size <= MAX_CHUNK_BYTES ? { kind: 'chunk', isData, size } : undefined;
}
