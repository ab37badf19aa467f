/** Incomplete answers of models: the text and the status that the client receives, and the lines in the log. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { connect, kinds, type Reply, status, texts, trailer, turn } from '../harness/client.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { LogLine, TestServer } from '../harness/server.js';
import { choice, DONE, data, finish, says, usage } from '../llm/chat-events.js';

type Behaviours = Behaviour | ((index: number) => Behaviour);

const OVERRIDES = { 'llm.max_retries': 0, 'llm.breaker_cooldown_ms': 3_600_000, 'memory.enabled': false };

/** A server with two models. */
interface TwoModels {
  readonly first: LlmServer;
  readonly second: LlmServer;
  readonly server: TestServer;
  close(): Promise<void>;
}

async function open(overrides: object): Promise<TwoModels> {
  const [first, second] = [await startLlmServer(), await startLlmServer()];
  second.behave({ tokens: ['I am the second.'] });
  const server = await startAssistant([first, second], { ...OVERRIDES, ...overrides });
  const close = async (): Promise<void> => {
    await server.stop();
    await Promise.all([first.close(), second.close()]);
  };
  return { first, second, server, close };
}

let shared: TwoModels;
beforeAll(async () => {
  shared = await open({ 'llm.breaker_failures': 1_000 });
});
afterAll(() => shared.close());

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function twoModelsWith(overrides: object): Promise<TwoModels> {
  const scene = await open(overrides);
  opened.push(scene);
  return scene;
}

async function ask(server: TestServer): Promise<Reply> {
  server.lines.length = 0;
  const client = connect(server.port);
  const reply = await turn(client);
  await server.atRest();
  client.close();
  return reply;
}

/** Returns the reply of the shared server when its first model has this behaviour. */
function askOf(behaviour: Behaviours): Promise<Reply> {
  shared.first.behave(behaviour);
  shared.second.behave({ tokens: ['I am the second.'] });
  return ask(shared.server);
}

const llmLines = ({ lines }: TestServer): LogLine[] => lines.filter(({ scope }) => scope === 'llm');

const BEGUN = [says('It is noon. '), says('The sun is hi')];
const answer = (...parts: string[]): Behaviour => ({ parts, end: 'close' });

describe('an answer that is cut', () => {
  it.each<[situation: string, behaviour: Behaviour, reason: string, logged: string]>([
    ['by an error field', answer(...BEGUN, 'error: {"code":500}\n\n'), 'answer_cut', 'server_error'],
    ['by an error event', answer(...BEGUN, data({ error: { code: 401 } }), DONE), 'answer_cut', 'refused'],
    [
      'by an error object',
      answer(...BEGUN, data({ object: 'error', code: 50001 }), DONE),
      'answer_cut',
      'server_error',
    ],
    ['by a clean end', answer(...BEGUN), 'answer_cut', 'connection_lost'],
    ['by its connection', { parts: BEGUN, end: 'cut' }, 'answer_cut', 'connection_lost'],
    ['by the reason error', answer(...BEGUN, finish('error'), DONE), 'answer_cut', 'server_error'],
    ['by the token limit', answer(...BEGUN, finish('length'), DONE), 'answer_length', 'length'],
    ['by a content filter', answer(...BEGUN, finish('content_filter'), DONE), 'answer_filtered', 'filtered'],
    ['by a malformed event', answer(...BEGUN, 'data: {{{\n\n', DONE), 'answer_cut', 'invalid_response'],
  ])('%s ends quietly, with its reason', async (_situation, behaviour, reason, logged) => {
    const { server, second } = shared;
    const reply = await askOf(behaviour);
    expect(reply.status.code).toBe(status.OK);
    expect(texts(reply)).toEqual(['It is noon. ']);
    expect(kinds(reply)).not.toContain('error_message');
    expect(kinds(reply)).not.toContain('end_message');
    expect(trailer(reply, 'nexy-error-type')).toBe('unavailable');
    expect(trailer(reply, 'nexy-error-reason')).toBe(reason);
    expect(second.requests).toHaveLength(0);
    expect(llmLines(server)).toEqual([
      expect.objectContaining({
        decision: 'error',
        ctx: expect.objectContaining({ provider: 'first', reason: logged }),
      }),
    ]);
    expect(server.lines).toContainEqual(
      expect.objectContaining({
        scope: 'grpc',
        decision: 'error',
        ctx: expect.objectContaining({ error_reason: reason }),
      }),
    );
  });

  it('is sent up to its last whole sentence', async () => {
    const reply = await askOf(answer(says('It is noon.'), says(' The sun is high!')));
    expect(texts(reply).join('')).toBe('It is noon. The sun is high!');
    expect(trailer(reply, 'nexy-error-reason')).toBe('answer_cut');
  });

  it('is an error when no sentence of it could be sent', async () => {
    const reply = await askOf(answer(says('It is'), finish('length'), DONE));
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(status.UNAVAILABLE);
    expect(trailer(reply, 'nexy-error-reason')).toBe('answer_length');
  });

  it('is counted in the token usage', async () => {
    await askOf(answer(...BEGUN, finish('length'), usage({ prompt_tokens: 7 }), DONE));
    expect(shared.server.lines).toContainEqual(
      expect.objectContaining({ scope: 'usage', ctx: expect.objectContaining({ input_tokens: 7, output_tokens: 0 }) }),
    );
  });
});

describe('an answer without text', () => {
  it.each<[situation: string, behaviour: Behaviour, reason: string]>([
    ['an error inside a reply with status 200', answer(data({ error: { code: 503, message: 'x' } })), 'server_error'],
    ['an error field inside a reply with status 200', answer('error: {"code":500}\n\n'), 'server_error'],
    ['the finish reason length', answer(finish('length'), DONE), 'empty'],
    ['a content filter', answer(finish('content_filter'), DONE), 'empty'],
    ['a thought that is never closed', answer(says('<think>It is noon.'), finish('stop'), DONE), 'empty'],
    ['a clean end', answer(data(choice({ delta: { role: 'assistant' } }))), 'connection_lost'],
    ['an HTML page', { raw: '<html>Hello.</html>', type: 'text/html' }, 'invalid_response'],
  ])('is replaced by the answer of the next model: %s', async (_situation, behaviour, reason) => {
    const reply = await askOf(behaviour);
    expect(texts(reply)).toEqual(['I am the second.']);
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(llmLines(shared.server)[0]).toMatchObject({
      decision: 'degrade',
      ctx: { provider: 'first', reason, next: 'second' },
    });
  });
});

describe('a model that only the operator can repair', () => {
  it.each<[situation: string, behaviour: Behaviour, ctx: object]>([
    [
      'is missing',
      { status: 404 },
      {
        reason: 'not_found',
        status: 404,
        model: 'test-model',
        hint: expect.stringContaining('ollama pull test-model'),
      },
    ],
    ['is at another address', { status: 307, headers: { location: '/v2' } }, { reason: 'redirected', status: 307 }],
  ])('%s: the server logs an error, and does not call the model again', async (_situation, behaviour, ctx) => {
    const { server, first } = await twoModelsWith({});
    first.behave(behaviour);
    expect(texts(await ask(server))).toEqual(['I am the second.']);
    expect(llmLines(server)[0]).toMatchObject({ level: 'error', ctx });
    expect(texts(await ask(server))).toEqual(['I am the second.']);
    expect(first.requests).toHaveLength(1);
  });
});

describe('a model that cuts its answers again and again', () => {
  it.each<[situation: string, behaviour: Behaviour]>([
    ['with a clean end', answer(...BEGUN)],
    ['with an error', answer(...BEGUN, data({ error: { code: 400 } }), DONE)],
  ])('is not called any more: %s', async (_situation, behaviour) => {
    const { server, first } = await twoModelsWith({ 'llm.breaker_failures': 2 });
    first.behave(behaviour);
    for (let n = 0; n < 2; n++) expect(trailer(await ask(server), 'nexy-error-reason')).toBe('answer_cut');
    expect(kinds(await ask(server)).at(-1)).toBe('end_message');
    expect(first.requests).toHaveLength(2);
  });

  it('is still called when token limits and filters end its answers', async () => {
    const { server, first } = await twoModelsWith({ 'llm.breaker_failures': 1 });
    first.behave((n) => answer(...BEGUN, finish(n % 2 ? 'length' : 'content_filter'), DONE));
    for (let n = 0; n < 3; n++) await ask(server);
    expect(first.requests).toHaveLength(3);
  });
});
