import { findFrameSync } from './frame-sync.js';

/** The first bytes of files, with the name that the log gives them. `.` stands for any byte. */
const SIGNATURES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['wav', /^RIFF....WAVE/s],
  ['riff', /^RIFF/],
  ['rifx', /^RIFX/],
  ['rf64', /^(?:RF64|BW64)/],
  ['w64', /^riff\x2e\x91\xcf\x11/],
  ['aiff', /^FORM....AIF[FC]/s],
  ['ogg', /^OggS/],
  ['flac', /^fLaC/],
  ['mp3', /^ID3[\x02-\x04]/],
  ['mp4', /^....ftyp/s],
  ['webm', /^\x1a\x45\xdf\xa3/],
  ['asf', /^\x30\x26\xb2\x75/],
  ['caf', /^caff/],
  ['au', /^(?:\.snd|dns\.)/],
  ['amr', /^#!AMR/],
  ['silk', /^\x02?#!SILK/],
  ['aac', /^ADIF/],
  ['wavpack', /^wvpk/],
  ['flv', /^FLV\x01/],
  ['voc', /^Creative Voice/],
  ['sphere', /^NIST_1A/],
  ['midi', /^MThd/],
  ['gzip', /^\x1f\x8b\x08/],
  ['zstd', /^\x28\xb5\x2f\xfd/],
  ['bzip2', /^BZh[1-9]/],
  ['xz', /^\xfd7zXZ\0/],
  ['zip', /^PK\x03\x04/],
  ['7z', /^7z\xbc\xaf/],
  ['pdf', /^%PDF/],
];
/** The number of first bytes that every signature fits in. */
const SIGNATURE_BYTES = 14;
/** The number of bytes of text that cannot be samples. */
const TEXT_BYTES = 32;

/** The kind of a response, from its first bytes. */
export type FileKind = 'samples' | 'wav' | 'more' | { readonly other: string };

/**
 * Tells files of known kinds, and text, from bare samples by the first bytes of a stream, as many as have come.
 * @param isWhole no more bytes will come
 * @returns 'more' when the bytes so far do not suffice; `other` with the name of a kind that is neither samples nor WAV
 */
export function readFileKind(bytes: Buffer, isWhole: boolean): FileKind {
  if (bytes.length < SIGNATURE_BYTES && !isWhole) return 'more';
  const head = bytes.toString('latin1', 0, SIGNATURE_BYTES);
  const [name] = SIGNATURES.find(([, pattern]) => pattern.test(head)) ?? [];
  if (name !== undefined) return name === 'wav' ? name : { other: name };
  if (isText(bytes.subarray(0, TEXT_BYTES))) return bytes.length < TEXT_BYTES && !isWhole ? 'more' : { other: 'text' };
  const frames = findFrameSync(bytes);
  if (frames === 'more') return isWhole ? 'samples' : 'more';
  return frames === undefined ? 'samples' : { other: frames };
}

/**
 * Tells whether the bytes are printable characters of UTF-8. Speech begins in near silence, whose bytes are control
 * characters.
 */
function isText(bytes: Buffer): boolean {
  try {
    // The last character may be incomplete.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return text !== '' && !/[^\P{Cc}\t\n\r]/u.test(text);
  } catch {
    return false;
  }
}
