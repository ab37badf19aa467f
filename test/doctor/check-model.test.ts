import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { checkModel } from '../../src/main/doctor/check-model.js';
import type { Finding } from '../../src/main/doctor/finding.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';

const KEY = 'sk-canary-0123456789';
let model: LlmServer;
beforeAll(async () => {
  vi.stubEnv('NEXY_TEST_DOCTOR_KEY', KEY);
  model = await startLlmServer();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await model.close();
});

/** Checks the model `local`; `fields` are added to its entry in llm.providers, and `overrides` to the config. */
function check(fields: object = {}, overrides: Readonly<Record<string, unknown>> = {}): Promise<Finding> {
  const local = { base_url: model.baseUrl, model: 'm', key_env: 'NEXY_TEST_DOCTOR_KEY', ...fields };
  const { config } = loadConfig({
    env: { LLM_CHAIN: 'local', LLM_PROVIDERS: JSON.stringify({ local }) },
    overrides: { 'llm.first_token_timeout_ms': 1_000, ...overrides },
  });
  return checkModel('local', config.llm);
}

describe('checkModel', () => {
  it.each([
    ['a key that is not valid', { status: 401 }, 'set NEXY_TEST_DOCTOR_KEY to a valid API key'],
    ['a provider that throttles', { status: 429 }, 'check the rate limits and the credit'],
    ['an HTML page instead of a model', { raw: '<html>Hello</html>' }, 'most end in /v1'],
    [
      'a model without text before the timeout',
      { hang: 'before headers' },
      'raise llm.first_token_timeout_ms (now 1000)',
    ],
    ['a local model that may not be loaded yet', { hang: 'before headers' }, 'set llm.providers.local.warm_up to true'],
    ['a redirect', { status: 307, headers: { location: '/v2' } }, 'set llm.providers.local.base_url to the address'],
    ['an error inside a reply with status 200', { raw: 'error: {"code":500}\n\n' }, 'try again later'],
    [
      'a model that sends only thoughts',
      { raw: 'data: [DONE]\n\n' },
      'switch thinking off in llm.providers.local.body',
    ],
    ['a model that is not pulled', { status: 404 }, 'with Ollama: ollama pull m'],
  ] as const)('says how to fix %s', async (_situation, behaviour, mend) => {
    model.behave(behaviour);
    const finding = await check();
    expect(finding).toMatchObject({ subject: 'model local', isGood: false, mend: expect.stringContaining(mend) });
    expect(JSON.stringify(finding)).not.toContain(KEY);
  });

  it.each([
    ['between tags', ['<think>The user tests me.</think>', 'OK']],
    ['between tags in pieces', ['<thi', 'nk>Hm', '.</th', 'ink>\n\n', 'OK']],
    ['that its template opens', ['The test is simple.\n', '</think>\n\n', 'OK']],
    ['in a channel', ['<|channel|>analysis<|message|>Hm.<|end|>', '<|channel|>final<|message|>OK<|return|>']],
  ])('says how to switch off the thoughts of a model that writes them into its answer %s', async (_kind, tokens) => {
    model.behave({ tokens });
    expect(await check()).toMatchObject({
      isGood: true,
      detail: expect.stringContaining('it writes its thoughts into its answers'),
      mend: expect.stringMatching(/llm\.providers\.local\.body.*reasoning_effort: none.*enable_thinking: false/),
    });
  });

  it('tells an answer of thoughts alone from an empty one', async () => {
    model.behave({ tokens: ['<think>The user tests me. I could say OK.'] });
    const finding = await check();
    expect(finding).toMatchObject({ isGood: false, mend: expect.stringContaining('the answer has only thoughts') });
    model.behave({ tokens: [] });
    expect((await check()).mend).toContain('if the model only thinks');
  });

  it('gives no advice about thoughts that a server sends in their own field, and none without thoughts', async () => {
    const event = (delta: object): string =>
      `data: ${JSON.stringify({ choices: [{ delta, finish_reason: null }] })}\n\n`;
    model.behave({ raw: `${event({ reasoning_content: 'Hm.' })}${event({ content: 'OK' })}data: [DONE]\n\n` });
    expect(await check()).not.toHaveProperty('mend');
    model.behave({ tokens: ['I <think> so.'] });
    expect(await check()).not.toHaveProperty('mend');
  });

  it('accepts the built-in model echo, and names a scenario file that cannot be read', async () => {
    const { config } = loadConfig({ env: {}, overrides: { 'llm.script_file': '/nowhere/answers.yaml' } });
    expect(await checkModel('echo', config.llm)).toEqual({ subject: 'model echo', isGood: true, detail: 'built in' });
    expect(await checkModel('script', config.llm)).toMatchObject({
      isGood: false,
      detail: '/nowhere/answers.yaml cannot be read as a scenario',
    });
  });

  it('gives a model with warm_up enough time to load', async () => {
    model.behave({ tokens: ['OK'], delayMs: 600 });
    const short = { 'llm.first_token_timeout_ms': 300 };
    expect(await check({ warm_up: true }, short)).toMatchObject({ isGood: true });
    model.behave({ hang: 'before headers' });
    expect(await check({ warm_up: true }, { ...short, 'llm.total_timeout_ms': 600 })).toMatchObject({
      isGood: false,
      mend: expect.stringContaining('raise llm.total_timeout_ms (now 600)'),
    });
  });
});
