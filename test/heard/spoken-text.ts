import { expect } from 'vitest';
import { segmentBatch } from '../../src/text/segment/index.js';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { speechOf } from '../harness/speech-text.js';

/** An answer in a language, and the text that an engine gets for it. */
export type HeardRow = readonly [language: string, input: string, spoken: string];

/** Returns the text that an engine gets for an answer: its sentences by the real rules, joined with spaces. */
export function spokenText(language: string, answer: string): string {
  const options = { language, final: true, first: true, firstClauseMinChars: 80, maxChars: 400 };
  const speakable = new Speakable(language);
  const { segments } = segmentBatch(answer, options);
  return segments
    .map((segment) => speechOf(speakable, segment, language))
    .filter((text) => text !== '')
    .join(' ');
}

/** Checks the speech of answers, each in a conversation of its own. */
export function expectHeard(rows: readonly HeardRow[]): void {
  expect(rows.map(([language, input]) => [language, input, spokenText(language, input)])).toEqual(rows);
}
