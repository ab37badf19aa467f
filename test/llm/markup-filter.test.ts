import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkupFilter } from '../../src/main/llm/answer-filter/markup-filter.js';
import { growthOf, MAX_LINEAR_GROWTH } from './linear-growth.js';

function shownOf(pieces: readonly string[]): string {
  const filter = new MarkupFilter();
  return pieces.map((piece) => filter.read(piece)).join('') + filter.end();
}

const inPieces = (answer: string, size: number): string[] =>
  Array.from({ length: Math.ceil(answer.length / size) }, (_, n) => answer.slice(n * size, (n + 1) * size));

/** Returns the text that is shown of an answer, which must not depend on its pieces. */
function shown(answer: string): string {
  const whole = shownOf([answer]);
  for (const size of [1, 2, 3, 7]) expect(shownOf(inPieces(answer, size))).toBe(whole);
  // A tag may be a piece of its own.
  for (let at = 1; at < Math.min(answer.length, 100); at++) {
    const pieces = [answer.slice(0, at), answer.slice(at, at + 12), answer.slice(at + 12)];
    expect([at, shownOf(pieces)]).toEqual([at, whole]);
  }
  return whole;
}

const CALL = '{"name": "x", "arguments": {"a": "}]\\"", "b": [1, {}]}}';

describe('MarkupFilter at a call', () => {
  it.each<[joint: string, answer: string, shown: string]>([
    ['brackets', 'One.\n[TOOL_REQUEST] {"name": "x"} [END_TOOL_REQUEST] Two.', 'One.\nTwo.'],
    ['values of Python', `One. <tool_call>{'a': 'x } y', 'b': "it's"}</tool_call> Two.`, 'One. Two.'],
    ['a space on both sides', `One. <tool_call>${CALL}</tool_call> Two.`, 'One. Two.'],
    ['no white space', `One.<tool_call>${CALL}</tool_call>Two.`, 'One. Two.'],
    ['a space before it', `One. <tool_call>${CALL}</tool_call>Two.`, 'One. Two.'],
    ['a space after it', `One.<tool_call>${CALL}</tool_call> Two.`, 'One. Two.'],
    ['a line break on both sides', `One.\n<tool_call>${CALL}</tool_call>\nTwo.`, 'One.\nTwo.'],
    ['a paragraph after it', `One.<tool_call>${CALL}</tool_call>\n\nTwo.`, 'One.\n\nTwo.'],
    ['a comma after it', `One<tool_call>${CALL}</tool_call>, two.`, 'One, two.'],
    ['a bracket before it', `One (<tool_call>${CALL}</tool_call>two).`, 'One (two).'],
    ['Chinese sentences around it', `一。<tool_call>${CALL}</tool_call>二。`, '一。二。'],
    ['no text before it', `\n<tool_call>${CALL}</tool_call>\n\nTwo.`, 'Two.'],
    ['no text after it', `One.\n<tool_call>${CALL}</tool_call>\n\n`, 'One.\n'],
    ['two more calls behind it', `One.${`<tool_call>${CALL}</tool_call>\n`.repeat(3)}Two.`, 'One.\nTwo.'],
  ])('joins the texts with %s', (_joint, answer, text) => {
    expect(shown(answer)).toBe(text);
  });

  it.each([
    ['its closing tag', `<tool_call>${CALL}</tool_call>Two.`],
    ['its JSON, without a closing tag', `<tool_call>${CALL} Two.`],
    ['the last JSON of several', `<tool_call>${CALL}\n${CALL}, ${CALL}; ${CALL}\nTwo.`],
    ['its closing tag, with JSON that is cut off', `<tool_call>${CALL.slice(0, -9)}</tool_call>Two.`],
    ['the closing tag of another call', `<tool_call>${CALL.slice(0, -9)}</function_calls>Two.`],
    ['the next paragraph, with JSON that lacks its last brace', `<tool_call>${CALL.slice(0, -1)}\n\nTwo.`],
    ['its message', '<|python_tag|>x.call(a="b")<|eom_id|>Two.'],
    ['the next message', '<|python_tag|>x.call(a="b")<|start_header_id|>assistant<|end_header_id|>\n\nTwo.'],
    ['its closing tag, when it is no JSON', '<tool_call>x\n<arg_key>a</arg_key>\n\nb </tool_call>Two.'],
  ])('shows the text behind %s', (_end, answer) => {
    expect(shown(answer)).toBe('Two.');
  });

  it.each([
    `One.\n<tool_call>${CALL.slice(0, 20)}`,
    'One.\n<tool_call>x\n<arg_key>a</arg_key>\n\nTwo.',
    'One.\n<invoke name="x"><parameter name="a">b\n\nc.',
    'One.\n<|tool_calls_section_begin|>x Two.',
    'One.\n<tool_call>',
    'One.\n<tool_c',
    'One.\n<|im_en',
    'One.\n[TOOL_CA',
  ])('drops all that follows when it has no end: %j', (answer) => {
    expect(shown(answer)).toBe('One.\n');
  });

  it.each([
    '{"text": "Hi", "command": "open_app"}',
    '{ "command": "x", "args": {}}',
    '[{"session_id": "1", "text": "Hi"}]',
  ])('keeps the object of the assistant, and removes the tags around it: %j', (object) => {
    for (const [open, close] of [
      ['<tool_call>', '</tool_call>'],
      ['<tool_call>\n', '\n</tool_call>'],
      ['<function_calls>', '</function_calls>'],
      ['[TOOL_CALLS] ', ''],
      ['<|python_tag|>', '<|eom_id|>'],
      ['<|channel|>commentary<|message|>', '<|end|>'],
    ]) {
      expect(shown(`${open}${object}${close}`).trim()).toBe(object);
    }
  });

  it('takes such an object for arguments when the call names its tool', () => {
    expect(shown('<function=say>{"text": "Hi"}</function>Two.')).toBe('Two.');
    expect(shown('<|channel|>commentary to=functions.say<|message|>{"text": "Hi"}<|call|>Two.')).toBe('Two.');
  });
});

describe('MarkupFilter at calls in a list', () => {
  it.each([
    '[get_weather(city="Paris")]',
    "[get_weather(city='Paris', days=3), get_time()]",
    '[a(x=1), b(y=2)]',
    '[ send( text = "a] b, (c", to=[{"x": [1]}] ) ]',
    '[send(text="it\'s fine")]',
    '[get_time()]',
    '[weather.get("Paris")]',
    '[get_weather(city="Paris")]\n[get_time()]',
    `[send(text="${'word '.repeat(200)}")]`,
    '[send(text="a")\n\n',
  ])('removes %j', (calls) => {
    expect(shown(`${calls}\nTwo.`)).toBe('Two.');
    expect(shown(`One. ${calls} Two.`)).toBe('One. Two.');
    expect(shown(`One.\n${calls}`)).toBe('One.\n');
  });

  it('removes them behind a colon, and when they are cut off', () => {
    expect(shown('I look it up: [get_weather(city="Paris")]')).toBe('I look it up: ');
    expect(shown('One.\n[get_weather(city="Par')).toBe('One.\n');
  });

  it.each([
    '[text](https://example.org) and [f(x=1)](https://example.org)',
    '[1] A note [sic], ![picture](x), [text (more)](x).',
    '[f(x)] and [f(x), g(y)].',
    '[max(1, 2)]',
    '[print("x")]',
    '[f(x == 1)]',
    '[f(x=1), 2]',
    'The values are: [f(x=1), g(y=2)].',
    'Write [get_weather(city="Paris")] here.',
    'a[f(x=1)] = 2',
    '`[get_weather(city="Paris")]`',
    '[get_wea',
    '[[1](x)] [x] (y)',
  ])('keeps %j', (text) => {
    expect(shown(text)).toBe(text);
  });

  it('holds no other brackets back', () => {
    const filter = new MarkupFilter();
    expect(filter.read('Read the [text')).toBe('Read the [text');
    expect(filter.read('](x).\n[te')).toBe('](x).\n');
    expect(filter.read('xt]')).toBe('[text]');
  });
});

describe('MarkupFilter at the end of an answer', () => {
  it.each([
    ...['<|endoftext|>', '<|im_end|>', '<|eot_id|>', '</s>', '<end_of_turn>', '<|end|>', '<｜end▁of▁sentence｜>'],
    ...['<eos>', '<turn|>', '<|return|>', '<|eot|>', '<|end_of_text|>', '<|END_OF_TURN_TOKEN|>', '[|endofturn|]'],
  ])('hides all that follows %s', (token) => {
    for (const rest of [
      '',
      'Human: And?',
      '\nUser: And?',
      ' And?\n\nSo.',
      `\n<|im_start|>user\nAnd?${token}\nThree.`,
    ]) {
      expect(shown(`Two.${token}${rest}`)).toBe('Two.');
    }
    expect(shown(`Two${token}\nUser: And?`)).toBe('Two');
    expect(shown(`${token}Two.`)).toBe('Two.');
    expect(shown(`Use \`${token}\` here.`)).toBe(`Use \`${token}\` here.`);
  });

  it.each([
    '<|im_start|>user\nAnd?<|im_end|>\n<|im_start|>assistant\nThree.',
    '<|start_header_id|>user<|end_header_id|>\n\nAnd?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nThree.',
    '<start_of_turn>user\nAnd?\n<start_of_turn>model\nThree.',
    '<|user|>\nAnd?<|assistant|>\nThree.',
    '<｜User｜>And?<｜Assistant｜>Three.',
    '[INST] And? [/INST] Three.',
    '<|end|><|start|>user<|message|>And?<|end|><|start|>assistant<|channel|>final<|message|>Three.',
    '<extra_id_1>User\nAnd?\n<extra_id_1>Assistant\nThree.',
  ])('hides the message of a made-up user, and the answer to it: %j', (rest) => {
    expect(shown(`Two.\n${rest}`).trim()).toBe('Two.');
    const filter = new MarkupFilter();
    filter.read(`Two.\n${rest}`);
    expect(filter.isOver).toBe(true);
  });

  it('is where the name of the next speaker follows directly', () => {
    expect(shown('Two.assistant\n\nThree.')).toBe('Two.');
    expect(shown('“Two!”assistant\n\nThree.')).toBe('“Two!”');
    for (const text of ['Ask the assistant\n\nnow.', 'Two. assistant\n\nx', 'x.assistant\ny', 'a.as b.assistant']) {
      expect(shown(text)).toBe(text);
    }
  });

  it('is not where prose names a token', () => {
    expect(shown('The token <|endoftext|> ends it.')).toBe('The token ends it.');
    expect(shown('The token "<|im_end|>" ends it.')).toBe('The token "" ends it.');
    expect(shown('- <|im_end|>: ends it')).toBe('- : ends it');
    expect(shown('{"text": "Two.<|im_end|>", "command": "x"}')).toBe('{"text": "Two.", "command": "x"}');
    expect(shown('<s>$20</s> $15 now')).toBe('$20 $15 now');
  });

  it('is not at the end of a message before the final one', () => {
    const final = '<|start|>assistant<|channel|>final<|message|>Two.<|return|>';
    expect(shown(`<|channel|>commentary<|message|>One.<|end|>${final}`)).toBe('One. Two.');
    expect(shown(`<|channel|>commentary<|message|>One.<|end|>Hm.${final}`)).toBe('One. Two.');
  });
});

describe('MarkupFilter at a message', () => {
  it.each([
    ['the analysis', '<|channel|>analysis<|message|>Hm. {"a<|end|>Two.'],
    ['the analysis without its end', '<|channel|>analysis<|message|>Hm.<|channel|>final<|message|>Two.'],
    ['the analysis without tokens', 'analysisHm. {"a"assistantfinalTwo.'],
    [
      'a call',
      '<|start|>assistant<|channel|>commentary to=functions.x <|constrain|>json<|message|>{"a": 1}<|call|>Two.',
    ],
    [
      'a call whose recipient comes first',
      '<|start|>assistant to=functions.x<|channel|>commentary<|message|>a<|call|>Two.',
    ],
    ['a call without a recipient', '<|channel|>commentary<|message|>{"path": "/"}<|call|>Two.'],
    ['the result of a tool', '<|start|>functions.x to=assistant<|channel|>commentary<|message|>a<|end|>Two.'],
    [
      'the result of a tool of any name',
      '<|start|>browser.search to=assistant<|channel|>commentary<|message|>a<|end|>Two.',
    ],
    ['the user', '<|im_start|>user\nWhat?<|im_end|>\n<|im_start|>assistant\nTwo.'],
    ['the user, in tokens of their own', '<|user|>What?<|assistant|>Two.'],
    ['the system', '<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>Two.'],
    ['a thought of Gemma', '<|channel>thought\nHm.\n<channel|>Two.'],
  ])('hides %s', (_kind, answer) => {
    expect(shown(answer)).toBe('Two.');
  });

  it.each([
    ['<|start|>assistant<|channel|>final<|message|>Two.<|return|>'],
    ['<|channel|>commentary<|message|>Two.<|end|>'],
    ['<|channel|>final Two.'],
    ['<|im_start|>assistant\nTwo.<|im_end|>\n'],
    ['<|im_start|>assistant Two.'],
    ['<start_of_turn>model\nTwo.<end_of_turn>'],
    ['<｜begin▁of▁sentence｜><｜Assistant｜>Two.<｜end▁of▁sentence｜>'],
    ['<bos>Two.<eos>'],
  ])('shows the text for the user: %j', (answer) => {
    expect(shown(answer)).toBe('Two.');
  });

  it('removes the tags of citations', () => {
    expect(shown('It is <co: 0>noon</co: 0>, or <co>one</co: 1:[0,2]>.')).toBe('It is noon, or one.');
    expect(shown('a <co b> and </code')).toBe('a <co b> and </code');
  });

  it('reports a thought', () => {
    for (const [answer, hadThought] of [
      ['<|channel|>analysis<|message|>Hm.', true],
      ['<|START_THINKING|>Hm.', true],
      ['analysisHm.', true],
      ['<|channel|>final<|message|>Two.', false],
      ['<tool_call>{"name": "x"}</tool_call>', false],
    ] as const) {
      const filter = new MarkupFilter();
      filter.read(answer);
      filter.end();
      expect(filter.hadThought).toBe(hadThought);
    }
  });
});

describe('MarkupFilter with text', () => {
  it.each([
    'a <b and c> d',
    'Use <function> or <parameter> in C.',
    'I <tool> it, <tools>.',
    'A <tool_call> opens it, and </tool_call> closes it.',
    'A <tool_response> and <function_calls> too.',
    'It says <tool_call>, and so on.',
    'x [TOOL_CALLS] y [INST] z [/INST]',
    '[A], [ARGS], [1]',
    '`<tool_call>{"a": 1}</tool_call>` and `<|im_end|>`.',
    '```xml\n<tool_call>{"a": 1}</tool_call>\nto=functions.x\n```\nDone.',
    'Code:\n\n```\n<|channel|>analysis<|message|>\n```',
    'a <s>b</s> c',
    'Send it to=functions.x or so.',
    'to\nto=day\ntoday',
    'analysis',
    'analysis of it\ncommentary\nassistant',
    'analysisHm, but not at the start'.replace('analysis', 'an analysis'),
    'assistantfinal is no word',
    '  Two spaces,\tand a tab.\n\n',
    '<',
    '</',
    'a <tool',
    'a <|',
  ])('keeps %j', (text) => {
    expect(shown(text)).toBe(text);
  });

  it('shows it at once, and holds back only text that may be markup', () => {
    const filter = new MarkupFilter();
    expect(filter.read('Hello')).toBe('Hello');
    expect(filter.read(' there to')).toBe(' there to');
    expect(filter.read(' a <')).toBe(' a ');
    expect(filter.read('b> c <tool_call>')).toBe('<b> c ');
    expect(filter.read(' is')).toBe('');
    expect(filter.read(' one.\nto')).toBe('<tool_call> is one.\n');
    expect(filter.read('day')).toBe('today');
  });
});

describe('MarkupFilter with any answer', () => {
  const fragment = fc.constantFrom(
    ...[
      'Hello.',
      ' word ',
      '\n',
      '\n\n',
      ' ',
      '`',
      '```\n',
      '{',
      '}',
      '[',
      '"',
      '<',
      '>',
      '好。',
      'to=functions.x',
      '\ncommentary to=functions.x',
      'analysis',
    ],
    ...[
      '<tool_call>',
      '</tool_call>',
      '<function=x>',
      '</function>',
      '<invoke name="a">',
      '</invoke>',
      '<tool_response>',
    ],
    ...[
      '<function_calls>',
      '</x:function_calls>',
      '<｜DSML｜invoke name="a">',
      '[TOOL_CALLS]',
      '[ARGS]',
      '<s>',
      '</s>',
    ],
    ...[
      '[get_x(',
      '[f(',
      'a="b"',
      'x=1',
      ')',
      ']',
      '](',
      ': ',
      '<|im_end|>',
      '[INST]',
      'assistant',
      '<co: 0>',
      '[|user|]',
      '<end_of_turn>',
    ],
    ...['<|channel|>', '<|message|>', '<|end|>', 'final', 'commentary', ' to=functions.x ', '<|im_start|>', 'user\n'],
    ...[
      'assistantfinal',
      'assistantcommentary',
      '<|python_tag|>',
      '<|"|>',
      '<turn|>',
      '{"a": 1}',
      '{"text": "Hi"}',
      'json',
    ],
  );
  const anyAnswer = fc
    .tuple(fc.array(fragment, { maxLength: 12 }), fc.nat(), fc.nat(3))
    .map(([parts, where, taken]) => {
      const answer = parts.join('');
      const at = where % (answer.length + 1);
      return answer.slice(0, at) + answer.slice(at + taken);
    });

  it('shows the same for any pieces', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => void shown(answer)),
      { numRuns: 1_000 },
    );
  });

  it('does linear work, for any contents', () => {
    for (const piece of [
      ...[
        '<',
        '<tool_call>',
        '<tool_call> ',
        '<tool_call>{',
        '{"a":1}',
        '<invoke name="',
        '</tool_call> a ',
        '<a:',
        '[',
        '[A',
        '[a(x="',
        '[a(x=1)] ',
        '\n[a_b("',
        'x</s> y',
        '.assistant\n',
        '.assistan',
        '<co: 1',
      ],
      ...[
        '<|start|>',
        '<|channel|>analysis',
        '<|start|> ',
        'to=',
        '\nto=',
        'to=functions.x\n',
        '`',
        '\n',
        ' ',
        'word ',
      ],
    ]) {
      expect(growthOf((times) => shownOf([piece.repeat(times)]), 1_000)).toBeLessThan(MAX_LINEAR_GROWTH);
    }
  });
});
