import { CHUNK_HEAD_BYTES, isRiffWave, RIFF_BYTES } from './wav-header.js';

const idOf = (name: string): number => Buffer.from(name, 'latin1').readUInt32BE();
const RIFF = idOf('RIFF');
const DATA = idOf('data');
/** Ids of chunks that are known to stand behind the samples. */
const KNOWN_IDS: ReadonlySet<number> = new Set(
  [
    ...['LIST', 'data', 'fact', 'PEAK', 'cue ', 'smpl', 'inst', 'bext', 'iXML', 'axml', 'chna', 'cart', 'C2PA', 'levl'],
    ...['id3 ', 'ID3 ', 'JUNK', 'junk', 'PAD ', 'FLLR', 'DISP', '_PMX', 'afsp', 'umid', 'MD5 ', 'plst', 'note', 'labl'],
  ].map(idOf),
);
/** 1 for the first two bytes of each known id: one look at it passes nearly all samples. */
const BEGINNINGS = new Uint8Array(65_536);
for (const id of [RIFF, ...KNOWN_IDS]) BEGINNINGS[id >>> 16] = 1;
/** Larger chunks are no metadata of a sentence. */
const MAX_CHUNK_BYTES = 0x10_0000;
/** A chunk of any other name, directly behind the samples. */
const ANY_ID = /^[A-Za-z0-9_][A-Za-z0-9_ ]{3}/;
/** Text directly behind the samples, such as an error message. */
const TEXT = /^[\t\n\r\x20-\x7e]{12}/;

/** Bytes that are needed to tell a mark. */
export const MARK_BYTES = RIFF_BYTES;

/** The beginning of something other than samples. */
export type Mark =
  | { readonly kind: 'file' }
  /** `isData` = it holds further samples. */
  | { readonly kind: 'chunk'; readonly isData: boolean; readonly size: number }
  /** No part of a WAV. */
  | { readonly kind: 'text' };

/**
 * Finds the first place where another file or a known chunk begins among samples. By chance, one is found in 10^12 bytes of
 * samples.
 *
 * @returns undefined when none begins before the last MARK_BYTES
 */
export function findMark(bytes: Buffer): number | undefined {
  let pair = bytes[0] ?? 0;
  for (let at = 0; at + MARK_BYTES <= bytes.length; at++) {
    pair = ((pair << 8) | bytes[at + 1]!) & 0xffff;
    if (BEGINNINGS[pair] === 1 && readKnownMark(bytes, at)) return at;
  }
  return undefined;
}

/** Tells what stands behind the announced samples, at the start of `bytes`; undefined = more samples. */
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
