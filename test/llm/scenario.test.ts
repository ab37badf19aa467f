import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EchoLlm } from '../../src/main/llm/echo.js';
import { readScenario, type Scenario, ScenarioLlm } from '../../src/main/llm/scenario.js';
import type { Llm, LlmEvent, LlmRequest } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';

const requestOf = (prompt: string): LlmRequest => ({
  system: '',
  history: [],
  prompt,
  sessionId: 'one',
  hardwareId: 'phone',
  language: undefined,
  image: undefined,
  screen: undefined,
});

async function events(llm: Llm, prompt = 'Hello', signal = new AbortController().signal): Promise<LlmEvent[]> {
  const seen: LlmEvent[] = [];
  for await (const event of llm.stream(requestOf(prompt), signal)) seen.push(event);
  return seen;
}

async function answer(llm: Llm, fields: Partial<LlmRequest>): Promise<string> {
  const seen: string[] = [];
  for await (const event of llm.stream({ ...requestOf('x'), ...fields }, new AbortController().signal)) {
    if (event.type === 'text') seen.push(event.text);
  }
  return seen.join('');
}

const texts = (seen: readonly LlmEvent[]): string[] =>
  seen.flatMap((event) => (event.type === 'text' ? [event.text] : []));
const llmOf = (...answers: Scenario['answers']): ScenarioLlm => new ScenarioLlm({ answers });

function withScenarioFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-script-'));
  try {
    const file = join(folder, 'answers.yaml');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an answer of a scenario', () => {
  it('comes token by token, as written', async () => {
    const seen = await events(
      llmOf({ tokens: ['Hel', { text: 'lo ' }, { delay_ms: 1 }, { text: 'there.', delay_ms: 1 }] }),
    );
    expect(texts(seen)).toEqual(['Hel', 'lo ', 'there.']);
  });

  it('is the first answer with a matching part of the prompt, in any letter case', async () => {
    const llm = llmOf(
      { match: 'WEATHER', tokens: ['Sunny.'] },
      { match: 'привет', tokens: ['Здравствуйте.'] },
      { tokens: ['What?'] },
      { match: 'never', tokens: ['Not reached.'] },
    );
    expect(texts(await events(llm, 'How is the weather?'))).toEqual(['Sunny.']);
    expect(texts(await events(llm, 'ПРИВЕТ!'))).toEqual(['Здравствуйте.']);
    expect(texts(await events(llm, 'never'))).toEqual(['What?']);
  });

  it('is the error not_found when no answer matches', async () => {
    await expect(events(llmOf({ match: 'weather', tokens: ['Sunny.'] }))).rejects.toThrow(new NexyError('not_found'));
  });

  it('fails at the step that demands it, after the text before that step', async () => {
    const llm = llmOf({ tokens: ['One. ', { fail: 'unavailable' }, 'Two.'] });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of llm.stream(requestOf('x'), new AbortController().signal)) {
        if (event.type === 'text') seen.push(event.text);
      }
    })();
    await expect(reading).rejects.toMatchObject({ type: 'unavailable' });
    expect(seen).toEqual(['One. ']);
  });

  it('ends with its token usage', async () => {
    const seen = await events(llmOf({ tokens: ['Hi.'], usage: { input_tokens: 12, output_tokens: 3 } }));
    expect(seen).toEqual([
      { type: 'text', text: 'Hi.' },
      { type: 'usage', inputTokens: 12, outputTokens: 3, model: 'script' },
    ]);
  });

  it('describes the picture and the screen of the request in place of its placeholders', async () => {
    const llm = llmOf({ tokens: ['I see {picture} ', { text: 'on {screen}; {picture}, {nothing}.' }] });
    const image = { bytes: new Uint8Array(92_345), mimeType: 'image/jpeg', width: 1_280, height: 720 } as const;
    expect(await answer(llm, { image, screen: { width: 1_920, height: 1_080 } })).toBe(
      'I see image/jpeg, 1280 x 720, 93 kB on 1920 x 1080; image/jpeg, 1280 x 720, 93 kB, {nothing}.',
    );
    expect(await answer(llm, {})).toBe('I see none on none; none, {nothing}.');
  });

  it.each([
    ['between tags', ['<thi', 'nk>Hm.</think', '>\n\nHel', 'lo.']],
    ['that its template would open', ['Hm. ', 'Hello?\n', { text: '</think>', delay_ms: 1 }, '\n\nHel', 'lo.']],
    ['and a call of a tool', ['<think>Hm.</think>', '<tool_call>{"name": ', '"x"}</tool_call>', 'Hello.']],
  ])('is free of a thought %s', async (_kind, tokens) => {
    expect(texts(await events(llmOf({ tokens }))).join('')).toBe('Hello.');
  });

  it.each([['<think>Only a thought.</think>'], ['<think>No end'], ['<tool_call>{"name": "x"}</tool_call>'], [' \n']])(
    'is the failure empty when nothing of it is for the user: %j',
    async (token) => {
      await expect(events(llmOf({ tokens: [token] }))).rejects.toMatchObject({ failure: 'empty', type: 'unavailable' });
    },
  );

  it.each([
    ['it hangs', { hang: true as const }],
    ['it waits for an hour', { delay_ms: 3_600_000 }],
  ])('ends at once when it is cancelled while %s', async (_situation, step) => {
    const turn = new AbortController();
    const reading = events(llmOf({ tokens: ['One. ', step, 'Two.'] }), 'x', turn.signal);
    setTimeout(() => turn.abort(new NexyError('cancelled_by_user')), 5);
    await expect(reading).rejects.toThrow();
  });

  it('is the same for two requests at once', async () => {
    const llm = llmOf({ tokens: ['One. ', { delay_ms: 2 }, 'Two.'] });
    const both = await Promise.all([events(llm), events(llm)]);
    expect(both.map(texts)).toEqual([
      ['One. ', 'Two.'],
      ['One. ', 'Two.'],
    ]);
  });
});

describe('a scenario file', () => {
  it('may be YAML or JSON', () => {
    const script = { answers: [{ match: 'hi', tokens: ['Hello ', { text: 'there', delay_ms: 5 }, { hang: true }] }] };
    expect(withScenarioFile(JSON.stringify(script), readScenario)).toEqual(script);
    const yaml = 'answers:\n  - match: hi\n    tokens: ["Hello ", { text: there, delay_ms: 5 }, { hang: true }]\n';
    expect(withScenarioFile(yaml, readScenario)).toEqual(script);
  });

  it.each([
    ['is empty', '', 'is not a scenario'],
    ['has no answers', 'answers: []', 'answers'],
    ['is a list', '- tokens: []', 'is not a scenario'],
    ['misspells a key', 'answers: [{ tokens: [], mach: hi }]', 'mach'],
    ['has an unknown step', 'answers: [{ tokens: [{ wait: 5 }] }]', 'answers.0.tokens.0'],
    ['fails in a way that does not exist', 'answers: [{ tokens: [{ fail: exploded }] }]', 'answers.0.tokens.0'],
    ['has a negative delay', 'answers: [{ tokens: [{ delay_ms: -1 }] }]', 'answers.0.tokens.0'],
    ['is not YAML', 'answers: [', 'cannot be read'],
  ])('is named in the error, with its fault, when it %s', (_situation, text, problem) => {
    withScenarioFile(text, (file) => {
      expect(() => readScenario(file)).toThrow(file);
      expect(() => readScenario(file)).toThrow(problem);
    });
  });

  it('is named in the error when it does not exist', () => {
    const file = join(tmpdir(), 'nexy-no-such-script.yaml');
    expect(() => readScenario(file)).toThrow(file);
  });
});

describe('EchoLlm', () => {
  it('repeats the prompt unchanged', async () => {
    const prompt = '  Hello, 世界!\n\nHow are you? ';
    expect(await events(new EchoLlm(), prompt)).toEqual([{ type: 'text', text: prompt }]);
  });

  it('leaves out thoughts and the markup of protocols', async () => {
    const prompt = '<think>Hm.</think>Hello.<|im_end|>';
    expect(await events(new EchoLlm(), prompt)).toEqual([{ type: 'text', text: 'Hello.' }]);
    await expect(events(new EchoLlm(), '<think>Hm.</think>')).rejects.toMatchObject({ failure: 'empty' });
  });

  it('rejects a turn that is over with its reason', async () => {
    const reason = new NexyError('timeout');
    await expect(events(new EchoLlm(), 'x', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
