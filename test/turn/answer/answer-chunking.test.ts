import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerParser } from '../../../src/main/turn/answer/answer-parser.js';
import { anyAnswer, anyJsonOf, anyLengths, anyMutatedAnswer, anyObject, anyWrapping } from './answers.js';
import { brokenJson, parseInPieces, textIn } from './chunked-parsing.js';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

describe('AnswerParser in any chunking', () => {
  it.each([
    ['answers of all forms', anyAnswer],
    ['answers with faults', anyMutatedAnswer],
  ])('gives the same events for %s', (_, answers) => {
    const property = fc.property(answers, anyLengths, (answer, lengths) => {
      const whole = parseInPieces(answer);
      expect(parseInPieces(answer, lengths)).toEqual(whole);
      expect(parseInPieces(answer, [1])).toEqual(whole);
    });
    fc.assert(property, { numRuns: 1500 });
  });
});

describe('AnswerParser with any answer', () => {
  it('gives well-formed text without empty pieces, and the command and each problem at most once', () => {
    const property = fc.property(anyMutatedAnswer, anyLengths, (answer, lengths) => {
      const parser = new AnswerParser();
      const events = [];
      for (let start = 0, turn = 0; start < answer.length; turn++) {
        const end = start + lengths[turn % lengths.length]!;
        events.push(...parser.push(answer.slice(start, end)));
        start = end;
      }
      events.push(...parser.end());
      for (const event of events) if (event.type === 'text') expect(event.text.isWellFormed()).toBe(true);
      expect(events).not.toContainEqual({ type: 'text', text: '' });
      const others = events.flatMap((event) =>
        event.type === 'problem' ? [event.problem] : event.type === 'command' ? ['command'] : [],
      );
      expect(new Set(others).size).toBe(others.length);
    });
    fc.assert(property, { numRuns: 1500 });
  });

  it('gives plain text without braces unchanged', () => {
    const plain = fc.string({ unit: 'binary' }).map((answer) => answer.replaceAll('{', '').toWellFormed());
    const property = fc.property(plain, anyLengths, (answer, lengths) => {
      expect(textIn(parseInPieces(answer, lengths))).toBe(answer);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

describe('AnswerParser with valid JSON', () => {
  const anyValid = anyObject.chain((object) => fc.tuple(fc.constant(object), anyJsonOf(object), anyWrapping));

  it('gives the same text, command and arguments as JSON.parse', () => {
    const property = fc.property(anyValid, anyLengths, ([object, json, [before, after]], lengths) => {
      const events = parseInPieces(`${before}${json}${after}`, lengths);
      const spoken = typeof object.text === 'string' ? object.text.toWellFormed() : '';
      expect(textIn(events)).toBe(spoken);
      expect(events.flatMap((event) => (event.type === 'problem' ? [event.problem] : []))).toEqual(
        typeof object.text === 'string' ? [] : ['missing_text'],
      );
      const name = typeof object.command === 'string' ? object.command.trim() : '';
      const args = isRecord(object.args) ? JSON.parse(JSON.stringify(object.args)) : {};
      expect(events.flatMap((event) => (event.type === 'command' ? [event.command] : []))).toEqual(
        name === '' ? [] : [{ name, args }],
      );
    });
    fc.assert(property, { numRuns: 1500 });
  });

  it('reports broken JSON, and gives no command, when it is cut off before its end', () => {
    const property = fc.property(anyObject.chain(anyJsonOf), fc.nat(), anyLengths, (json, where, lengths) => {
      const events = parseInPieces(json.slice(0, 1 + (where % (json.length - 1))), lengths);
      expect(events.filter((event) => event.type !== 'text')).toEqual([brokenJson]);
    });
    fc.assert(property, { numRuns: 1500 });
  });
});
