import { describe, expect, it } from 'vitest';
import { command, missingText, parseInPieces, secondCommand, text, textsOf } from './chunked-parsing.js';

describe('AnswerParser with plain text', () => {
  it('passes the text on at once and unchanged', () => {
    expect(textsOf(['Hel', 'lo, **you**. ', '\n\n', ' 1. “a” '])).toEqual([
      'Hel',
      'lo, **you**. ',
      '\n',
      '\n 1. “a” ',
      '',
    ]);
  });

  it('joins a character that was cut in half', () => {
    expect(textsOf(['a\ud83d', '\ude00b'])).toEqual(['a', '😀b', '']);
  });

  it('turns half a character at the end into a replacement character', () => {
    expect(textsOf(['a\ud83d'])).toEqual(['a', '\ufffd']);
  });

  it('gives no event for an empty answer', () => {
    expect(parseInPieces('')).toEqual([]);
  });

  it('keeps white space at the start and the end', () => {
    expect(parseInPieces('\ufeff \n Hello \n\n')).toEqual([text('\ufeff \n Hello \n\n')]);
  });

  it.each([
    'Use {name} here.',
    'A set:\n{a, b}\nThat is it.',
    'A set:\n{"mood": "good"}',
    'A template:\n{text} is replaced',
    'A set:\n{"texts": 1}',
    'A set:\n{"text',
    'A set:\n  {\n  "mood',
    '"text": "Hi"',
    'Look:\n{{"text": "Hi"}}',
    'Look:\n{"text\': "Hi"}',
  ])('keeps braces that open no object: %j', (answer) => {
    expect(parseInPieces(answer)).toEqual([text(answer)]);
  });

  it.each([
    '```js\nconst a = 1;\n```\nThat is all.',
    '```\nplain\n```',
    '```json\n[1, 2]\n```',
    '```json',
    '```',
    '``',
    '`{"text": "Hi"}`',
    '```js```',
    'Look:\n```css\na { b: c }\n```\n',
    'Look:\n```js\n{ a: 1 }\n```\n',
  ])('keeps a fence around anything but an object: %j', (answer) => {
    expect(parseInPieces(answer)).toEqual([text(answer)]);
  });

  it('holds back only text that may open an object', () => {
    expect(textsOf(['a\n', '{"te', 'st": 1}'])).toEqual(['a\n', '', '{"test": 1}', '']);
    expect(textsOf(['a\n', '{"m', 'ood'])).toEqual(['a\n', '{"m', 'ood', '']);
    expect(textsOf(['``', '`js\n', 'x'])).toEqual(['', '', '```js\nx', '']);
    expect(textsOf([' {', 'x'])).toEqual(['', '', 'x']);
  });

  it('stops holding back white space beyond a limit', () => {
    const blank = '\n'.repeat(5_000);
    expect(parseInPieces(`a${blank}b`)).toEqual([text(`a${blank}b`)]);
    expect(parseInPieces(`a\n{${' '.repeat(5_000)}"text": "Hi"}`)).toEqual([
      text(`a\n{${' '.repeat(5_000)}"text": "Hi"}`),
    ]);
  });
});

describe('AnswerParser with an object', () => {
  it('gives its text while it arrives, and its command when it is complete', () => {
    const pieces = [
      '{"te',
      'xt": "Ope',
      'ning',
      ' it.", "command"',
      ': "open_app", "args": {"app_name": "Safari"}',
      '}',
    ];
    expect(textsOf(pieces)).toEqual(['', 'Ope', 'ning', ' it.', '', '', '']);
    expect(parseInPieces(pieces.join(''))).toEqual([text('Opening it.'), command('open_app', { app_name: 'Safari' })]);
  });

  it('accepts its keys in any order', () => {
    expect(
      parseInPieces('{"args": {"task": "buy"}, "session_id": "s", "command": "browser_use", "text": "On it."}'),
    ).toEqual([text('On it.'), command('browser_use', { task: 'buy' })]);
  });

  it('decodes escapes that are split at any place', () => {
    const answer = '{"text": "a\\n\\"b\\" \\\\ \\/ \\t\\b\\f\\r \\u00e9 \\uD83D\\uDE00"}';
    expect(parseInPieces(answer, [1])).toEqual([text('a\n"b" \\ / \t\b\f\r é 😀')]);
    expect(textsOf(['{"text": "a\\', 'n\\u0', '0e9\\ud83', 'd', '\\ude00', '"}'])).toEqual([
      'a',
      '\n',
      'é',
      '',
      '😀',
      '',
      '',
    ]);
  });

  it.each(['\\ud83d', '\\ude00', '\\ude00\\ud83d'])(
    'turns a lone surrogate into a replacement character: %s',
    (escapes) => {
      expect(parseInPieces(`{"text": "a${escapes}b"}`)).toEqual([
        text(`a${JSON.parse(`"${escapes}"`).toWellFormed()}b`),
      ]);
    },
  );

  it('accepts any characters in strings', () => {
    const content = 'See // https://a.b/?c=d: {"text": "no"} ```json }]\' \\ /* */ "';
    const object = { args: { text: content, list: [content, { text: content }] }, text: content, command: 'x' };
    expect(parseInPieces(JSON.stringify(object), [1])).toEqual([text(content), command('x', object.args)]);
  });

  it('treats a text among its arguments as an argument', () => {
    expect(
      parseInPieces('{"command": "send_message", "args": {"contact": "Al", "text": "Hi"}, "text": "Sent."}'),
    ).toEqual([text('Sent.'), command('send_message', { contact: 'Al', text: 'Hi' })]);
  });

  it('uses the first of two texts, and the first of two commands', () => {
    expect(
      parseInPieces('{"text": "a", "command": "x", "args": {"b": 1}, "text": "c", "command": "y", "args": {}}'),
    ).toEqual([text('a'), command('x', { b: 1 })]);
    expect(parseInPieces('{"text": null, "text": "a"}')).toEqual([text('a')]);
  });

  it('decodes escapes in keys', () => {
    expect(parseInPieces('{"t\\u0065xt": "a"}')).toEqual([text('a')]);
  });

  it.each(['null', '""', '" \\n"', '7', '{}', '["open_app"]'])('ignores a command of %s', (name) => {
    expect(parseInPieces(`{"text": "a", "command": ${name}}`)).toEqual([text('a')]);
  });

  it.each(['null', '"Safari"', '["Safari"]', '7'])('ignores args of %s', (args) => {
    expect(parseInPieces(`{"text": "a", "command": " open_app\\n", "args": ${args}}`)).toEqual([
      text('a'),
      command('open_app'),
    ]);
  });

  it('ignores its session id', () => {
    expect(parseInPieces('{"session_id": "stolen", "text": "a", "command": "x"}')).toEqual([text('a'), command('x')]);
  });

  it.each(['{}', '{"text": null}', '{"text": 5}', '{"text": ["a"]}', '{"args": {"text": "a"}}', '{"mood": "good"}'])(
    'reports a missing text when its text is no string: %s',
    (answer) => {
      expect(parseInPieces(answer)).toEqual([missingText]);
    },
  );

  it('gives its command even without a text', () => {
    expect(parseInPieces('{"command": "close_browser"}')).toEqual([missingText, command('close_browser')]);
  });

  it('accepts a blank text', () => {
    expect(parseInPieces('{"text": "", "command": "x"}')).toEqual([command('x')]);
  });

  it('accepts raw line breaks in strings, and trailing commas', () => {
    expect(parseInPieces('{"text": "a\n\tb", "command": "x", "args": {"c": "d\r\ne", "f": [1, 2, ], },\n}')).toEqual([
      text('a\n\tb'),
      command('x', { c: 'd\r\ne', f: [1, 2] }),
    ]);
  });
});

describe('AnswerParser with text around an object', () => {
  const object = '{"text": "Hi.", "command": "x"}';
  const said = [text('Hi.'), command('x')];

  it.each([
    `\ufeff${object}`,
    ` \n\t${object}\n\n`,
    `\`\`\`\n${object}\n\`\`\``,
    `\`\`\`json\n${object}\n\`\`\`\n`,
    `\ufeff\n\`\`\`JSON  \n\n  ${object}\n\n\`\`\`\`  \n`,
    `\`\`\`${object}\`\`\``,
    `\`\`\`json ${object}`,
  ])('drops white space and fences: %j', (answer) => {
    expect(parseInPieces(answer)).toEqual(said);
  });

  it.each([
    `${object}That is all.`,
    `${object}\n\n  That is all.`,
    `\`\`\`json\n${object}\n\`\`\`\nThat is all.`,
    `\`\`\`${object}\`\`\` That is all.`,
    `\`\`\`json\n${object}\nThat is all.`,
  ])('gives text after the object on a line of its own: %j', (answer) => {
    expect(parseInPieces(answer)).toEqual([...said, text('\nThat is all.')]);
  });

  it('gives text after the object within its fence, and drops the fence', () => {
    expect(parseInPieces(`\`\`\`\n${object}\nOne.\n\`\`\`\nTwo.`)).toEqual([...said, text('\nOne.\nTwo.')]);
  });

  it('keeps a code block after the object', () => {
    expect(parseInPieces(`${object}\n\`\`\`js\na\n\`\`\``)).toEqual([...said, text('\n```js\na\n```')]);
  });

  it.each([
    `Sure!\n${object}`,
    `Sure!\n\n\n  ${object}\n`,
    `Sure!\n\`\`\`json\n${object}\n\`\`\``,
    `Sure!\n\`\`\`\n{ \n "text" : "Hi.", "command": "x"}`,
  ])('gives text before the object on a line of its own: %j', (answer) => {
    expect(parseInPieces(answer)).toEqual([text('Sure!\nHi.'), command('x')]);
  });

  it('recognises an object after text by any of the four keys, and by no other key', () => {
    expect(parseInPieces('Sure!\n{"command": "x"}')).toEqual([text('Sure!\n'), missingText, command('x')]);
    expect(parseInPieces('Sure!\n{"args": {}, "text": "a"}')).toEqual([text('Sure!\na')]);
    expect(parseInPieces('Sure!\n{"session_id": "s", "text": "a"}')).toEqual([text('Sure!\na')]);
  });

  it('keeps a code block before the object', () => {
    const block = '```js\na\n```\n';
    expect(parseInPieces(`${block}\`\`\`json\n${object}\n\`\`\``)).toEqual([text(`${block}Hi.`), command('x')]);
  });

  it('adds a line break only between words', () => {
    expect(parseInPieces('{"text": "a\\n"}\nb')).toEqual([text('a\nb')]);
    expect(parseInPieces('{"text": ""}\nb')).toEqual([text('b')]);
    expect(parseInPieces('{"text": "a"} \n ')).toEqual([text('a')]);
    expect(parseInPieces('{"text": "a"}{"text": " "}')).toEqual([text('a')]);
  });

  it('drops surplus brackets', () => {
    expect(parseInPieces(`${object}]}\n}`)).toEqual(said);
  });

  it('gives the text that a surplus brace cuts off', () => {
    expect(parseInPieces('{"command": "x", "args": {"a": 1}}, "text": "Hi."}')).toEqual([
      missingText,
      command('x', { a: 1 }),
      text('Hi.'),
    ]);
  });

  it('gives the text of a second object, and refuses its command', () => {
    expect(parseInPieces(`${object}\n{"text": "There.", "command": "y"}`)).toEqual([
      ...said,
      text('\nThere.'),
      secondCommand,
    ]);
    expect(parseInPieces(`${object}${object}${object}`)).toEqual([
      ...said,
      text('\nHi.'),
      secondCommand,
      text('\nHi.'),
    ]);
    expect(parseInPieces('{"text": "a"}{"text": "b"}')).toEqual([text('a\nb')]);
  });
});
