/**
 * Models that refuse, hang, trickle, cut, throttle, fail or send invalid data: a turn gets a fallback or its error, and
 * never hangs.
 */
import { afterEach, describe, expect, it } from 'vitest';
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

/** Runs one turn with these models. */
async function askOnce(models: readonly LlmServer[]): Promise<{ reply: Reply; server: TestServer }> {
  const server = await startAssistant(models, SHORT_TIMEOUTS);
  opened.push({ close: () => server.stop() });
  const client = connect(server.port);
  const reply = await turn(client);
  await server.atRest();
  client.close();
  return { reply, server };
}

const FAULTS: [situation: string, behaviour: Behaviour, code: number][] = [
  ['refuses the key', { status: 401 }, status.INTERNAL],
  ['does not have the model', { status: 404 }, status.INTERNAL],
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

describe('a model that fails before its first word', () => {
  it.each(FAULTS)('%s: a turn without another model ends in its error', async (_situation, behaviour, code) => {
    const { reply } = await askOnce([await modelThat(behaviour)]);
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(code);
  });

  it.each(FAULTS)('%s: the next model answers', async (_situation, behaviour) => {
    const [first, second] = [await modelThat(behaviour), await modelThat({ tokens: ['I am here.'] })];
    const { reply, server } = await askOnce([first, second]);
    expect(texts(reply)).toEqual(['I am here.']);
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(server.lines).toContainEqual(
      expect.objectContaining({
        scope: 'llm',
        decision: 'degrade',
        ctx: expect.objectContaining({ provider: 'first', next: 'second' }),
      }),
    );
    await until(() => first.answering + second.answering === 0, 'every connection to a model is closed');
  });

  it('is logged as an error when the operator has to repair it', async () => {
    const { server } = await askOnce([await modelThat({ status: 401 }), await modelThat({ tokens: ['I am here.'] })]);
    expect(server.lines).toContainEqual(
      expect.objectContaining({ level: 'error', ctx: expect.objectContaining({ reason: 'refused', status: 401 }) }),
    );
  });
});

describe('a model that fails in the middle of its answer', () => {
  it.each(['cut', 'cut inside a character', 'error event', 'hang'] as const)(
    '%s: the stream ends quietly',
    async (end) => {
      const [first, second] = [
        await modelThat({ tokens: ['One sentence. ', 'Two'], end }),
        await modelThat({ tokens: ['No.'] }),
      ];
      const { reply } = await askOnce([first, second]);
      expect(reply.status.code).toBe(status.OK);
      expect(trailer(reply, 'nexy-error-type')).toBe(end === 'hang' ? 'timeout' : 'unavailable');
      expect(texts(reply)[0]).toBe('One sentence. ');
      expect(kinds(reply)).not.toContain('error_message');
      expect(second.requests).toHaveLength(0);
    },
  );
});
