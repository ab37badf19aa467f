import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThoughtFilter } from '../../src/main/llm/answer-filter/thought-filter.js';
import { growthOf, MAX_LINEAR_GROWTH } from './linear-growth.js';

function push(filter: ThoughtFilter, piece: string): string {
  filter.read(piece);
  return filter.take();
}

function shownOf(pieces: readonly string[], startsInThought = false): string {
  const filter = new ThoughtFilter(startsInThought);
  return pieces.map((piece) => push(filter, piece)).join('') + filter.end();
}

/** Returns an answer cut into pieces in several ways. */
function everyWay(answer: string): string[][] {
  const inPieces = (size: number): string[] =>
    Array.from({ length: Math.ceil(answer.length / size) }, (_, n) => answer.slice(n * size, (n + 1) * size));
  return [[answer], inPieces(1), inPieces(2), inPieces(3), inPieces(7)];
}

describe('ThoughtFilter', () => {
  it.each<[situation: string, answer: string, shown: string]>([
    ['at the start', '<think>The user greets.</think>Hello.', 'Hello.'],
    ['of several lines', '<think>\nOne.\n\nTwo.\n</think>\n\nHello.', 'Hello.'],
    ['that is empty', '<think></think>Hello.', 'Hello.'],
    ['that is blank', '<think>\n\n</think>\n\nHello.', 'Hello.'],
    ['in one empty tag', '<think/>Hello.', 'Hello.'],
    ['in one empty tag with a space', '<think />\nHello.', 'Hello.'],
    ['after white space', '\n \n<think>x</think> Hello.', 'Hello.'],
    ['in capitals', '<THINK>x</Think>Hello.', 'Hello.'],
    ['called thinking', '<thinking>x</thinking>Hello.', 'Hello.'],
    ['called thought', '<thought>x</thought>Hello.', 'Hello.'],
    ['called reasoning', '<reasoning>x</reasoning>Hello.', 'Hello.'],
    ['called seed:think', '<seed:think>x</seed:think>Hello.', 'Hello.'],
    ['called thoughts', '<thoughts>x</thoughts>Hello.', 'Hello.'],
    ['called thought_process', '<thought_process>x</thought_process>Hello.', 'Hello.'],
    ['called reflection', '<reflection>x</reflection>Hello.', 'Hello.'],
    ['called scratchpad', '<scratchpad>x</scratchpad>Hello.', 'Hello.'],
    ['called inner_monologue', '<inner_monologue>x</inner_monologue>Hello.', 'Hello.'],
    ['called antThinking', '<antThinking>x</antThinking>Hello.', 'Hello.'],
    ['with any prefix in its tags', '<x:think>x</x:think>Hello.', 'Hello.'],
    ['with attributes in its tag', '<thinking time="3">x</thinking>Hello.', 'Hello.'],
    ['in the tags of Kimi', '◁think▷x◁/think▷Hello.', 'Hello.'],
    ['behind a sentence', 'Well. <think>x</think> Hello.', 'Well. Hello.'],
    ['behind a sentence, without spaces', 'Well.<think>x</think>Hello.', 'Well. Hello.'],
    ['behind a sentence, before a paragraph', 'Well.<think>x</think>\n\nHello.', 'Well.\n\nHello.'],
    ['within a sentence', 'It is <think>Noon?</think>noon.', 'It is noon.'],
    ['between two Chinese sentences', '好。<think>x</think>你好。', '好。你好。'],
    ['behind a sentence, never closed', 'Hello. <think>The user', 'Hello. '],
    ['behind a sentence, without a text', 'Hello. <think>', 'Hello. '],
    ['in brackets', '[THINK]x [1] <b> [/x[/THINK]Hello.', 'Hello.'],
    ['in brackets, never closed', '[THINK]x', ''],
    ['with spaces in its tags', '<think >x</think\n>Hello.', 'Hello.'],
    ['with many spaces in its tags', `<seed:think${' '.repeat(8)}>x</seed:think${' '.repeat(8)}>Hello.`, 'Hello.'],
    ['with marks in it', '<think>a<b, </b>, <think>, </thinking> and </ </think>Hello.', 'Hello.'],
    ['before another thought', '<think>a</think>\n<reasoning>b</reasoning>\nHello.', 'Hello.'],
    ['on a separate line', 'Hello.\n<think>x</think>\nHow are you?', 'Hello.\nHow are you?'],
    ['on several separate lines', 'Hello.\n\n  <think>\nx\n</think>\n\nHow are you?', 'Hello.\n\n  How are you?'],
    ['in brackets, with another tag in it', '[THINK]Qwen writes </think> here. Secret.[/THINK]Hello.', 'Hello.'],
    ['with a tag in brackets in it', '<think>Mistral writes [/THINK] here. Secret.</think>Hello.', 'Hello.'],
    ['with a pair of tags in brackets in it', '<think>\n[THINK]x[/THINK]\nSecret.</think>Hello.', 'Hello.'],
    ['that is never closed', '<think>The user greets. Hello.', ''],
    ['that is never closed, in the middle', 'Hello.\n<think>x', 'Hello.\n'],
    ['with its end cut off', '<think>x</thi', ''],
    ['and nothing else', '<think>x</think>', ''],
    ['and white space', '<think>x</think>\n\n', ''],
  ])('hides a thought %s', (_situation, answer, shown) => {
    for (const pieces of everyWay(answer)) expect(shownOf(pieces)).toBe(shown);
  });

  it.each([
    'I <think> so.',
    '[thinking] Hello.',
    '[Think] of a [THINK], [TH',
    '[1] A note, ![picture](x) and [/THIN',
    'It ends with [/THINK] and goes on.',
    'Hello.\n[/THINK]\nHow are you?',
    '[/THINK]',
    'Tags such as <think> and <reasoning> end with </think> and </reasoning>.',
    'Tags such as <think> and [THINK] end with [/THINK] and </think>.',
    'a<b and b>a',
    'if (a <t) return;',
    'Name the tag "<think>" here.',
    'Wrap it in <think>...</think> here.',
    'I <think>so, and that is all.',
    'a <x:think>b <y:think>c <think>d',
    'The tags `<think>` and `</think>` are here.',
    '`<think>` opens it and `</think>` closes it.',
    'So:\n```xml\n<think>\nx\n</think>\n```\nIt is done.',
    'A <b>bold</b> word, <thinker>, <thin>, </ think>.',
    '<p>Hello</p>',
    '<',
    '</',
    '<thi',
    '  Two spaces, and a tab\t.\n\n',
    '1 < 2 << 3 <<< 4',
  ])('finds no thought in %j', (text) => {
    for (const pieces of everyWay(text)) expect(shownOf(pieces)).toBe(text);
  });

  it('holds back only text that may become a tag', () => {
    const filter = new ThoughtFilter();
    expect(push(filter, 'Hello')).toBe('Hello');
    expect(push(filter, ' a <')).toBe(' a ');
    // It may become the prefix of a tag's name.
    expect(push(filter, 'b')).toBe('');
    expect(push(filter, '>\n<th')).toBe('<b>\n');
    expect(push(filter, 'e end')).toBe('<the end');
    expect(push(filter, ' a <think>')).toBe(' a ');
    expect(push(filter, ' b')).toBe('<think> b');
  });

  it('finds every thought in any chunking', () => {
    const thought = fc.tuple(
      fc.constantFrom('think', 'THINKING', 'thought', 'Reasoning'),
      fc.constantFrom('', '\n\n', 'a < b', 'Hm.\n<think>\n', '</', 'x'.repeat(50)),
    );
    const line = fc.constantFrom('Hello.', 'I <think> so', 'a<b', '  <b>x</b>', '', '</', '<thinking', 'x'.repeat(40));
    const anyAnswer = fc.array(fc.oneof(thought, line), { maxLength: 12 }).map((parts) => ({
      answer: parts
        .map((part) => (typeof part === 'string' ? `${part}\n` : `<${part[0]}>${part[1]}</${part[0]}>`))
        .join(''),
      text: parts.filter((part) => typeof part === 'string').join(''),
    }));
    const anyLengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    const inLengths = (text: string, lengths: readonly number[]): string[] => {
      const pieces: string[] = [];
      for (let at = 0, n = 0; at < text.length; n++) {
        const length = lengths[n % lengths.length] ?? 1;
        pieces.push(text.slice(at, at + length));
        at += length;
      }
      return pieces;
    };
    fc.assert(
      fc.property(anyAnswer, anyLengths, ({ answer, text }, lengths) => {
        const shown = shownOf([answer]);
        expect(shownOf(inLengths(answer, lengths))).toBe(shown);
        // White space beside a thought is dropped with the thought.
        expect(shown.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a thought that the template of the model has opened', () => {
  const answer = 'A greeting.\nI greet back.\n</think>\n\nHello.';

  it('is dropped when all of it comes in one piece', () => {
    const filter = new ThoughtFilter();
    expect(push(filter, answer) + filter.end()).toBe('Hello.');
    expect(filter.endsTemplateThought).toBe(true);
  });

  it('loses at least its tag when its text was shown already, and sets endsTemplateThought', () => {
    const filter = new ThoughtFilter();
    const shown = [...answer].map((character) => push(filter, character)).join('') + filter.end();
    expect(shown).toBe('A greeting.\nI greet back.\nHello.');
    expect(filter.endsTemplateThought).toBe(true);
  });

  it('does not end in the middle of a line that was shown already', () => {
    expect(shownOf(['Close it ', 'with </think> here.'])).toBe('Close it with </think> here.');
  });

  it('is dropped in any pieces when it is expected', () => {
    for (const pieces of everyWay(answer)) {
      const filter = new ThoughtFilter(true);
      expect(pieces.map((piece) => push(filter, piece)).join('') + filter.end()).toBe('Hello.');
      expect(filter.endsTemplateThought).toBe(true);
    }
  });

  it('is shown as the answer when no tag ends it', () => {
    for (const pieces of everyWay('Hello. a<b')) expect(shownOf(pieces, true)).toBe('Hello. a<b');
    expect(shownOf(['<think>x</think>', 'Hello.'], true)).toBe('Hello.');
    expect(new ThoughtFilter(true).endsTemplateThought).toBe(false);
  });

  it('is not expected in the next answer when no text follows its tag', () => {
    for (const pieces of everyWay('It is noon.\n</think>')) {
      const filter = new ThoughtFilter();
      for (const piece of pieces) push(filter, piece);
      filter.end();
      expect(filter.endsTemplateThought).toBe(false);
    }
  });

  it('is not ended by a tag that was opened in the text', () => {
    const filter = new ThoughtFilter();
    const answer = 'Write <think> before it, and </think> behind it.';
    expect(push(filter, answer) + filter.end()).toBe(answer);
    expect(filter.endsTemplateThought).toBe(false);
  });

  it.each([
    'Okay, the user greets me.\nI greet back.',
    'Okay, so the user’s greeting is short. I greet back.',
    'Hmm, the user just said hello.',
    'The user asks for the time, so I say it.',
    'So the user wants a greeting',
    'Хорошо, пользователь поздоровался.',
    'Пользователь спрашивает о времени.',
    '好的，用户想打个招呼。',
    '用户问好。',
  ])('is found in the first answer when it speaks about the user: %j', (thought) => {
    for (const pieces of everyWay(`${thought}\n</think>\n\nHello.`)) expect(shownOf(pieces)).toBe('Hello.');
    for (const pieces of everyWay(thought)) expect(shownOf(pieces)).toBe(thought);
  });

  it.each([
    'Okay, I will do it.',
    'Okay.',
    'The user interface is ready.',
    'Okay, the users are here.',
    'The user manual says no.',
    'So it is.',
    'Хорошо, сделаю.',
    '好的，现在开始。',
    `Well${' '.repeat(100)}done`,
  ])('is not seen in %j, which is held back for a few words at most', (text) => {
    const filter = new ThoughtFilter();
    push(filter, text);
    expect(push(filter, ' More and more.')).not.toBe('');
    expect(shownOf([text])).toBe(text);
  });

  it('is not ended by a tag in brackets without an opening tag', () => {
    for (const startsInThought of [false, true]) {
      const text = 'It ends with\n[/THINK]\nand goes on.';
      const filter = new ThoughtFilter(startsInThought);
      expect(push(filter, text) + filter.end()).toBe(text);
      expect(filter.endsTemplateThought).toBe(false);
    }
    expect(shownOf(['Mistral writes [/THINK] here.\n</think>Hello.'], true)).toBe('Hello.');
  });

  it('is ended by its tag, even when it contains other tags', () => {
    expect(shownOf(['I name <reasoning> and [THINK] here.\n</think>Hello.'])).toBe('Hello.');
  });

  it('is dropped when it grows beyond the limit', () => {
    const filter = new ThoughtFilter(true);
    for (let n = 0; n < 100; n++) expect(push(filter, 'x'.repeat(1_000))).toBe('');
    expect(filter.end()).toBe('');
  });
});

describe('the work of ThoughtFilter', () => {
  it('is linear in the length of the text, for any contents', () => {
    for (const piece of [
      '<',
      '<t',
      '[',
      '[TH',
      '[/THINK]',
      '\n<',
      '<think',
      '\n<think>x</think>',
      '</think>\n',
      ' ',
      'word ',
      'a <think>b ',
      '<a:think>',
      '`<think>',
      'okay, ',
      '◁think▷',
      '</think> a ',
    ]) {
      expect(growthOf((times) => shownOf([piece.repeat(times)]), 10_000)).toBeLessThan(MAX_LINEAR_GROWTH);
    }
  });
});
