const PADDING = '='.charCodeAt(0);
/** The characters that Node's decoder reads as '+' and '/'; base64 (RFC 4648 §4) does not allow them. */
const URL_CHARACTERS = ['-'.charCodeAt(0), '_'.charCodeAt(0)];
/**
 * The number of characters that are decoded at once, in whole groups of four. A longer string costs more to make than
 * to decode.
 */
const CHUNK_CHARS = 65_536;

/**
 * Decodes base64 strictly (RFC 4648 §4): only characters of its alphabet, with padding, and nothing between the
 * characters. Node's decoder skips characters that it does not know, so a piece that holds one of them comes out too
 * short.
 *
 * @param base64 the characters as bytes; the memory may be shared
 * @returns the bytes in memory of their own, which may be transferred; undefined when `base64` is not valid
 */
export function decodeBase64(base64: Uint8Array): Buffer | undefined {
  const chars = Buffer.from(base64.buffer, base64.byteOffset, base64.byteLength);
  if (chars.length % 4 !== 0 || URL_CHARACTERS.some((char) => chars.includes(char))) return undefined;
  const padding = chars.at(-1) !== PADDING ? 0 : chars.at(-2) !== PADDING ? 1 : 2;
  const bytes = Buffer.allocUnsafeSlow((chars.length / 4) * 3 - padding);
  let written = 0;
  for (let at = 0; at < chars.length; at += CHUNK_CHARS) {
    const expected = Math.min((CHUNK_CHARS / 4) * 3, bytes.length - written);
    if (bytes.write(chars.toString('latin1', at, at + CHUNK_CHARS), written, 'base64') !== expected) return undefined;
    written += expected;
  }
  return bytes;
}
