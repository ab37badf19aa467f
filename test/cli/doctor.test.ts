import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { SpeechServer } from '../harness/speech-server.js';
import { nexy } from './nexy.js';

const KEY = 'sk-canary-0123456789';
let model: LlmServer;
beforeAll(async () => {
  model = await startLlmServer();
});
afterAll(() => model.close());

const environment = (): Record<string, string> => ({
  LLM_CHAIN: 'local',
  LLM_PROVIDERS: JSON.stringify({
    local: { base_url: model.baseUrl, model: 'm', key_env: 'NEXY_TEST_DOCTOR_KEY' },
  }),
  LLM_FIRST_TOKEN_TIMEOUT_MS: '2000',
  NEXY_TEST_DOCTOR_KEY: KEY,
});

describe('nexy doctor', () => {
  it('reports a healthy setup, with the times of the first word and the first audio', async () => {
    model.behave({ tokens: ['OK'] });
    const { code, out, err } = await nexy(['doctor'], environment());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^good {2}model local +m at http:.* \(first word in \d+ ms\)$/m);
    expect(out).toMatch(/^good {2}speech +\w+, \d+ voices \(first audio in \d+ ms\)$/m);
    expect(out).toMatch(/no problems found\n$/);
    expect(model.requests).toHaveLength(1);
  });

  it('names the available models when the configured model is missing', async () => {
    model.behave((_index, { path }) => {
      if (path !== '/v1/models') return { status: 404 };
      return {
        raw: JSON.stringify({ object: 'list', data: [{ id: 'gemma3' }, { id: 'qwen3' }] }),
        type: 'application/json',
      };
    });
    const { code, out } = await nexy(['doctor'], environment());
    expect(code).toBe(1);
    expect(out).toMatch(/^BAD {3}model local/m);
    expect(out).toContain('set llm.providers.local.model to an available model: gemma3, qwen3');
    expect(out).toContain('problems found: 1');
    expect(out).not.toContain(KEY);
  });

  it('reports a missing key without sending a request', async () => {
    model.behave({ tokens: ['OK'] });
    const { code, out } = await nexy(['doctor', '--json'], { ...environment(), NEXY_TEST_DOCTOR_KEY: '' });
    expect(code).toBe(1);
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { subject: string; mend?: string });
    expect(findings.find(({ subject }) => subject === 'model local')).toMatchObject({
      isGood: false,
      detail: 'no key: NEXY_TEST_DOCTOR_KEY is not set',
    });
    expect(model.requests).toHaveLength(0);
  });

  it('names the voice that speaks, or the reason why it does not', async () => {
    const voice = await new SpeechServer().start();
    try {
      const env = {
        TTS_ENGINE: 'openai',
        TTS_OPENAI_BASE_URL: voice.baseUrl,
        TTS_OPENAI_KEY_ENV: 'NEXY_TEST_DOCTOR_KEY',
        NEXY_TEST_DOCTOR_KEY: KEY,
      };
      const good = await nexy(['doctor'], env);
      expect(good.out).toMatch(
        /^good {2}speech +gpt-4o-mini-tts at http:\S+ \(pcm, 24000 Hz, -1[34] dB\); fallback: \w+, \d+ voices \(first audio/m,
      );
      voice.answer = () => ({ status: 401 });
      const refused = await nexy(['doctor'], env);
      expect(refused.out).toMatch(/^BAD {3}speech +http:.* failed \(refused\); \w+ speaks instead$/m);
      expect(refused.out).toContain('set NEXY_TEST_DOCTOR_KEY to a valid API key');
      expect([good, refused].map(({ code }) => code)).toEqual([0, 1]);
    } finally {
      await voice.stop();
    }
  });
});
