import { describe, expect, it } from 'vitest';
import { AnswerParser } from '../../../src/main/turn/answer/answer-parser.js';
import { brokenJson, command, parseInPieces, text, textIn } from './chunked-parsing.js';

const MAX_HELD_UNITS = 65_536;

describe('AnswerParser with a broken object', () => {
  it.each([
    '{"text": "Hi."',
    '{"text": "Hi.", "command": "x", "args": {"a": 1}',
    '{"text": "Hi.", "command": "x", "args": {"a": 1',
    '{"text": "Hi.", "command": "x"',
    '{"text": "Hi.',
    '{"text": "Hi.\\',
    '{"text": "Hi.\\u00',
  ])('gives the text up to the cut, and no command: %s', (answer) => {
    expect(parseInPieces(answer)).toEqual([text('Hi.'), brokenJson]);
  });

  it.each([
    ["{text: 'Hi.'}", 'keys without quotes'],
    ["{'command': 'x', 'text': 'Hi.'}", 'single quotes'],
    ['{"command": "x" "text": "Hi."}', 'a missing comma'],
    ['{"command": x, "text": "Hi."}', 'a bare word'],
    ['{"command" "x", "text" "Hi."}', 'missing colons'],
    ['{command "x", text "Hi."}', 'neither colons nor quotes'],
    ['{"command": "x",, "text": "Hi."}', 'an extra comma'],
    ['{, "text": "Hi."}', 'a comma before the first key'],
    ['{"command":: "x", "text": "Hi."}', 'an extra colon'],
    ['{"command": , "text": "Hi."}', 'a missing value'],
    ['{"command", "text": "Hi."}', 'a key alone'],
    ['{"command": "\\x", "text": "Hi."}', 'an invalid escape'],
    ['{"command": "\\u12", "text": "Hi."}', 'half an escape'],
    ['{"command": "x", "args": {"a": [1}, "text": "Hi."}', 'a bracket not closed'],
    ['{"command": "x", "args": [{"a": 1], "text": "Hi."}', 'a brace not closed'],
    ['{"command": "x"], "text": "Hi."}', 'a bracket not opened'],
    ['{"command": "x", "args": {"a": 01}, "text": "Hi."}', 'an invalid number'],
    ['{"command": "x", "args": {"a": nul}, "text": "Hi."}', 'an invalid literal'],
    ['{"command": "x", /* why */ "text": "Hi."}', 'a comment'],
    ['{// the reply\n"text": "Hi."}', 'a comment to the end of its line'],
    ['{"command": "x", "args": {"a": 1 "b": 2}, "text": "Hi."}', 'a missing comma in args'],
    ['{"command": "x",\u00a0"text": "Hi."}', 'white space that JSON does not allow'],
  ])('%s: with %s, gives a later text and no command', (answer) => {
    expect(parseInPieces(answer)).toEqual([text('Hi.'), brokenJson]);
  });

  it('keeps text that was given before the fault', () => {
    expect(parseInPieces('{"text": "He said "hi" to me", "command": "x"}')).toEqual([text('He said '), brokenJson]);
  });

  it.each([
    ['{Hello there, my friend}', 'Hello there my friend'],
    ['{"Hello there"}', 'Hello there'],
    ['{"Hello", "there"}', 'Hello there'],
    ['{"answer": "Hello", "more": ["the" "re"]', 'Hello the re'],
    ['{text: Hello there, command: open app, args: {app_name: Safari, deep: {x: y}}}', 'Hello there'],
    ['{"session_id": "abc", "command": "open_app", "args": {"app_name": "Safari"}, "said": "Hi"', 'Hi'],
    ['{text: Hello command: open_app}', 'Hello'],
    ['{{"text": "Hi"}}', 'Hi'],
    ['{"text": "", "said": "Hi"', 'Hi'],
    ['{Note: the "server" is down}', 'Note the server is down'],
    ['{"a": "b", "c": null, "d": tru, "e": 42', 'b tru 42'],
    ['{"a": "b "c", "d": "e"}', 'b c , d : e'],
    ['{"a": "x\\n{y}\\"z\\""', 'x y z'],
    ["{it's}", "it's"],
  ])('gives the words of the object when it gave no text before: %s', (answer, words) => {
    expect(parseInPieces(answer)).toEqual([text(words), brokenJson]);
  });

  it.each([
    '{',
    '{"text',
    '{"text"',
    '{"text":',
    '{"command": "open_app", "text": null',
    '{[',
    '{:,',
    '{"args": {"a": "b"',
  ])('gives no text when the object has no words: %s', (answer) => {
    expect(parseInPieces(answer)).toEqual([brokenJson]);
  });

  it('gives the words of the object on a line of their own', () => {
    expect(parseInPieces('{"text": "a"}\n{"command": x, "b": "c"}\nd')).toEqual([
      text('a\nc'),
      brokenJson,
      text('\nd'),
    ]);
  });

  it('ends the object at its closing fence', () => {
    expect(parseInPieces('```json\n{"text": "Hi.", "command": "x"\n```\nThat is all.')).toEqual([
      text('Hi.'),
      brokenJson,
      text('\nThat is all.'),
    ]);
    expect(parseInPieces('```\n{"Hi."\n```')).toEqual([text('Hi.'), brokenJson]);
  });

  it('reports broken JSON once', () => {
    expect(parseInPieces('{a}{"text": b}{"text": "c"')).toEqual([text('a'), brokenJson, text('\nb\nc')]);
  });
});

describe('AnswerParser with an endless answer', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  it('accepts args that are nested 62 deep, and no deeper', () => {
    const args = (depth: number): string => `{"command": "x", "args": {"a": ${nested(depth)}}, "text": "Hi."}`;
    expect(parseInPieces(args(62))).toEqual([text('Hi.'), command('x', { a: JSON.parse(nested(62)) })]);
    expect(parseInPieces(args(63))).toEqual([text('Hi.'), brokenJson]);
    expect(parseInPieces(args(5_000))).toEqual([text('Hi.'), brokenJson]);
  });

  it('accepts args of 65,536 UTF-16 units, and no more', () => {
    const args = (units: number): string => `{"a": "${'x'.repeat(units - '{"a":""}'.length)}"}`;
    const answer = (units: number): string => `{"command": "x", "args": ${args(units)}, "text": "Hi."}`;
    expect(parseInPieces(answer(MAX_HELD_UNITS))).toEqual([
      text('Hi.'),
      command('x', JSON.parse(args(MAX_HELD_UNITS))),
    ]);
    expect(parseInPieces(answer(MAX_HELD_UNITS + 1))).toEqual([text('Hi.'), brokenJson]);
  });

  it.each(['{"a": "', '{', '{"', '{"a": ', '{"a": [', '{"a": ["x", ', "{'"])(
    'gives no more text of %j than it may hold',
    (start) => {
      const parser = new AnswerParser();
      const events = [...parser.push(start)];
      for (let i = 0; i < 40; i++) events.push(...parser.push('word, '.repeat(2_000)));
      expect(events).toEqual([]);
      expect(textIn(parser.end()).length).toBeLessThanOrEqual(2 * MAX_HELD_UNITS);
    },
  );

  it.each([
    '{',
    '}',
    '[',
    '"',
    '`',
    '{"text": "a"}',
    '{"a":',
    '\n{',
    '\n```',
    '\\',
    ',',
    ' ',
    '\n',
    '{"text":',
    "'",
    '😀',
  ])('gives the same events in any chunking for a repetition of %j', (unit) => {
    const answer = unit.repeat(100_000 / unit.length);
    expect(parseInPieces(`${answer}`, [1])).toEqual(parseInPieces(answer));
    expect(parseInPieces(`{${answer}`, [1])).toEqual(parseInPieces(`{${answer}`));
  });
});
