import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PRICES_FILE, readPrices } from '../../src/main/usage/prices.js';

const folder = mkdtempSync(join(tmpdir(), 'nexy-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (text: string): string => {
  const file = join(folder, 'prices.yaml');
  writeFileSync(file, text);
  return file;
};

describe('readPrices', () => {
  it('reads the table that ships with the server', () => {
    expect(readPrices(PRICES_FILE)).toContainEqual({ model: 'echo', since: '2024-01-01', input: 0, output: 0 });
  });

  it.each([
    ['a negative price', 'prices: [{ model: m, since: 2026-01-01, input: -1, output: 0 }]', /prices\.0\.input/],
    ['a day that does not exist', 'prices: [{ model: m, since: 2026-02-30, input: 1, output: 0 }]', /prices\.0\.since/],
    [
      'an unknown field',
      'prices: [{ model: m, since: 2026-01-01, input: 1, output: 0, inptu: 1 }]',
      /prices\.0.*inptu/,
    ],
    ['no list', 'prices: 3', /prices/],
    ['broken YAML', 'prices: [', /cannot be read/],
  ])('names the place of %s', (_what, text, place) => {
    expect(() => readPrices(written(text))).toThrow(place);
  });
});
