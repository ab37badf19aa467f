import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../src/shared/base64.js';

/** The grammar of base64 in RFC 4648 §4. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const isBase64 = (text: string): boolean => BASE64.test(text);
const decode = (text: string): Buffer | undefined => decodeBase64(Buffer.from(text, 'latin1'));
/** The number of bytes that `decodeBase64` decodes in one piece; faults are likely near its multiples. */
const PIECE_BYTES = 49_152;

describe('decodeBase64', () => {
  it('returns the bytes that were encoded, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decode(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([-2, -1, 0, 1, 2, 3])(
    'joins the pieces that it decodes: one piece and %i bytes, and two pieces and as many bytes',
    (more) => {
      for (const pieces of [1, 2]) {
        const bytes = Buffer.alloc(pieces * PIECE_BYTES + more, 'a picture, more or less');
        expect(decode(bytes.toString('base64'))?.equals(bytes)).toBe(true);
      }
    },
  );

  it('accepts exactly the texts of the grammar', () => {
    const character = fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...'ABCZabcz0189+/') },
      { weight: 2, arbitrary: fc.constant('=') },
      { weight: 1, arbitrary: fc.constantFrom(...'-_ \n\r\t.,%\0', '\u007f', '\u0080', '\u00c1', '\u00ff') },
    );
    const text = fc.string({ unit: character, maxLength: 24 });
    fc.assert(
      fc.property(text, fc.constantFrom('', '=', '=='), (start, end) => {
        expect(decode(start + end) !== undefined).toBe(isBase64(start + end));
      }),
      { numRuns: 5_000 },
    );
  });

  it('follows the grammar when one byte of a long text is changed, at any place', () => {
    const good = Buffer.from(Buffer.alloc(2 * PIECE_BYTES + 10, 7).toString('base64'), 'latin1');
    const places = fc.oneof(fc.nat(good.length - 1), fc.constantFrom(0, 65_535, 65_536, good.length - 1));
    fc.assert(
      fc.property(places, fc.nat(255), (place, byte) => {
        const before = good[place];
        good[place] = byte;
        const expected = isBase64(good.toString('latin1'));
        const decoded = decodeBase64(good);
        good[place] = before ?? 0;
        expect(decoded !== undefined).toBe(expected);
      }),
    );
  });

  it.each([
    ['a line break at the start', '\nAAA'],
    ['a space in the middle', 'AA A'],
    ['a line break at the end', 'AAA\n'],
    ['the URL alphabet', 'AA-_'],
    ['padding at the start', '=AAA'],
    ['padding in the middle', 'AA==AAAA'],
    ['padding that does not end', 'AA=A'],
    ['too much padding', 'A==='],
    ['padding alone', '===='],
    ['padding after a full group', 'AAAA===='],
    ['a letter that only looks like base64', 'AAA\u00c1'],
    ['half a group', 'AAAAA'],
  ])('rejects %s', (_situation, text) => {
    expect(decode(text)).toBeUndefined();
  });

  it('decodes an empty text to no bytes', () => {
    expect(decode('')?.length).toBe(0);
  });

  it('reads memory that threads share, and returns memory of its own', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(20));
    shared.set(Buffer.from('!!!!SGVsbG8gdGhlcmU=', 'latin1'));
    const decoded = decodeBase64(shared.subarray(4));
    expect(decoded?.toString()).toBe('Hello there');
    expect(decoded?.buffer).toBeInstanceOf(ArrayBuffer);
    expect(decoded?.buffer.byteLength).toBe(decoded?.length);
  });
});
