/** The parts of a model's answer that are not for its user, through the stages that an answer takes to the speech. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerFilter } from '../../src/main/llm/answer-filter/answer-filter.js';
import type { AnswerEvent } from '../../src/main/turn/answer/answer-events.js';
import { AnswerParser } from '../../src/main/turn/answer/answer-parser.js';
import { segmentBatch } from '../../src/text/segment/index.js';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { speechOf } from '../harness/speech-text.js';
import { LOOK_ALIKES, type NeverSaidCase, OBJECTS, PROTOCOL, THOUGHTS } from './never-said-cases.js';

/** Returns the text that is shown of an answer in pieces, and the names of its commands. */
function read(pieces: readonly string[]): { text: string; commands: string[] } {
  const filter = new AnswerFilter(false);
  const parser = new AnswerParser();
  const events: AnswerEvent[] = [];
  for (const piece of pieces) {
    filter.read(piece);
    events.push(...parser.push(filter.take()));
  }
  events.push(...parser.push(filter.end()), ...parser.end());
  return {
    text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    commands: events.flatMap((event) => (event.type === 'command' ? [event.command.name] : [])),
  };
}

function spoken(text: string, language: string): string[] {
  const { segments } = segmentBatch(text, {
    language,
    final: true,
    first: true,
    firstClauseMinChars: 80,
    maxChars: 400,
  });
  const speakable = new Speakable(language);
  return segments.map((segment) => speechOf(speakable, segment, language)).filter((sentence) => sentence !== '');
}

/** Calls `check` for an answer as a whole, unit by unit, and in random pieces. */
function inAnyPieces(answer: string, check: (pieces: readonly string[]) => void): void {
  const cut = (lengths: readonly number[]): string[] => {
    const pieces: string[] = [];
    for (let at = 0, n = 0; at < answer.length; n++) {
      const length = lengths[n % lengths.length]!;
      pieces.push(answer.slice(at, at + length));
      at += length;
    }
    return pieces;
  };
  check([answer]);
  check(cut([1]));
  const anyLengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(anyLengths, (lengths) => void check(cut(lengths))),
    { numRuns: 10 },
  );
}

describe.each<[kind: string, cases: readonly NeverSaidCase[]]>([
  ['thoughts', THOUGHTS],
  ['the markup of protocols', PROTOCOL],
  ['objects that do not open a line', OBJECTS],
])('a listener, with %s in the answer', (_kind, cases) => {
  it.each(cases)('hears only the answer: $input', ({ input, spoken: sentences, command, language = 'en' }) => {
    inAnyPieces(input, (pieces) => {
      const { text, commands } = read(pieces);
      expect(spoken(text, language)).toEqual(sentences);
      expect(commands).toEqual(command === undefined ? [] : [command]);
    });
  });
});

describe('an answer that looks alike', () => {
  it.each(LOOK_ALIKES)('stays as it is: %j', (answer) => {
    inAnyPieces(answer, (pieces) => expect(read(pieces)).toEqual({ text: answer, commands: [] }));
  });
});
