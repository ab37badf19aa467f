import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onlyCharacters } from '../../src/text/only-characters.js';

it('agrees with an expression on texts of any characters, the second time, too', () => {
  const isWords = onlyCharacters(/[\p{L}\p{M} ,.]/u);
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const letters = fc.constantFrom('a', 'é', 'я', 'ツ', 'ि', ' ', ',', '.', '5', '-', '\u200d', '\u{1F600}');
  fc.assert(
    fc.property(fc.array(fc.oneof(unit, letters)), (parts) => {
      const text = parts.join('');
      const expected = /^[\p{L}\p{M} ,.]*$/u.test(text) && !/[\ud800-\udfff]/.test(text);
      expect([isWords(text), isWords(text)]).toEqual([expected, expected]);
    }),
  );
});
