import { CHUNK_HEAD_BYTES, isRiffWave, RIFF_BYTES } from './wav-header.js';

/** Ids of chunks that are known to stand behind the samples. */
const KNOWN_IDS: ReadonlySet<string> = new Set([
  ...['LIST', 'data', 'fact', 'PEAK', 'cue ', 'smpl', 'inst', 'bext', 'iXML', 'axml', 'chna', 'cart', 'C2PA', 'levl'],
  ...['id3 ', 'ID3 ', 'JUNK', 'junk', 'PAD ', 'FLLR', 'DISP', '_PMX', 'afsp', 'umid', 'MD5 ', 'plst', 'note', 'labl'],
]);
/** Bytes by which a known id may begin. */
const FIRST_BYTES = new Uint8Array(256);
for (const id of ['RIFF', ...KNOWN_IDS]) FIRST_BYTES[id.charCodeAt(0)] = 1;
/** Larger chunks are no metadata of a sentence. */
const MAX_CHUNK_BYTES = 0x10_0000;
/** A chunk of any other name, directly behind the samples. */
const ANY_ID = /^[A-Za-z0-9_][A-Za-z0-9_ ]{3}$/;
/** Text directly behind the samples, such as an error message. */
const TEXT = /^[\t\n\r\x20-\x7e]{12}/;

/** Bytes that must have come before it can be told what begins somewhere. */
export const MARK_BYTES = RIFF_BYTES;

/** What begins at a place of a stream. */
export type Mark =
  | { readonly kind: 'file' }
  | { readonly kind: 'chunk'; readonly id: string; readonly size: number }
  /** No part of a WAV. */
  | { readonly kind: 'text' };

/** Returns the file or the chunk of a known name that begins at `at`, of which MARK_BYTES have come. */
function readKnownMark(bytes: Buffer, at: number): Mark | undefined {
  if (isRiffWave(bytes, at)) return { kind: 'file' };
  const id = bytes.toString('latin1', at, at + 4);
  return KNOWN_IDS.has(id) ? chunkAt(bytes, at, id) : undefined;
}

/** Tells what stands behind the announced samples, at the start of `bytes`; undefined = more samples. */
export function readMarkBehind(bytes: Buffer): Mark | undefined {
  const known = readKnownMark(bytes, 0);
  if (known) return known;
  const id = bytes.toString('latin1', 0, 4);
  const chunk = ANY_ID.test(id) ? chunkAt(bytes, 0, id) : undefined;
  if (chunk) return chunk;
  return TEXT.test(bytes.toString('latin1', 0, MARK_BYTES)) ? { kind: 'text' } : undefined;
}

function chunkAt(bytes: Buffer, at: number, id: string): Mark | undefined {
  const size = bytes.readUInt32LE(at + CHUNK_HEAD_BYTES - 4);
  return id === 'data' || size <= MAX_CHUNK_BYTES ? { kind: 'chunk', id, size } : undefined;
}

/**
 * Finds the first place where another file or a known chunk begins among samples whose size is not known. Chance finds one in
 * 10^12 bytes of samples.
 *
 * @returns undefined when none begins before the last MARK_BYTES
 */
export function findMark(bytes: Buffer): number | undefined {
  for (let at = 0; at + MARK_BYTES <= bytes.length; at++) {
    if (FIRST_BYTES[bytes[at]!] === 1 && readKnownMark(bytes, at)) return at;
  }
  return undefined;
}
