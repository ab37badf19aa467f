import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NO_PARTS,
  type PromptPart,
  type PromptParts,
  textOfParts,
  withLastPart,
  withPart,
} from '../../src/main/prompts/prompt-parts.js';

const MAX_BYTES = 1_000;

const added = (parts: readonly PromptPart[], start: PromptParts = NO_PARTS): PromptParts =>
  parts.reduce((sum, part) => withPart(sum, part, MAX_BYTES), start);
/** Reads parts as `number: text`, separated by bars. */
const partsIn = (written: string): PromptPart[] =>
  (written === '' ? [] : written.split(' | ')).map((part) => {
    const [seq = '', text = ''] = part.split(': ');
    return { seq: Number(seq), text };
  });
/** Returns different words, numbered from 0 on. */
const words = (count: number): PromptPart[] => Array.from({ length: count }, (_, seq) => ({ seq, text: `word${seq}` }));
const sentenceOf = (parts: readonly PromptPart[]): string => parts.map(({ text }) => text).join(' ');

describe('textOfParts', () => {
  it.each([
    ['no part', '', ''],
    ['one part', '0: Hello.', 'Hello.'],
    ['parts in order', '0: What is | 1: the time | 2: in Kyiv?', 'What is the time in Kyiv?'],
    ['parts in another order', '2: in Kyiv? | 0: What is | 1: the time', 'What is the time in Kyiv?'],
    ['a part that is sent again', '0: What was | 1: the time | 0: What is', 'What is the time'],
    ['numbers with gaps, and negative ones', '7: c | -3: a | 0: b', 'a b c'],
    ['one number for all parts', '0: turn on | 0: turn on the light', 'turn on the light'],
    ['parts that are alike', '0: This is part one. | 1: This is part two.', 'This is part one. This is part two.'],
    ['short parts that are alike', '1: part 1 | 2: part 2 | 3: part 3', 'part 1 part 2 part 3'],
    ['parts in Japanese', '0: 今 | 1: 何時ですか', '今何時ですか'],
    ['parts in Japanese and English', '0: 今 | 1: what time', '今 what time'],
    ['all words so far', '0: turn | 1: Turn on | 2: turn on the | 3: Turn on the light.', 'Turn on the light.'],
    ['all letters so far in Japanese', '0: 今何 | 1: 今何時ですか', '今何時ですか'],
    ['all letters so far in Thai', '0: ตอน | 1: ตอนนี้กี่โมง', 'ตอนนี้กี่โมง'],
    ['the same words again', '0: turn on the light | 1: Turn on the light.', 'Turn on the light.'],
    ['a corrected last word', '0: turn on the night | 1: turn on the light please', 'turn on the light please'],
    ['a corrected word', "0: what's the whether in | 1: what's the weather in Kyiv", "what's the weather in Kyiv"],
    ['marks only', '0: ... | 1: !', '!'],
  ])('merges %s', (_situation, parts, text) => {
    expect(textOfParts(added(partsIn(parts)))).toBe(text);
  });
});

describe('withPart', () => {
  it('keeps the newest parts one by one, so that late and corrected parts find their place', () => {
    const parts = words(100);
    const late = parts.splice(95, 1);
    const corrected = { seq: 97, text: 'corrected' };
    const kept = added([...parts, ...late, corrected]);
    expect(kept.newest.length).toBeLessThanOrEqual(16);
    expect(textOfParts(kept)).toBe(sentenceOf(words(100)).replace('word97', 'corrected'));
  });

  it('ignores a part that is older than the merged ones', () => {
    const kept = added(words(100));
    expect(added([{ seq: 3, text: 'late' }], kept)).toBe(kept);
  });

  it('merges large parts', () => {
    const [a, b] = ['a'.repeat(600), 'b'.repeat(600)];
    const kept = added([
      { seq: 0, text: a },
      { seq: 1, text: b },
    ]);
    expect(kept).toEqual({ merged: `${a} ${b}`, mergedSeq: 1, newest: [] });
  });

  it('takes no more parts when a prompt is too long: its text stays as it is', () => {
    const long = Array.from({ length: 100_000 }, (_, seq) => ({ seq, text: `${seq} `.repeat(100).trim() }));
    const kept = added(long);
    const { length } = textOfParts(kept);
    expect(length).toBeGreaterThan(MAX_BYTES);
    expect(length).toBeLessThan(4 * MAX_BYTES);
    expect(kept.newest).toEqual([]);
  });

  it('takes the words of any parts in the order of their numbers', () => {
    // The words are different, so that no part repeats another.
    const part = fc.record({ seq: fc.integer(), text: fc.integer({ min: 1 }).map((n) => `w${n}`) });
    const parts = fc.uniqueArray(part, {
      maxLength: 16,
      comparator: (one, other) => one.seq === other.seq || one.text === other.text,
    });
    fc.assert(
      fc.property(parts, (all) => {
        expect(textOfParts(added(all))).toBe(sentenceOf(all.toSorted((one, other) => one.seq - other.seq)));
      }),
    );
  });

  it('has the last text of a recognition that repeats all words so far', () => {
    const spoken = fc.array(fc.constantFrom('turn', 'on', 'the', 'light', 'and', 'then', 'off'), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(spoken, (all) => {
        const parts = all.map((_, seq) => ({ seq, text: all.slice(0, seq + 1).join(' ') }));
        expect(textOfParts(added(parts))).toBe(all.join(' '));
      }),
    );
  });
});

describe('withLastPart', () => {
  it.each([
    ['follows the others', 3],
    ['follows the others although it has no number', -1],
  ])('%s', (_situation, seq) => {
    expect(textOfParts(withLastPart(added(words(3)), { seq, text: 'last' }))).toBe('word0 word1 word2 last');
  });

  it('replaces the part with its number', () => {
    expect(textOfParts(withLastPart(added(words(3)), { seq: 2, text: 'last' }))).toBe('word0 word1 last');
  });

  it('keeps the merged text, whatever its number', () => {
    const text = textOfParts(withLastPart(added(words(100)), { seq: 5, text: 'last' }));
    expect(text).toBe(`${sentenceOf(words(100))} last`);
  });
});
