/** Everything that answers first is down: the second ones answer, within the time that the config allows. */
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
    // Nobody is tried in the background meanwhile.
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

describe('a chain whose first model hangs, with a voice that is broken', () => {
  it('answers by the second ones', async () => {
    const reply = await turn(client);
    expect(texts(reply)).toEqual(ANSWER);
    expect(samples(reply).length).toBeGreaterThan(2 * 48_000);
    expect(kinds(reply).at(-1)).toBe('end_message');
    await server.atRest();
    const degraded = server.lines.filter(({ decision }) => decision === 'degrade');
    expect(degraded.map(({ ctx }) => ctx.reason)).toEqual(expect.arrayContaining(['timeout', 'server_error']));
  });

  it('asks the broken ones no more when they have failed often enough', async () => {
    for (let n = 0; n < 4; n++) await turn(client);
    const [first] = models.map(({ requests }) => requests.length);
    await turn(client);
    expect(models[0]?.requests).toHaveLength(first ?? 0);
    await server.atRest();
  });
});
