import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodeSpans } from '../../src/text/code-spans.js';

function isCodeAfter(...pieces: readonly string[]): boolean {
  const code = new CodeSpans();
  for (const piece of pieces) code.read(piece);
  return code.isOpen;
}

describe('CodeSpans', () => {
  it.each([
    'a `',
    'a `b',
    'a ``b ` c',
    '(`',
    '`',
    '```',
    '```js\na\n',
    'a ```b` c',
    '```\na `` b',
    '````\n```\n',
    'a `b` `c',
  ])('finds the end of %j in code', (text) => {
    expect(isCodeAfter(text)).toBe(true);
  });

  it.each([
    '',
    'a',
    'a `b`',
    'a ``b``',
    'it`s',
    'a ` b',
    'a `b\n',
    '```\na\n```',
    '```\na\n````\n',
    'a ```b``` c',
    '5`',
  ])('finds the end of %j outside of code', (text) => {
    expect(isCodeAfter(text)).toBe(false);
  });

  it('gives the same result for any pieces', () => {
    const anyText = fc.array(fc.constantFrom('`', '``', '```', 'a', ' ', '\n', '.'), { maxLength: 20 });
    fc.assert(
      fc.property(anyText, (pieces) => {
        const text = pieces.join('');
        expect(isCodeAfter(...pieces)).toBe(isCodeAfter(text));
        expect(isCodeAfter(...text)).toBe(isCodeAfter(text));
      }),
    );
  });

  it('is idle only when text without backticks changes nothing', () => {
    const code = new CodeSpans();
    expect(code.isIdle).toBe(true);
    code.read('a `');
    expect(code.isIdle).toBe(false);
    code.read('b` ');
    expect(code.isIdle).toBe(true);
  });
});
