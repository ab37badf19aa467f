import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PromptPart, textOfParts, withPart } from '../../src/main/prompts/prompt-parts.js';

const MAX_BYTES = 1_000;

/** Adds parts in the order of the arguments, each as `[number, text]`. */
const partsOf = (...parts: readonly (readonly [number, string])[]): readonly PromptPart[] =>
  parts.reduce<readonly PromptPart[]>((sum, [seq, text]) => withPart(sum, { seq, text }, MAX_BYTES), []);

describe('textOfParts', () => {
  it.each<[string, readonly (readonly [number, string])[], string]>([
    ['no part', [], ''],
    ['one part', [[0, ' Hello. ']], 'Hello.'],
    ['parts in order', [[0, 'What is'], [1, 'the time'], [2, 'in Kyiv?']], 'What is the time in Kyiv?'], // biome-ignore format: one row
    ['parts in another order', [[2, 'in Kyiv?'], [0, 'What is'], [1, 'the time']], 'What is the time in Kyiv?'], // biome-ignore format: one row
    ['a part that is sent again', [[0, 'What was'], [1, 'the time'], [0, 'What is']], 'What is the time'], // biome-ignore format: one row
    ['numbers with gaps, and negative ones', [[7, 'c'], [-3, 'a'], [0, 'b']], 'a b c'], // biome-ignore format: one row
    [
      'one number for all parts',
      [
        [0, 'turn on'],
        [0, 'turn on the light'],
      ],
      'turn on the light',
    ],
    ['parts that are alike', [[0, 'This is part one.'], [1, 'This is part two.']], 'This is part one. This is part two.'], // biome-ignore format: one row
    ['short parts that are alike', [[1, 'part 1'], [2, 'part 2'], [3, 'part 3']], 'part 1 part 2 part 3'], // biome-ignore format: one row
    ['parts in Japanese', [[0, '今'], [1, '何時ですか']], '今 何時ですか'], // biome-ignore format: one row
    ['all words so far', [[0, 'turn'], [1, 'Turn on'], [2, 'turn on the'], [3, 'Turn on the light.']], 'Turn on the light.'], // biome-ignore format: one row
    [
      'the same words again',
      [
        [0, 'turn on the light'],
        [1, 'Turn on the light.'],
      ],
      'Turn on the light.',
    ],
    [
      'a corrected last word',
      [
        [0, 'turn on the night'],
        [1, 'turn on the light please'],
      ],
      'turn on the light please',
    ],
    ['all words so far in Japanese', [[0, '今何'], [1, '今何時ですか']], '今何 今何時ですか'], // biome-ignore format: one row
  ])('merges %s', (_situation, parts, text) => {
    expect(textOfParts(partsOf(...parts))).toBe(text);
  });
});

describe('withPart', () => {
  it('keeps late parts in their place, and joins many parts to one', () => {
    const numbers = Array.from({ length: 100 }, (_, n) => n);
    const parts = partsOf(...numbers.map((n) => [n, `word${n}`] as const));
    expect(parts.length).toBeLessThanOrEqual(16);
    expect(textOfParts(parts)).toBe(numbers.map((n) => `word${n}`).join(' '));
  });

  it('joins large parts to one', () => {
    const parts = partsOf([0, 'a'.repeat(600)], [1, 'b'.repeat(600)]);
    expect(parts).toEqual([{ seq: 1, text: `${'a'.repeat(600)} ${'b'.repeat(600)}` }]);
  });

  it('takes the words of any parts in the order of their numbers', () => {
    // The words are different, so that no part repeats another.
    const word = fc.integer({ min: 1, max: 99_999 });
    const numbered = fc.uniqueArray(fc.tuple(fc.integer(), word), {
      maxLength: 16,
      comparator: (one, other) => one[0] === other[0] || one[1] === other[1],
    });
    fc.assert(
      fc.property(numbered, (parts) => {
        const text = textOfParts(partsOf(...parts.map(([seq, n]) => [seq, `w${n}`] as const)));
        const sorted = [...parts].sort((one, other) => one[0] - other[0]);
        expect(text).toBe(sorted.map(([, n]) => `w${n}`).join(' '));
      }),
    );
  });

  it('has the last text of a recognition that repeats all words so far', () => {
    const words = fc.array(fc.constantFrom('turn', 'on', 'the', 'light', 'and', 'then', 'off'), { minLength: 1 });
    fc.assert(
      fc.property(words, (all) => {
        const parts = partsOf(...all.map((_, n) => [n, all.slice(0, n + 1).join(' ')] as const));
        expect(textOfParts(parts)).toBe(all.join(' '));
      }),
    );
  });
});
