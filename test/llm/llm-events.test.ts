import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { createLlm } from '../../src/main/llm/create-llm.js';
import { DecisionLog } from '../../src/main/log/decision-log.js';
import { llmEvents } from '../../src/main/server/events/llm-events.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { LogLine } from '../harness/server.js';
import { until } from '../pool/pools.js';
import { DONE, data, says, usage } from './chat-events.js';
import { NEVER, REQUEST } from './openai-llms.js';

let server: LlmServer | undefined;
afterEach(() => server?.close());

const SECRET = 'sk-canary-0123456789';

/** Returns the log lines of two turns with a model of the given behaviour. */
async function linesOf(behaviour: Behaviour | ((index: number) => Behaviour), provider = {}): Promise<LogLine[]> {
  server = await startLlmServer();
  server.behave(behaviour);
  const { config } = loadConfig({
    env: {},
    overrides: {
      'llm.chain': ['local'],
      'llm.providers': { local: { base_url: server.baseUrl, model: 'gemma3', ...provider } },
      'llm.max_retries': 0,
    },
  });
  const lines: LogLine[] = [];
  const log = new DecisionLog(config.logging, { write: (line) => void lines.push(JSON.parse(line) as LogLine) });
  const { llm, close } = await createLlm(config.llm.chain, config, llmEvents(log, config.llm.providers));
  for (let n = 0; n < 2; n++) {
    try {
      for await (const _ of llm.stream(REQUEST, NEVER));
    } catch {
      // The failure is in the log.
    }
  }
  if (Object.hasOwn(provider, 'warm_up'))
    await until(() => lines.some(({ method }) => method === 'warm_up'), 'it is logged');
  await close();
  expect(JSON.stringify(lines)).not.toContain(SECRET);
  return lines;
}

describe('llmEvents', () => {
  it('logs the code of an error inside a reply with status 200, and never its message', async () => {
    const [line] = await linesOf({ raw: data({ error: { message: SECRET, code: SECRET, type: 'overloaded_error' } }) });
    expect(line).toMatchObject({
      level: 'warn',
      decision: 'error',
      ctx: { provider: 'local', reason: 'server_error', provider_code: 'overloaded_error', error_type: 'unavailable' },
    });
  });

  it('logs a hint to the operator when a model is missing', async () => {
    const body = JSON.stringify({ error: { message: `model ${SECRET} not found`, code: null, type: 'api_error' } });
    const [line] = await linesOf({ status: 404, body });
    expect(line).toMatchObject({ level: 'error', ctx: { reason: 'not_found', status: 404, model: 'gemma3' } });
    expect(line?.ctx.hint).toBe(
      'correct llm.providers.local.model or its base_url, or load the model (Ollama: ollama pull gemma3)',
    );
  });

  it.each<[notice: string, behaviour: (index: number) => Behaviour]>([
    [
      'stream_options_refused',
      (index) => (index === 0 ? { status: 400, body: 'stream_options' } : { tokens: ['Hi.'] }),
    ],
    ['usage_refused', () => ({ parts: [says('Hi.'), usage({ prompt_tokens: -7 }), DONE], end: 'close' })],
  ])('logs a peculiarity of a server once: %s', async (reason, behaviour) => {
    expect(await linesOf(behaviour)).toEqual([
      expect.objectContaining({ level: 'warn', decision: 'degrade', ctx: { provider: 'local', reason } }),
    ]);
  });

  it('logs the time that a model took to load, or the reason why it was not loaded', async () => {
    const warm = await linesOf({ tokens: ['OK'] }, { warm_up: true });
    expect(warm).toMatchObject([
      { level: 'info', method: 'warm_up', decision: 'complete', dur_ms: expect.any(Number) },
    ]);
    const missing = await linesOf({ status: 404 }, { warm_up: true });
    expect(missing.find(({ method }) => method === 'warm_up')).toMatchObject({
      level: 'error',
      decision: 'degrade',
      ctx: { reason: 'not_found', model: 'gemma3', hint: expect.stringContaining('ollama pull gemma3') },
    });
  });
});
