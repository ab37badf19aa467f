import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelFilter } from '../../src/main/llm/answer-filter/label-filter.js';
import { growthOf, MAX_LINEAR_GROWTH } from './linear-growth.js';

function shownOf(pieces: readonly string[]): string {
  const filter = new LabelFilter();
  return pieces.map((piece) => filter.read(piece)).join('') + filter.end();
}

const inPieces = (answer: string, size: number): string[] =>
  Array.from({ length: Math.ceil(answer.length / size) }, (_, n) => answer.slice(n * size, (n + 1) * size));

/** Returns the text that is shown of an answer, which must not depend on its pieces. */
function shown(answer: string): string {
  const whole = shownOf([answer]);
  for (const size of [1, 2, 3, 7]) expect(shownOf(inPieces(answer, size))).toBe(whole);
  return whole;
}

const STEP = 'Thought: I look it up.\nAction: search\nAction Input: {"q": "time"}\nObservation: 12:00\n';

describe('LabelFilter at a trace', () => {
  it.each<[situation: string, answer: string]>([
    ['of one step', `${STEP}Thought: I know it.\nFinal Answer: Two.`],
    ['of three steps', `${STEP.repeat(3)}Final Answer: Two.`],
    ['of a thought alone', 'Thought: I know it.\nFinal Answer: Two.'],
    ['whose answer is called so', 'Thought: I can answer without using any tools.\nAnswer: Two.'],
    ['without thoughts', 'Action: search\nAction Input: time\nObservation: 12:00\nFinal Answer: Two.'],
    ['with arguments in brackets', 'Action: Search[time]\nObservation: 12:00\nFinal Answer: Two.'],
    ['with numbers', 'Thought 1: Hm.\nAction 1: Search[time]\nObservation 1: 12:00\nFinal Answer: Two.'],
    ['in bold', '**Thought:** Hm.\n**Action:** search\n**Action Input:** time\n**Final Answer:** Two.'],
    ['in bold without the colons', '**Thought**: Hm.\n**Final Answer**: Two.'],
    ['in headings', '### Thought: Hm.\n### Final Answer: Two.'],
    ['in capitals', 'THOUGHT: Hm.\nFINAL ANSWER: Two.'],
    ['with empty lines', 'Thought: Hm.\n\nAction: search\n\nAction Input:\n{\n}\n\nFinal Answer:\n\nTwo.'],
    ['whose thought has several lines', 'Thought: Hm.\nAnd so on.\nFinal Answer: Two.'],
    ['that starts with its input', 'Action Input: time\nObservation: 12:00\nFinal Answer: Two.'],
    ['with a call in JSON', 'Thought: Hm.\nAction:\n```json\n{"action": "search"}\n```\nFinal Answer: Two.'],
    ['with another one behind it', 'Thought: Hm.\nFinal Answer: Two.\nQuestion: And?\nThought: Hm.\nFinal Answer: x'],
    ['of Qwen-Agent', '✿FUNCTION✿: get\n✿ARGS✿: {}\n✿RESULT✿: x\n✿RETURN✿: Two.'],
    ['in Russian', 'Мысль: Хм.\nДействие: поиск\nВвод действия: x\nНаблюдение: y\nОкончательный ответ: Two.'],
    ['in Chinese', '思考：嗯。\n行动：search\n行动输入：x\n观察：y\n最终答案：Two.'],
    ['in German', 'Gedanke: Hm.\nAktion: suche\nAktionseingabe: x\nBeobachtung: y\nEndgültige Antwort: Two.'],
    ['in French', 'Pensée: Hm.\nAction: cherche\nEntrée de l’action: x\nObservation: y\nRéponse finale: Two.'],
    ['in Spanish', 'Pensamiento: Hm.\nAcción: busca\nEntrada de la acción: x\nRespuesta final: Two.'],
  ])('shows only the final answer %s', (_situation, answer) => {
    expect(shown(answer).trim()).toBe('Two.');
    expect(shown(`One.\n${answer}`).trim()).toBe('One.\nTwo.');
  });

  it.each([
    STEP,
    'Action: search\nAction Input: x',
    'Thought: Hm.\nAction: get_time',
    'Action: ```json\n[{"tool_name": "x"',
  ])('shows nothing when it has no final answer: %j', (answer) => {
    expect(shown(answer)).toBe('');
  });

  it('keeps the object with the final answer', () => {
    const object = '{\n  "action": "Final Answer",\n  "action_input": "Two."\n}';
    expect(shown(`Thought: Hm.\nAction:\n${object}`)).toBe(object);
    expect(shown(`Action:\n\`\`\`json\n${object}\n\`\`\``)).toBe(`\`\`\`json\n${object}\n\`\`\``);
  });
});

describe('LabelFilter at the code fence of a call', () => {
  it('removes the call and its result', () => {
    expect(shown('```tool_code\nget()\n```\n```tool_outputs\n12\n```\nTwo.')).toBe('Two.');
    expect(shown('One.\n```tool_code \nprint(get(a="`"))\n```\n\nTwo.')).toBe('One.\nTwo.');
    expect(shown('One.\n```tool_code\nget()')).toBe('One.\n');
  });

  it.each(['```python\ntool_code\n```\n', '```\n```tool_code\n', '```tool_codes\nx\n```', '``', '```tool_code'])(
    'keeps other code: %j',
    (text) => {
      expect(shown(text)).toBe(text);
    },
  );
});

describe('LabelFilter at a heading of a prompt', () => {
  it.each(['### Human:', '### User: ', '### Instruction:\n', '###Human:'])('ends the answer at %j', (heading) => {
    expect(shown(`One.\n\n${heading}And?\n### Assistant: Two.`)).toBe('One.\n\n');
    const filter = new LabelFilter();
    filter.read(`One.\n${heading}`);
    expect(filter.isOver).toBe(true);
  });

  it('removes the heading of the answer itself', () => {
    expect(shown('### Assistant: Two.')).toBe('Two.');
    expect(shown('### Response:\nTwo.\n### Instruction:\nx')).toBe('Two.\n');
  });
});

describe('LabelFilter with text', () => {
  it.each([
    'Do this:\n1. Wait.\nAction: press the red button.\nResult: it stops.',
    'Action: press the red button\nResult: it stops.',
    'Action: stop\nAction: wait\nAction: go\n',
    'Action: stir it.\nObservation: it dissolves.',
    'Action: stir\nObservation: it dissolves.',
    'Action: a film with many explosions, and more.',
    'Thought: a process in the mind.\n\nIt is a noun.\n\nFinal Answer: no.',
    'Situation: work\nThought: I fail.\nFeeling: sad',
    'Observation: the water boils.\nFinal Answer: 42',
    'Question: What is it?\nAnswer: Two.',
    'So:\n```\nThought: Hm.\nAction: x\nAction Input: y\nFinal Answer: z\n### Human:\n```\nDone.',
    'It says Thought: Hm.\nIt says Final Answer: x',
    'User: Hi.\nAssistant: Hello.\nHuman: Bye.',
    'It is so.\nUser: Hi.\nAssistant: Hello.',
    'Here is a dialogue:\n\n### Human:\nHi.\n\n### Robot:\nHello.',
    '# Roles\n\n### User:\nreads\n\n### Editor:\nwrites',
    'Mix it.\n\n### Instructions:\n1. Stir.\n### Users:\nAll.',
    'Action',
    'Action:',
    'Thought: Hm.',
    '* a\n** b\n#\n##\n### ',
    '',
  ])('keeps %j', (text) => {
    expect(shown(text)).toBe(text);
  });

  it('shows it at once, and holds back only text that may be a note', () => {
    const filter = new LabelFilter();
    expect(filter.read('The')).toBe('The');
    expect(filter.read(' thought:\nAct')).toBe(' thought:\n');
    expect(filter.read('ors')).toBe('Actors');
    expect(filter.read('.\nAction: press')).toBe('.\n');
    expect(filter.read(' the red button, and')).toBe('Action: press the red button, and');
    expect(filter.read(' wait.\nAction: stop\nA')).toBe(' wait.\n');
    expect(filter.read('nd so on')).toBe('Action: stop\nAnd so on');
    expect(filter.read('.\nThought: one.\n\nT')).toBe('.\n');
    expect(filter.read('wo')).toBe('Thought: one.\n\nTwo');
  });

  it('shows a long thought without a trace at last', () => {
    const filter = new LabelFilter();
    expect(filter.read(`Thought: ${'word '.repeat(300)}`)).toHaveLength(9 + 1_500);
  });
});

describe('LabelFilter with any answer', () => {
  const fragment = fc.constantFrom(
    ...['Thought:', 'Thought 2:', 'Action:', 'Action Input:', 'Observation:', 'Final Answer:', 'Answer:', 'Question:'],
    ...[
      '**Thought:**',
      '**Final Answer:**',
      '思考：',
      '### ',
      '### Human:',
      '### Response:',
      '# ',
      '\n',
      '\n\n',
      ' ',
      '`',
    ],
    ...[
      '```\n',
      '```json\n',
      '```tool_code\n',
      '✿RETURN✿:',
      '{"action": "',
      'search"',
      'Final Answer"',
      '[{',
      'Search[x]',
      'get_time',
      'word',
      '. ',
      ':',
    ],
  );
  const anyAnswer = fc.array(fragment, { maxLength: 16 }).map((parts) => parts.join(''));

  it('shows the same for any pieces', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => void shown(answer)),
      { numRuns: 3_000 },
    );
  });

  it('does linear work, for any contents', () => {
    for (const piece of [
      ...['Thought: ', 'Thought: a\n', 'Action: f(', '\nAction: a', '\nAction: ```json\n[', '\nAction:', '\n**', '\n#'],
      ...[
        '\n',
        '\n ',
        ' ',
        'Action: a b c d\n',
        '\nThought: x\n\ny',
        '\nFinal Answer: x',
        '\n思',
        '\n```tool_code\n`',
        '\n```tool_c',
        'word ',
      ],
    ]) {
      expect(growthOf((times) => shownOf([piece.repeat(times)]), 1_000)).toBeLessThan(MAX_LINEAR_GROWTH);
    }
  });
});
