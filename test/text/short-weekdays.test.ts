import { expect, it } from 'vitest';
import { SPOKEN_WORDS } from '../../src/text/languages/registry.js';
import { SHORT_WEEKDAYS } from '../../src/text/speakable/short-weekdays.js';

it('SHORT_WEEKDAYS holds the short weekdays of each language that has words', () => {
  const missing = Object.keys(SPOKEN_WORDS).flatMap((tag) => {
    const [short, long] = (['short', 'long'] as const).map((weekday) => {
      const format = new Intl.DateTimeFormat(tag, { weekday, timeZone: 'UTC' });
      return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, day + 1)));
    });
    // A name that is not shortened is said as it is.
    return short!.filter((name, day) => name !== long![day]).map((name) => name.replace(/\.$/, ''));
  });
  expect(missing.length).toBeGreaterThan(100);
  expect(missing.filter((name) => !SHORT_WEEKDAYS.includes(name))).toEqual([]);
});
