import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY, kindsIn } from '../../src/text/speakable/numbers/character-kinds.js';
import { NUMBER_RULES } from '../../src/text/speakable/numbers/rules.js';

describe('the kinds of characters that a rule needs', () => {
  const mark = fc.constantFrom(...'IVXMDCLХІi½⅞⁰¹²³⁹⁺⁻ⁿ₀₉^/⁄<>=+*×÷≤≥≠±∞√−✕~≈№#§&%º°ᵗ€$:.,-–… хme');
  const digit = fc.constantFrom('0', '1', '12', '2024', '5.5', '\uE031', '\uE039');
  const piece = fc.constantFrom(' & ', '-м', ' VII ', '5 pm', '5 1/2', '7 ', ' -8', '1,000');
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const text = fc.array(
    fc.oneof({ weight: 2, arbitrary: piece }, { weight: 4, arbitrary: mark }, { weight: 3, arbitrary: digit }, unit),
    {
      maxLength: 8,
    },
  );

  it.each(NUMBER_RULES.map(([make, kinds, mayHold]) => ({ name: make.name, kinds, mayHold })))(
    'are in each text that $name may change',
    ({ kinds, mayHold }) => {
      let found = 0;
      fc.assert(
        fc.property(text, (parts) => {
          const sample = parts.join('');
          if (!mayHold.test(sample)) return;
          found += 1;
          expect(kindsIn(sample) & kinds, JSON.stringify(sample)).not.toBe(0);
        }),
        { numRuns: 3000 },
      );
      expect(found).toBeGreaterThan(0);
    },
  );

  it('are not found in a text of plain words', () => {
    expect(kindsIn('plain words, and more – «слова»')).toBe(ANY);
    expect(kindsIn('')).toBe(ANY);
  });
});
