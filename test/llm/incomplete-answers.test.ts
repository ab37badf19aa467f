/** Tests of incomplete answers and of replies that are no answer: the failure and the code that the log gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { choice, DONE, data, finish, says, usage } from './chat-events.js';
import { events, llmAt, NEVER, REQUEST, said } from './openai-llms.js';

let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.close());

interface Outcome {
  readonly text: string;
  readonly failure: string | undefined;
  readonly code: string | undefined;
}

async function answerOf(behaviour: Behaviour): Promise<Outcome> {
  server.behave(behaviour);
  const llm = llmAt(server.baseUrl, { timeouts: { firstTokenMs: 2_000, tokenMs: 2_000, totalMs: 5_000 } });
  try {
    const { text, failure } = await said(llm.stream(REQUEST, NEVER));
    return { text, failure: failure?.failure, code: failure?.code };
  } finally {
    await llm.close();
  }
}

const answer = (...parts: (string | Buffer)[]): Behaviour => ({ parts, end: 'close' });
const json = (value: unknown): Behaviour => ({ raw: JSON.stringify(value), type: 'application/json' });
const SECRET = 'It is noon: sk-canary-0123456789';

describe('an incomplete answer', () => {
  it.each<[situation: string, end: string[], failure: string, code: string | undefined]>([
    ['an error field', ['error: {"code":500,"message":"x","type":"server_error"}\n\n'], 'server_error', '500'],
    ['an error field and [DONE]', ['error: {"code":500}\n\n', DONE], 'server_error', '500'],
    ['an error field without a line break', ['error: {"code":500}'], 'server_error', '500'],
    [
      'an error object',
      [data({ error: { message: SECRET, type: 'overloaded_error' } }), DONE],
      'server_error',
      'overloaded_error',
    ],
    ['an error text', [data({ error: SECRET }), DONE], 'server_error', undefined],
    [
      'an object called error',
      [data({ object: 'error', message: SECRET, code: 50001, type: 'InternalServerError' }), DONE],
      'server_error',
      'InternalServerError',
    ],
    ['an event called error', [`event: error\ndata: {"message":"${SECRET}"}\n\n`, DONE], 'server_error', undefined],
    ['an event called error that is not JSON', [`event: error\ndata: ${SECRET}\n\n`, DONE], 'server_error', undefined],
    ['a code and a bare text', [data({ code: 1302, msg: SECRET }), DONE], 'server_error', undefined],
    ['an HTTP status as a code', [data({ code: 429, msg: SECRET }), DONE], 'throttled', '429'],
    ['an error code and its text', [data({ error_code: 336100, error_msg: SECRET }), DONE], 'server_error', undefined],
    ['an HTTP status as an error code', [data({ error_code: 429, error_msg: SECRET }), DONE], 'throttled', '429'],
    [
      'a status in a separate field',
      [data({ choices: null, base_resp: { status_code: 1008, status_msg: SECRET } }), DONE],
      'server_error',
      undefined,
    ],
    ['an error in the choice', [data(choice({ delta: {}, error: { code: 429 } })), DONE], 'throttled', '429'],
    ['the finish reason error', [finish('error'), DONE], 'server_error', 'error'],
    ['the finish reason error, without [DONE]', [finish('error')], 'server_error', 'error'],
    ['a finish reason that begins with error', [finish('ERROR_TOXIC'), DONE], 'server_error', 'ERROR_TOXIC'],
    ['the finish reason length', [finish('length'), DONE], 'length', 'length'],
    ['the finish reason MAX_TOKENS', [finish('MAX_TOKENS')], 'length', 'MAX_TOKENS'],
    ['a content filter', [finish('content_filter'), DONE], 'filtered', 'content_filter'],
    ['a safety filter', [finish('SAFETY')], 'filtered', 'SAFETY'],
    ['a clean end without a finish reason', [], 'connection_lost', undefined],
    ['a clean end after usage', [usage({ prompt_tokens: 1, completion_tokens: 2 })], 'connection_lost', undefined],
    ['a clean end inside an event', ['data: {"choices":[{"del'], 'invalid_response', undefined],
    ['a line that is not JSON', ['data: {"choices":[{"del\n\n', DONE], 'invalid_response', undefined],
  ])('is reported as a failure: %s', async (_situation, end, failure, code) => {
    expect(await answerOf(answer(says('It is '), says('no'), ...end))).toEqual({ text: 'It is no', failure, code });
  });

  it('yields its token usage before its failure', async () => {
    server.behave(answer(says('It is no'), finish('length'), usage({ prompt_tokens: 1, completion_tokens: 2 }), DONE));
    const llm = llmAt(server.baseUrl);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of llm.stream(REQUEST, NEVER)) seen.push(event.type);
    })();
    await expect(reading).rejects.toMatchObject({ failure: 'length' });
    expect(seen).toEqual(['text', 'usage']);
    await llm.close();
  });
});

describe('an error inside a reply with status 200', () => {
  it.each<[error: object, failure: string, code: string | undefined]>([
    [{ code: 500 }, 'server_error', '500'],
    [{ code: 503, type: 'unavailable_error' }, 'server_error', '503'],
    [{ code: '429' }, 'throttled', '429'],
    [{ code: 'rate_limit_exceeded' }, 'throttled', 'rate_limit_exceeded'],
    [{ code: 'insufficient_quota', type: 'insufficient_quota' }, 'throttled', 'insufficient_quota'],
    [{ code: null, status: 'RESOURCE_EXHAUSTED' }, 'throttled', 'RESOURCE_EXHAUSTED'],
    [{ code: 401 }, 'refused', '401'],
    [{ code: 'invalid_api_key', type: 'invalid_request_error' }, 'refused', 'invalid_api_key'],
    [{ status: 'PERMISSION_DENIED' }, 'refused', 'PERMISSION_DENIED'],
    [{ type: 'authentication_error' }, 'refused', 'authentication_error'],
    [{ code: 404 }, 'not_found', '404'],
    [{ code: 'model_not_found', type: 'invalid_request_error' }, 'not_found', 'model_not_found'],
    [{ type: 'invalid_request_error' }, 'bad_request', 'invalid_request_error'],
    [{ code: 'context_length_exceeded' }, 'bad_request', 'context_length_exceeded'],
    [{ code: 'timeout' }, 'timeout', 'timeout'],
    [{ message: SECRET }, 'server_error', undefined],
    [{ code: SECRET, type: 'sk-canary-0123456789' }, 'server_error', undefined],
    [{ code: 'x'.repeat(41) }, 'server_error', undefined],
    [{ code: { a: 1 }, type: ['x'] }, 'server_error', undefined],
  ])('is reported with its kind and code: %j', async (error, failure, code) => {
    for (const behaviour of [
      answer(data({ error })),
      answer(`error: ${JSON.stringify(error)}\n\n`),
      answer(data(choice({ delta: { role: 'assistant' } })), data({ error }), DONE),
      json({ error }),
      json([{ error }]),
    ]) {
      expect(await answerOf(behaviour)).toEqual({ text: '', failure, code });
    }
  });
});

describe('a successful reply that is no answer', () => {
  it.each<[situation: string, behaviour: Behaviour, failure: string]>([
    ['an HTML page', { raw: '<!DOCTYPE html><html>Welcome</html>', type: 'text/html' }, 'invalid_response'],
    ['an HTML page with the media type of a stream', { raw: '\n <html>Welcome</html>' }, 'invalid_response'],
    ['an endless HTML page', { parts: ['<html>'], end: 'open' }, 'invalid_response'],
    ['text', { raw: 'Bad gateway', type: 'text/plain' }, 'invalid_response'],
    ['JSON of another kind', json({ status: 'loading' }), 'invalid_response'],
    ['JSON that is cut', { raw: '{"choices":[', type: 'application/json' }, 'invalid_response'],
    ['other events', answer(data({ type: 'response.created' })), 'invalid_response'],
    ['an empty body', { raw: '' }, 'empty'],
    ['heartbeats', answer(': ping\n\n', 'event: ping\n\n', 'data:\n\n'), 'empty'],
    ['[DONE]', answer(DONE), 'empty'],
    ['a finish reason', answer(finish('stop'), DONE), 'empty'],
    ['the finish reason length alone', answer(finish('length'), DONE), 'empty'],
    ['the finish reason content_filter alone', answer(finish('content_filter'), DONE), 'empty'],
    ['white space', answer(says('\n'), says(' '), finish('stop'), DONE), 'empty'],
    [
      'tool calls',
      answer(data(choice({ delta: { tool_calls: [{ index: 0 }] } })), finish('tool_calls'), DONE),
      'empty',
    ],
    ['a refusal', answer(data(choice({ delta: { refusal: 'No.' } })), finish('stop'), DONE), 'empty'],
    ['reasoning', answer(data(choice({ delta: { reasoning_content: 'Hm.' } })), finish('stop'), DONE), 'empty'],
    ['a thought', answer(says('<think>Hm.</think>'), finish('stop'), DONE), 'empty'],
    ['a thought that is never closed', answer(says('<think>'), says('Hm. Noon.'), finish('stop'), DONE), 'empty'],
    ['a role, then a clean end', answer(data(choice({ delta: { role: 'assistant' } }))), 'connection_lost'],
    ['the finish reason error', answer(finish('error'), DONE), 'server_error'],
  ])('is reported with its kind of failure: %s', async (_situation, behaviour, failure) => {
    expect(await answerOf(behaviour)).toMatchObject({ text: '', failure });
  });

  it('is reported with the finish reason that the server gave', async () => {
    expect(await answerOf(answer(finish('length'), DONE))).toMatchObject({ failure: 'empty', code: 'length' });
  });

  it('is reported as empty when its status allows no body', async () => {
    expect(await answerOf({ status: 204 })).toMatchObject({ failure: 'empty' });
  });
});

describe('the token usage of an answer', () => {
  it.each<[usage: unknown, event: { inputTokens: number; outputTokens: number } | undefined]>([
    [
      { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 },
      { inputTokens: 12, outputTokens: 34 },
    ],
    [{ prompt_tokens: 12 }, { inputTokens: 12, outputTokens: 0 }],
    [
      { prompt_tokens: 12, completion_tokens: null },
      { inputTokens: 12, outputTokens: 0 },
    ],
    [{ completion_tokens: 34 }, { inputTokens: 0, outputTokens: 34 }],
    [{}, undefined],
    [null, undefined],
  ])('is read from %j', async (value, event) => {
    server.behave(answer(says('Noon.'), finish('stop'), usage(value), DONE));
    const notices: string[] = [];
    const llm = llmAt(server.baseUrl, { onNotice: (notice) => notices.push(notice) });
    const [, spent] = await events(llm.stream(REQUEST, NEVER));
    expect(spent).toEqual(event && { type: 'usage', ...event, model: 'test-model' });
    expect(notices).toEqual([]);
    await llm.close();
  });

  it.each<[usage: string]>([
    ['{"prompt_tokens":12,"completion_tokens":-7}'],
    ['{"prompt_tokens":-1,"completion_tokens":7}'],
    ['{"prompt_tokens":1.5,"completion_tokens":7}'],
    ['{"prompt_tokens":"12","completion_tokens":7}'],
    ['{"prompt_tokens":1e400,"completion_tokens":7}'],
    ['{"prompt_tokens":1e15,"completion_tokens":7}'],
    ['{"prompt_tokens":[],"completion_tokens":7}'],
    ['"12"'],
    ['[12,7]'],
    ['7'],
  ])('is refused when its numbers are impossible, with a single notice: %s', async (value) => {
    server.behave(answer(says('Noon.'), `data: {"choices":[],"usage":${value}}\n\n`, DONE));
    const notices: string[] = [];
    const llm = llmAt(server.baseUrl, { onNotice: (notice) => notices.push(notice) });
    for (let n = 0; n < 2; n++) {
      expect(await events(llm.stream(REQUEST, NEVER))).toEqual([{ type: 'text', text: 'Noon.' }]);
    }
    expect(notices).toEqual(['usage_refused']);
    await llm.close();
  });
});
