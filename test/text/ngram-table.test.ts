import { eld } from 'eld/extrasmall';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LoadedTable, loadNgramTable } from '../../src/text/language/ngrams/load-table.js';

const CODES = [
  'ar',
  'cs',
  'de',
  'el',
  'en',
  'es',
  'fr',
  'hi',
  'it',
  'ka',
  'nl',
  'pl',
  'pt',
  'ru',
  'sv',
  'tr',
  'uk',
  'vi',
];
const LIBRARY = eld.newInstance();
/** The scale of the library: a share `s` stands for an average score of `SCALE * s / (1 - s)` a group. */
const SCALE = 25;

let loaded: LoadedTable;
beforeAll(async () => {
  LIBRARY.setLanguageSubset(CODES);
  loaded = await loadNgramTable(CODES);
});

/** Returns the average score of a group for each language, to six digits. */
function averages(text: string): Record<string, string> {
  const groups = loaded.table.score(text);
  const scored = loaded.languages.map((code, i) => [code, loaded.table.scores[i]! / groups] as const);
  return Object.fromEntries(
    scored.filter(([, average]) => average > 0).map(([code, value]) => [code, value.toFixed(6)]),
  );
}

function averagesOfLibrary(text: string): Record<string, string> {
  const shares = Object.entries(LIBRARY.detect(text).getScores());
  return Object.fromEntries(shares.map(([code, share]) => [code, ((SCALE * share) / (1 - share)).toFixed(6)]));
}

describe('NgramTable', () => {
  it.each([
    'Thank you for asking, I am doing very well today.',
    "L'été dernier, nous n'avons pas pu aller à l'aéroport.",
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ist ein langes Wort.',
    'Я не знаю, что сказать. '.repeat(20),
    'Τι κάνεις σήμερα; Καλά, ευχαριστώ.',
    'आज आप कैसे हैं?',
    'როგორ ხარ დღეს, ჩემო მეგობარო?',
    "'quoted' words' and ''more'' of ’them’",
    '',
    '123, 456!',
  ])('scores texts as the library does: %j', (text) => {
    expect(averages(text)).toEqual(averagesOfLibrary(text));
  });

  it('scores any text as the library does', () => {
    // Without two letters: the library reads a part of "İ" as a space, and "Σ" before a dot as the end of a word.
    const letters = "abcdefghijklmnopqrstuvwxyzéßüıåçñąжийЁіїёςσλ日本हिიარ'`’ .,!-_1😀\n";
    const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 300 });
    fc.assert(
      fc.property(text, (random) => {
        expect(averages(random)).toEqual(averagesOfLibrary(random));
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows every language of the library', async () => {
    const all = Object.values(eld.info().Languages) as string[];
    expect(all.length).toBeGreaterThan(50);
    expect((await loadNgramTable(all)).languages).toEqual(all);
  });

  it('leaves out languages that the data does not have', async () => {
    const { languages } = await loadNgramTable(['xx', 'fr', 'en']);
    expect(languages).toEqual(['en', 'fr']);
    const unknown = await loadNgramTable(['xx', 'yy']);
    expect(unknown.languages).toEqual([]);
    expect(unknown.table.score('Hello there')).toBe(4);
  });
});
