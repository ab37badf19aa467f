/**
 * The first model and the first voice fail: the second model and the second voice answer, within the timeouts of the
 * config.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { connect, kinds, type Stub, samples, texts, turn } from '../harness/client.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { TestServer } from '../harness/server.js';
import { SpeechServer } from '../harness/speech-server.js';

const ANSWER = ['The second model answers. ', 'And the second voice says it.'];
let models: LlmServer[];
let voice: SpeechServer;
let server: TestServer;
let client: Stub;

beforeAll(async () => {
  models = [await startLlmServer(), await startLlmServer()];
  models[0]?.behave({ hang: 'before headers' });
  models[1]?.behave({ tokens: ANSWER });
  voice = await new SpeechServer().start();
  voice.answer = () => ({ status: 500 });
  server = await startAssistant(models, {
    'llm.first_token_timeout_ms': 1_500,
    // No probe runs in the background meanwhile.
    'llm.breaker_cooldown_ms': 3_600_000,
    'tts.breaker_cooldown_ms': 3_600_000,
    'memory.enabled': false,
    'tts.engine': 'openai',
    'tts.openai_base_url': voice.baseUrl,
    'tts.openai_key_env': '',
  });
  client = connect(server.port);
});
afterAll(async () => {
  client.close();
  await server.stop();
  await voice.stop();
  for (const model of models) await model.close();
});

describe('a server with a first model that hangs and a first voice that fails', () => {
  it('answers with the second model and the second voice', async () => {
    const reply = await turn(client);
    expect(texts(reply)).toEqual(ANSWER);
    expect(samples(reply).length).toBeGreaterThan(2 * 48_000);
    expect(kinds(reply).at(-1)).toBe('end_message');
    await server.atRest();
    const degraded = server.lines.filter(({ decision }) => decision === 'degrade');
    expect(degraded.map(({ ctx }) => ctx.reason)).toEqual(expect.arrayContaining(['timeout', 'server_error']));
  });

  it('does not call the first model any more when it has failed often enough', async () => {
    for (let n = 0; n < 4; n++) await turn(client);
    const [first] = models.map(({ requests }) => requests.length);
    await turn(client);
    expect(models[0]?.requests).toHaveLength(first ?? 0);
    await server.atRest();
  });
});
