import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { segmentText } from '../../src/workers/segment/index.js';

/** The test tables of pySBD (MIT), themselves the golden rules of pragmatic_segmenter (MIT). Compared with white space folded. */
interface Rule {
  readonly text: string;
  readonly sentences: readonly string[];
}
const golden: Record<string, Rule[]> = JSON.parse(
  readFileSync(new URL('../fixtures/segmentation-golden.json', import.meta.url), 'utf8'),
);

/** Rules not followed, by language and number, and why. */
const misses: Record<string, Record<number, string>> = {
  ru: {
    41: '"1898 г. В 1854 году дом продан" is two sentences; the rule joins them, and a listener would wait for both',
  },
  ar: {
    4: 'cuts at some commas and not at others; a comma is no sentence end, and firstClauseMinChars is there for haste',
  },
  kk: {
    5: 'no space after the full stop; "Word.Word" is a name far more often in what models write (Node.js, foo.Bar)',
  },
};

const fold = (sentence: string): string => sentence.trim().replace(/\s+/g, ' ');

describe.each(Object.entries(golden))('golden rules: %s', (language, rules) => {
  it.each(rules.map((rule, number) => ({ ...rule, number })))('$number: $text', ({ text, sentences, number }) => {
    const found = segmentText(text, language).map(fold);
    const isMiss = misses[language]?.[number] !== undefined;
    if (isMiss) expect(found, 'followed now: take it off the list of misses').not.toEqual(sentences.map(fold));
    else expect(found).toEqual(sentences.map(fold));
  });
});

it('the golden texts keep their sentences when the language has to be guessed from the script', () => {
  for (const language of ['en', 'ru', 'zh', 'ja', 'el', 'hy', 'am', 'my', 'hi']) {
    for (const [number, { text, sentences }] of golden[language]!.entries()) {
      if (misses[language]?.[number] === undefined) expect(segmentText(text).map(fold)).toEqual(sentences.map(fold));
    }
  }
});
