import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortestMs } from '../../harness/main-thread.js';
import { anyJsonOf, anyLengths, anyObject } from './answers.js';
import { brokenJson, command, missingText, parseInPieces, secondCommand, text, textsOf } from './chunked-parsing.js';

const OBJECT = '{"text": "Hi.", "command": "x"}';
const SAID = [text('Sure! \nHi.'), command('x')];

describe('AnswerParser with an object whose first field is another one', () => {
  it.each([
    'Sure!\n{"thought": "I think.", "text": "Hi.", "command": "x"}',
    'Sure!\n{"language": "en", "text": "Hi.", "command": "x"}',
    'Sure!\n```json\n{"emotion": "happy", "command": "x", "text": "Hi."}\n```',
    `Sure!\n{"reasoning": "${'I think {so}. '.repeat(9)}", "text": "Hi.", "command": "x"}`,
  ])('gives its text and its command: %j', (answer) => {
    for (const lengths of [undefined, [1], [3], [7]]) {
      expect(parseInPieces(answer, lengths)).toEqual([text('Sure!\nHi.'), command('x')]);
    }
  });

  it('gives the text of another field when there is no `text`', () => {
    expect(parseInPieces('{"response": "Hi.", "command": "x"}')).toEqual([text('Hi.'), missingText, command('x')]);
    expect(parseInPieces('{"message": "", "answer": "Hi."}')).toEqual([text('Hi.'), missingText]);
    expect(parseInPieces('{"name": "f", "arguments": {"message": "no"}}')).toEqual([missingText]);
  });

  it('leaves other JSON in prose as it is', () => {
    for (const answer of ['Set {"language": "en"} there.', 'It is {"tone": 5, "size": 3}.', 'A {"thought": "x"} b']) {
      for (const lengths of [undefined, [1], [3]]) expect(parseInPieces(answer, lengths)).toEqual([text(answer)]);
    }
  });
});

describe('AnswerParser with an object within a line', () => {
  it.each([
    `Sure! ${OBJECT}`,
    `Sure! ${OBJECT}.`,
    `Sure! (${OBJECT})`,
    `Sure! [${OBJECT}]`,
    `Sure! "${OBJECT}"`,
    `Sure! “${OBJECT}”`,
    `Sure! «${OBJECT}».`,
    `Sure! ["${OBJECT}"]`,
    `Sure! \`\`\`json\n${OBJECT}\n\`\`\``,
    `Sure! \`\`\`${OBJECT}\`\`\``,
    `Sure! {\n  "text" : "Hi.",\n  "command": "x"\n}`,
  ])('gives its text and its command: %j', (answer) => {
    expect(parseInPieces(answer)).toEqual(SAID);
    expect(parseInPieces(answer, [1])).toEqual(SAID);
  });

  it.each(['!', '.', ':', '。', '！', ')', '—', '*', '<answer>'])('finds it directly behind %j', (mark) => {
    expect(parseInPieces(`Sure${mark}${OBJECT}`)).toEqual([text(`Sure${mark}\nHi.`), command('x')]);
  });

  it.each(['- ', '* ', '1. ', '12) ', '> ', '• '])('drops the mark %j before it', (mark) => {
    expect(parseInPieces(`${mark}${OBJECT}`)).toEqual([text('Hi.'), command('x')]);
    expect(parseInPieces(`Sure!\n${mark}${OBJECT}\n${mark}{"text": "Bye."}`)).toEqual([
      text('Sure!\nHi.'),
      command('x'),
      text('\nBye.'),
    ]);
    expect(parseInPieces(`${mark}One\n${mark}Two`)).toEqual([text(`${mark}One\n${mark}Two`)]);
  });

  it('gives the text behind it on a line of its own', () => {
    expect(parseInPieces(`Sure! ${OBJECT} That is all.`)).toEqual([...SAID, text('\nThat is all.')]);
    expect(parseInPieces(`Sure! ${OBJECT}, and more.`)).toEqual([...SAID, text('\nand more.')]);
    expect(parseInPieces(`Sure! \`\`\`json\n${OBJECT}\n\`\`\` Bye.`)).toEqual([...SAID, text('\nBye.')]);
  });

  it('gives the texts of several, and the first command', () => {
    expect(parseInPieces(`Sure! {"text": "Hi."} {"text": "Ho.", "command": "x"}`)).toEqual([
      text('Sure! \nHi.\nHo.'),
      command('x'),
    ]);
    expect(parseInPieces(`${OBJECT} and ${OBJECT}`)).toEqual([
      text('Hi.'),
      command('x'),
      text('\nand \nHi.'),
      secondCommand,
    ]);
    expect(parseInPieces(`[\n  ${OBJECT},\n  {"text": "Ho."}\n]`)).toEqual([text('Hi.'), command('x'), text('\nHo.')]);
  });

  it('gives its text while it arrives', () => {
    expect(textsOf(['Sure', '! {"te', 'xt": "Open', 'ing it.', '"}'])).toEqual([
      'Sure',
      '! ',
      '\nOpen',
      'ing it.',
      '',
      '',
    ]);
  });

  it('accepts keys in other quotes, or without quotes before a quoted value', () => {
    expect(parseInPieces("Sure! {'text': 'Hi.'}")).toEqual([text('Sure! \nHi.'), brokenJson]);
    expect(parseInPieces('Sure! {text: "Hi.", command: "x"}')).toEqual([text('Sure! \nHi.'), brokenJson]);
    expect(parseInPieces('Sure! {"text": "Hi.')).toEqual([text('Sure! \nHi.'), brokenJson]);
  });

  it('is found behind code', () => {
    expect(parseInPieces(`Use \`a\`. ${OBJECT}`)).toEqual([text('Use `a`. \nHi.'), command('x')]);
    expect(parseInPieces(`It\`s so. ${OBJECT}`)).toEqual([text('It`s so. \nHi.'), command('x')]);
    expect(parseInPieces(`\`\`\`js\na\n\`\`\`\nSure! ${OBJECT}`)).toEqual([
      text('```js\na\n```\nSure! \nHi.'),
      command('x'),
    ]);
  });

  it('gives the same result for any object and any pieces', () => {
    const anyPlace = fc.constantFrom('Sure! ', 'Sure!', 'Sure: (', '- ', 'Sure! ```json\n', 'One.\n2. ');
    const anyCase = anyObject.chain((object) => fc.tuple(anyJsonOf({ session_id: 's', ...object }), anyPlace));
    fc.assert(
      fc.property(anyCase, anyLengths, ([json, place], lengths) => {
        const alone = parseInPieces(json).filter(({ type }) => type !== 'text');
        const whole = parseInPieces(`${place}${json}`);
        expect(whole.filter(({ type }) => type !== 'text')).toEqual(alone);
        expect(parseInPieces(`${place}${json}`, lengths)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

describe('AnswerParser with braces in prose and in code', () => {
  it.each([
    'Use {name} here.',
    '{name} is replaced.',
    '{{text}} is replaced.',
    '{ text in braces } stays.',
    'The set {1, 2}.',
    'A { text in braces } stays.',
    'A {text: 1} stays.',
    'A {text} stays.',
    'A {"text"} stays.',
    'The template {{text}}.',
    'A {{"text": "Hi"}} stays.',
    'say({"text": "Hi"})',
    'a{"text": "Hi"}',
    'const a = {"text": "Hi"};',
    'A: {"mood": {"text": "Hi"}} so.',
    'A person is {"name": "Anna", "age": 5} here.',
    '`function f() {text: 1}`',
    'Write `{"text": "Hi"}` so.',
    'Write ``a ` {"text": "Hi"}`` so.',
    '```js\nsay({"text": "Hi"});\n {"text": "Hi"}\n```\nDone.',
    'Look: ```js\n{a: 1}\n{"text": "Hi"}\n```',
    'Say "hello" (loudly) [now].',
    'Say ("',
    'A {"te',
    'A {"name": "x", "argum',
    '- ',
    '12',
  ])('keeps %j', (answer) => {
    expect(parseInPieces(answer)).toEqual([text(answer)]);
    expect(parseInPieces(answer, [1])).toEqual([text(answer)]);
  });

  it('holds back only text that may open an object', () => {
    expect(textsOf(['Say ', '(', 'hello) "', 'x" {', 'a} `', 'b`'])).toEqual([
      'Say ',
      '',
      '(hello) ',
      '"x" ',
      '{a} ',
      '`b`',
      '',
    ]);
  });
});

describe('AnswerParser with a call of a tool', () => {
  it.each([
    '{"name": "get", "arguments": {"text": "a"}}',
    '{"name": "get", "parameters": {}}',
    '{"tool": "get", "input": "a"}',
    '{"tool_calls": [{"id": "1"}]}',
    '{"role": "assistant", "content": null, "tool_calls": []}',
    '{"type": "function", "function": {"name": "get"}}',
    '[{"name": "get", "arguments": {}}]',
  ])('gives nothing of it: %j', (call) => {
    expect(parseInPieces(`One. ${call} Two.`)).toEqual([text('One. '), missingText, text('\nTwo.')]);
    expect(parseInPieces(`One.\n${call}`, [1])).toEqual([text('One.\n'), missingText]);
  });

  it('gives nothing of one that is cut off', () => {
    expect(parseInPieces('{"role": "assistant", "tool_calls": [{"id": "a", "fun')).toEqual([brokenJson]);
    expect(parseInPieces('One. {"name": "get", "arguments": {"city": "Par')).toEqual([text('One. '), brokenJson]);
  });
});

describe('the work of AnswerParser on a line', () => {
  it.each([
    '`',
    '`a',
    '{',
    ' {',
    '("',
    ' ("{',
    'a ',
    '{"name": "',
    ' {"te',
    '[',
    '```',
    '` ',
    '- ',
    '\n- ',
    '{a} ',
    "'",
  ])('takes little time, and gives the same for any pieces, for many %j', (unit) => {
    const answer = `x ${unit.repeat(100_000 / unit.length)}`;
    expect(shortestMs(() => parseInPieces(answer), 2_000)).toBeLessThan(2_000);
    expect(parseInPieces(answer, [1])).toEqual(parseInPieces(answer));
  });
});
