/**
 * Models that refuse, hang, trickle, cut, throttle, fail or send invalid data: a turn gets a fallback or its error, and
 * never hangs.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { connect, kinds, type Reply, status, texts, trailer, turn } from '../harness/client.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { TestServer } from '../harness/server.js';
import { until } from '../pool/pools.js';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

async function modelThat(behaviour: Behaviour): Promise<LlmServer> {
  const model = await startLlmServer();
  opened.push(model);
  model.behave(behaviour);
  return model;
}

const SHORT_TIMEOUTS = {
  // Long enough for a model that works, even on a busy machine.
  'llm.first_token_timeout_ms': 1_500,
  'llm.token_timeout_ms': 1_500,
  'llm.total_timeout_ms': 6_000,
  'llm.max_retries': 1,
  'memory.enabled': false,
  'llm.breaker_cooldown_ms': 3_600_000,
};

/** Runs one turn with these models, on a server of its own. */
async function askOnce(models: readonly LlmServer[]): Promise<{ reply: Reply; server: TestServer }> {
  const server = await startAssistant(models, SHORT_TIMEOUTS);
  opened.push({ close: () => server.stop() });
  return { reply: await ask(server), server };
}

async function ask(server: TestServer): Promise<Reply> {
  const client = connect(server.port);
  const reply = await turn(client);
  await server.atRest();
  client.close();
  return reply;
}

/** A server with `count` models for all tests of a describe block. No circuit opens, so that each test finds it as new. */
function sharedServer(count: 1 | 2): { readonly models: readonly LlmServer[]; readonly server: () => TestServer } {
  const models: LlmServer[] = [];
  let server: TestServer;
  beforeAll(async () => {
    for (let n = 0; n < count; n++) models.push(await startLlmServer());
    server = await startAssistant(models, { ...SHORT_TIMEOUTS, 'llm.breaker_failures': 1_000 });
  });
  beforeEach(() => {
    server.lines.length = 0;
  });
  afterAll(async () => {
    await server.stop();
    for (const model of models) await model.close();
  });
  return { models, server: () => server };
}

type Fault = [situation: string, behaviour: Behaviour, code: number];
/** Faults of the config: they open the circuit of their model at once. */
const CONFIG_FAULTS: Fault[] = [
  ['refuses the key', { status: 401 }, status.INTERNAL],
  ['does not have the model', { status: 404 }, status.INTERNAL],
];
const FAULTS: Fault[] = [
  ['hangs before its headers', { hang: 'before headers' }, status.DEADLINE_EXCEEDED],
  ['hangs after its headers', { hang: 'after headers' }, status.DEADLINE_EXCEEDED],
  ['sends heartbeats without text', { raw: ': keep-alive\n\n' }, status.UNAVAILABLE],
  ['closes the connection', { drop: true }, status.UNAVAILABLE],
  ['throttles', { status: 429, headers: { 'retry-after': '60' } }, status.UNAVAILABLE],
  ['responds with a server error', { status: 500 }, status.UNAVAILABLE],
  ['sends malformed events', { raw: 'data: {"choices":[{"delta"\n\n' }, status.UNAVAILABLE],
  ['sends random bytes', { raw: Buffer.from('00ff00ffc3280a0a'.repeat(40), 'hex') }, status.UNAVAILABLE],
  ['sends no text', { tokens: [] }, status.UNAVAILABLE],
];

/** Checks that the second model answered, and that the log says so. */
function expectSecondModel(reply: Reply, { lines }: TestServer): void {
  expect(texts(reply)).toEqual(['I am here.']);
  expect(kinds(reply).at(-1)).toBe('end_message');
  expect(lines).toContainEqual(
    expect.objectContaining({
      scope: 'llm',
      decision: 'degrade',
      ctx: expect.objectContaining({ provider: 'first', next: 'second' }),
    }),
  );
}

describe('a model that fails before its first word', () => {
  describe('without another model', () => {
    const { models, server } = sharedServer(1);
    it.each(FAULTS)('%s: a turn ends in its error', async (_situation, behaviour, code) => {
      models[0]?.behave(behaviour);
      const reply = await ask(server());
      expect(kinds(reply)).toEqual(['error_message']);
      expect(reply.status.code).toBe(code);
    });
  });

  describe('before another model', () => {
    const { models, server } = sharedServer(2);
    it.each(FAULTS)('%s: the next model answers', async (_situation, behaviour) => {
      models[0]?.behave(behaviour);
      models[1]?.behave({ tokens: ['I am here.'] });
      expectSecondModel(await ask(server()), server());
      await until(() => models.every(({ answering }) => answering === 0), 'every connection to a model is closed');
    });
  });

  it.each(CONFIG_FAULTS)('%s: a turn without another model ends in its error', async (_situation, behaviour, code) => {
    const { reply } = await askOnce([await modelThat(behaviour)]);
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(code);
  });

  it.each(CONFIG_FAULTS)('%s: the next model answers', async (_situation, behaviour) => {
    const { reply, server } = await askOnce([await modelThat(behaviour), await modelThat({ tokens: ['I am here.'] })]);
    expectSecondModel(reply, server);
  });

  it('is logged as an error when the operator has to repair it', async () => {
    const { server } = await askOnce([await modelThat({ status: 401 }), await modelThat({ tokens: ['I am here.'] })]);
    expect(server.lines).toContainEqual(
      expect.objectContaining({ level: 'error', ctx: expect.objectContaining({ reason: 'refused', status: 401 }) }),
    );
  });
});

describe('a model that fails in the middle of its answer', () => {
  const { models, server } = sharedServer(2);
  it.each(['cut', 'cut inside a character', 'error event', 'hang'] as const)(
    '%s: the stream ends quietly',
    async (end) => {
      models[0]?.behave({ tokens: ['One sentence. ', 'Two'], end });
      models[1]?.behave({ tokens: ['No.'] });
      const reply = await ask(server());
      expect(reply.status.code).toBe(status.OK);
      expect(trailer(reply, 'nexy-error-type')).toBe(end === 'hang' ? 'timeout' : 'unavailable');
      expect(texts(reply)[0]).toBe('One sentence. ');
      expect(kinds(reply)).not.toContain('error_message');
      expect(models[1]?.requests).toHaveLength(0);
    },
  );
});
