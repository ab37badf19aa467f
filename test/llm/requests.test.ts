/** Tests of the requests to a model server: their contents, their retries, and that no redirect is followed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenAiOptions } from '../../src/main/llm/openai.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { llmAt, NEVER, REQUEST, said } from './openai-llms.js';

let server: LlmServer;
let other: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
  other = await startLlmServer();
});
beforeEach(() => other.behave({ tokens: ['I am another one.'] }));
afterAll(() => Promise.all([server.close(), other.close()]));

const HERE: Behaviour = { tokens: ['Here.'] };

async function ask(
  options: Partial<OpenAiOptions> = {},
  times = 1,
): Promise<{ text: string; failure: string | undefined }[]> {
  const llm = llmAt(server.baseUrl, options);
  const answers: { text: string; failure: string | undefined }[] = [];
  for (let n = 0; n < times; n++) {
    const { text, failure } = await said(llm.stream(REQUEST, NEVER));
    answers.push({ text, failure: failure?.failure });
  }
  await llm.close();
  return answers;
}

const sentOptions = (): unknown[] => server.requests.map(({ body }) => body.stream_options);

describe('the body of a request', () => {
  it('requests the token usage', async () => {
    server.behave(HERE);
    await ask();
    expect(sentOptions()).toEqual([{ include_usage: true }]);
  });

  it('leaves out each option that the config sets to null', async () => {
    server.behave(HERE);
    await ask({ body: { stream_options: null, temperature: null, top_p: 0.5, stop: false } });
    const [request] = server.requests;
    expect(request?.body).toEqual({
      model: 'test-model',
      messages: expect.any(Array),
      stream: true,
      top_p: 0.5,
      stop: false,
    });
  });

  it('keeps its model, its messages and its stream flag, even when the config sets them to null', async () => {
    server.behave(HERE);
    await ask({ body: { model: null, messages: null, stream: null } });
    expect(server.requests[0]?.body).toMatchObject({ model: 'test-model', stream: true, messages: expect.any(Array) });
  });

  it('contains the options of the config', async () => {
    server.behave(HERE);
    await ask({ body: { stream_options: { include_usage: false } } });
    expect(sentOptions()).toEqual([{ include_usage: false }]);
  });
});

describe('the address and the headers of a request', () => {
  it('have the right path when the base address has a query', async () => {
    server.behave(HERE);
    const llm = llmAt(`${server.baseUrl}/?api-version=1`);
    await said(llm.stream(REQUEST, NEVER));
    expect(server.requests[0]?.path).toBe('/v1/chat/completions?api-version=1');
    await llm.close();
  });

  it('have no authorization when no key is set', async () => {
    server.behave(HERE);
    await ask({ key: undefined });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a server that refuses stream_options', () => {
  const refusals: [situation: string, status: number, body: string][] = [
    [
      '422 in the form of FastAPI',
      422,
      '{"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}',
    ],
    [
      '400 in the form of OpenAI',
      400,
      '{"error":{"message":"Unrecognized request argument supplied: stream_options"}}',
    ],
    ['400 in plain text', 400, 'unknown field stream_options'],
    ['400 with a list', 400, '[{"error":{"message":"Unknown name \\"stream_options\\""}}]'],
    ['422 for the option within the field', 422, '{"message":"include_usage is not supported"}'],
  ];
  it.each(refusals)('gets the request again and later requests without it: %s', async (_situation, status, body) => {
    server.behave((_index, request) => ('stream_options' in request.body ? { status, body } : HERE));
    const notices: string[] = [];
    const answers = await ask({ onNotice: (notice) => notices.push(notice) }, 3);
    expect(answers.map(({ text }) => text)).toEqual(['Here.', 'Here.', 'Here.']);
    expect(sentOptions().map((options) => options !== undefined)).toEqual([true, false, false, false]);
    expect(notices).toEqual(['stream_options_refused']);
  });

  it('gets a single retry, even when the retry is refused too', async () => {
    server.behave({ status: 400, body: 'stream_options' });
    expect(await ask({ maxRetries: 3 })).toEqual([{ text: '', failure: 'bad_request' }]);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    [400, '{"error":{"message":"max_tokens is too large"}}'],
    [401, 'stream_options'],
    [500, 'stream_options'],
  ])('is not recognised in HTTP %i with %s', async (status, body) => {
    server.behave({ status, body });
    await ask();
    expect(server.requests).toHaveLength(1);
  });

  it('may refuse several requests at the same time', async () => {
    server.behave((_index, request) =>
      'stream_options' in request.body ? { status: 400, body: 'stream_options' } : HERE,
    );
    const llm = llmAt(server.baseUrl);
    const answers = await Promise.all([1, 2, 3].map(() => said(llm.stream(REQUEST, NEVER))));
    expect(answers.map(({ text }) => text)).toEqual(['Here.', 'Here.', 'Here.']);
    await llm.close();
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('is not followed to another host: %i', async (status) => {
    server.behave({ status, headers: { location: `${other.baseUrl}/chat/completions` } });
    expect(await ask({ maxRetries: 2 })).toEqual([{ text: '', failure: 'redirected' }]);
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(0);
  });

  it.each([301, 307])('is not followed to the same host: %i', async (status) => {
    server.behave((index) => (index === 0 ? { status, headers: { location: '/v1/chat/completions' } } : HERE));
    expect(await ask()).toEqual([{ text: '', failure: 'redirected' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('is not followed when the names of the models are requested', async () => {
    server.behave({ status: 307, headers: { location: `${other.baseUrl}/models` } });
    const llm = llmAt(server.baseUrl);
    await expect(llm.models(2_000)).rejects.toMatchObject({ failure: 'redirected' });
    expect(other.requests).toHaveLength(0);
    await llm.close();
  });
});

describe('a server that demands a pause', () => {
  const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toUTCString();

  it.each<[situation: string, headers: () => Record<string, string>]>([
    ['seconds', () => ({ 'retry-after': '20' })],
    ['a fraction of a second', () => ({ 'retry-after': '20.5' })],
    ['milliseconds', () => ({ 'retry-after-ms': '20000' })],
    ['a date', () => ({ 'retry-after': inSeconds(20) })],
    ['a date far away', () => ({ 'retry-after': 'Fri, 31 Dec 2199 23:59:59 GMT' })],
    ['a date in an obsolete format', () => ({ 'retry-after': inSeconds(20).replace('GMT', '+0000') })],
  ])('gets no retry when the pause is long: %s', async (_situation, headers) => {
    for (const status of [429, 503]) {
      server.behave({ status, headers: headers() });
      await ask({ maxRetries: 3 });
      expect(server.requests).toHaveLength(1);
    }
  });

  it.each(['Wed, 21 Oct 2015 07:28:00 GMT', '0', '-5', 'soon', '2', ''])(
    'gets a retry when retry-after is %j',
    async (value) => {
      server.behave((index) => (index === 0 ? { status: 429, headers: { 'retry-after': value } } : HERE));
      const retryWaitMs = value === '2' ? 500 : 1;
      expect(await ask({ maxRetries: 1, retryWaitMs })).toEqual([{ text: 'Here.', failure: undefined }]);
      expect(server.requests).toHaveLength(2);
    },
  );
});

describe('a refusal', () => {
  it.each<[situation: string, behaviour: Behaviour]>([
    ['is long', { status: 404, body: `{"error":{"code":"x"}}${' '.repeat(1_000_000)}` }],
    ['never ends', { status: 404, body: '{"error":', isOpen: true }],
  ])('is reported with its status although its body %s', async (_situation, behaviour) => {
    server.behave(behaviour);
    const llm = llmAt(server.baseUrl);
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure: 'not_found', status: 404 });
    await llm.close();
  });

  it.each([
    [{ error: { code: 'model_not_found' } }, 'model_not_found'],
    [[{ error: { status: 'NOT_FOUND' } }], 'NOT_FOUND'],
    [{ code: 404 }, '404'],
    [{ error: { message: 'sk-canary-0123456789', code: 'sk-canary-0123456789' } }, undefined],
    ['no JSON', undefined],
  ])('is reported with the code that its server gives it: %j', async (body, code) => {
    server.behave({ status: 404, body: typeof body === 'string' ? body : JSON.stringify(body) });
    const llm = llmAt(server.baseUrl);
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure: 'not_found', code });
    await llm.close();
  });
});
