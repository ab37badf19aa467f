/** Answers longer than `llm.max_answer_chars`, from a model and from the echo. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { connect, kinds, type Reply, type Stub, status, texts, trailer, turn } from '../harness/client.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { TestServer } from '../harness/server.js';
import { DONE, says } from '../llm/chat-events.js';
import { until } from '../pool/pools.js';

const MAX_CHARS = 1_000;
const SENTENCE = 'This sentence has some forty characters. ';

let model: LlmServer;
let server: TestServer;
let client: Stub;

async function start(overrides: object): Promise<void> {
  model = await startLlmServer();
  server = await startAssistant([model], { 'llm.max_answer_chars': MAX_CHARS, 'memory.enabled': false, ...overrides });
  client = connect(server.port);
}

async function stop(): Promise<void> {
  client.close();
  await server.stop();
  await model.close();
}

async function ask(fields: object = {}): Promise<Reply> {
  server.lines.length = 0;
  const reply = await turn(client, fields);
  await server.atRest();
  return reply;
}

function expectCutShort(reply: Reply): void {
  const text = texts(reply).join('');
  expect(text.length).toBeLessThanOrEqual(MAX_CHARS);
  expect(text.length).toBeGreaterThan(MAX_CHARS - 2 * SENTENCE.length);
  expect(text.trimEnd()).toMatch(/characters\.$/);
  expect(kinds(reply)).not.toContain('end_message');
  expect(kinds(reply)).not.toContain('error_message');
  expect(reply.status.code).toBe(status.OK);
  expect(trailer(reply, 'nexy-error-reason')).toBe('answer_too_long');
}

describe('a long answer of a model', () => {
  beforeAll(() => start({}));
  afterAll(stop);

  it.each<[situation: string, parts: string[]]>([
    ['in tokens', Array.from({ length: 200 }, () => says(SENTENCE))],
    ['in one piece', [says(SENTENCE.repeat(200))]],
    ['in single characters', [...SENTENCE.repeat(50)].map((unit) => says(unit))],
    ['as the text of an object', [says(`{"text": "${SENTENCE.repeat(50)}"}`)]],
  ])('above the limit ends with its last whole sentence: %s', async (_situation, parts) => {
    model.behave({ parts, end: 'open' });
    expectCutShort(await ask());
    await until(() => model.answering === 0, 'the connection is closed');
    expect(server.lines).toContainEqual(
      expect.objectContaining({
        scope: 'llm',
        decision: 'abort',
        ctx: expect.objectContaining({ provider: 'first', reason: 'answer_too_long' }),
      }),
    );
  });

  it('at the limit is sent whole', async () => {
    model.behave({ parts: [says('a'.repeat(MAX_CHARS)), DONE], end: 'close' });
    expect(kinds(await ask()).at(-1)).toBe('end_message');
  });

  it('is counted in code points, not in bytes or UTF-16 units', async () => {
    model.behave({ parts: [says('🙂'.repeat(MAX_CHARS)), DONE], end: 'close' });
    expect(kinds(await ask()).at(-1)).toBe('end_message');
  });

  it('is not a failure of the model, which is still called', async () => {
    model.behave({ parts: [says(SENTENCE.repeat(50)), DONE], end: 'close' });
    for (let n = 0; n < 5; n++) await ask();
    expect(model.requests).toHaveLength(5);
  });
});

describe('a long answer of the echo', () => {
  beforeAll(() => start({ 'llm.chain': ['echo'] }));
  afterAll(stop);

  it('above the limit ends with its last whole sentence', async () => {
    expectCutShort(await ask({ prompt: SENTENCE.repeat(100) }));
    expect(kinds(await ask({ prompt: SENTENCE.repeat(10) })).at(-1)).toBe('end_message');
  });
});
