import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { until } from '../pool/pools.js';
import { events, llmAt, NEVER, REQUEST, said } from './openai-llms.js';

let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.close());

const TOKENS = ['It is ', 'noon', '. ', 'Полдень 🕛, 正午。'];

describe('an answer of OpenAiLlm', () => {
  it.each([1, 2, 3, 7, 100, undefined])('is the same in pieces of %s bytes', async (pieceBytes) => {
    server.behave(pieceBytes === undefined ? { tokens: TOKENS } : { tokens: TOKENS, pieceBytes });
    const llm = llmAt(server.baseUrl);
    expect(await events(llm.stream(REQUEST, NEVER))).toEqual([
      ...TOKENS.map((text) => ({ type: 'text', text })),
      { type: 'usage', inputTokens: 12, outputTokens: 34, model: 'test-model' },
    ]);
    await llm.close();
  });

  it('is complete when the server sends no usage or no end mark', async () => {
    const llm = llmAt(server.baseUrl);
    for (const end of ['no usage', 'no end mark'] as const) {
      server.behave({ tokens: TOKENS, end });
      expect(await said(llm.stream(REQUEST, NEVER))).toEqual({ text: TOKENS.join(''), failure: undefined });
    }
    await llm.close();
  });

  it('is requested with the system prompt, the history and the options of the config', async () => {
    server.behave({ tokens: ['Yes.'] });
    const llm = llmAt(`${server.baseUrl}/`, { body: { temperature: 0.5, model: 'not this one' } });
    const history = [
      { prompt: 'Hello.', answer: 'Hi!' },
      { prompt: 'Stop', answer: '' },
    ];
    await events(llm.stream({ ...REQUEST, history, screen: { width: 1920, height: 1080 } }, NEVER));
    const [request] = server.requests;
    expect(request?.path).toBe('/v1/chat/completions');
    expect(request?.headers.authorization).toBe('Bearer sk-canary-0123456789');
    expect(request?.body).toMatchObject({ model: 'test-model', stream: true, temperature: 0.5 });
    expect(request?.body.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello.' },
      { role: 'assistant', content: 'Hi!' },
      { role: 'user', content: "Stop\n\nWhat is the time?\n\n[The user's screen: 1920 x 1080 pixels]" },
    ]);
    await llm.close();
  });

  it('is requested with the picture when the model accepts pictures', async () => {
    server.behave({ tokens: ['A window.'] });
    const image = { bytes: Buffer.from('RIFF'), mimeType: 'image/webp' as const, width: 1, height: 1 };
    for (const images of [true, false]) {
      const llm = llmAt(server.baseUrl, { images });
      await events(llm.stream({ ...REQUEST, image }, NEVER));
      await llm.close();
    }
    const [seeing, blind] = server.requests.map(({ body }) => body.messages.at(-1)?.content);
    expect(seeing).toEqual([
      { type: 'text', text: 'What is the time?' },
      { type: 'image_url', image_url: { url: `data:image/webp;base64,${Buffer.from('RIFF').toString('base64')}` } },
    ]);
    expect(blind).toBe('What is the time?\n\n[The user sent a screenshot, which you cannot see]');
  });
});

describe('a provider that fails before its first word', () => {
  const cases: [situation: string, behaviour: Behaviour, failure: string, type: string][] = [
    ['responds with 401', { status: 401 }, 'refused', 'internal'],
    ['responds with 403', { status: 403 }, 'refused', 'internal'],
    ['does not have the model', { status: 404 }, 'not_found', 'internal'],
    ['responds with 400', { status: 400 }, 'bad_request', 'internal'],
    ['throttles', { status: 429 }, 'throttled', 'unavailable'],
    ['responds with 500', { status: 500 }, 'server_error', 'unavailable'],
    ['responds with a server error in HTML', { status: 502, body: '<html>Bad Gateway' }, 'server_error', 'unavailable'],
    ['closes the connection', { drop: true }, 'unreachable', 'unavailable'],
    ['sends malformed events', { raw: 'data: {"choices": [{"del\n\n' }, 'invalid_response', 'unavailable'],
    ['sends an HTML page', { raw: '<html>Welcome</html>', type: 'text/html' }, 'invalid_response', 'unavailable'],
    ['sends no text', { tokens: [] }, 'empty', 'unavailable'],
    ['sends an error', { tokens: [], end: 'error event' }, 'server_error', 'unavailable'],
    ['closes the connection after its headers', { tokens: [], end: 'cut' }, 'connection_lost', 'unavailable'],
  ];
  it.each(cases)('is reported with its kind of failure when it %s', async (_situation, behaviour, failure, type) => {
    server.behave(behaviour);
    const llm = llmAt(server.baseUrl);
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure, type });
    expect(server.requests).toHaveLength(1);
    await llm.close();
  });

  it.each(['before headers', 'after headers'] as const)('is given up at the timeout when it hangs %s', async (hang) => {
    server.behave({ hang });
    const llm = llmAt(server.baseUrl, { timeouts: { firstTokenMs: 100, tokenMs: 60_000, totalMs: 60_000 } });
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure: 'timeout', type: 'timeout' });
    await until(() => server.answering === 0, 'the connection is closed');
    await llm.close();
  });

  it('is reported as unreachable when no server listens', async () => {
    const gone = await startLlmServer();
    await gone.close();
    const llm = llmAt(gone.baseUrl);
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure: 'unreachable' });
    await llm.close();
  });
});

describe('a provider that fails in the middle of its answer', () => {
  it.each([
    ['cut', 'connection_lost'],
    ['cut inside a character', 'connection_lost'],
    ['error event', 'server_error'],
  ] as const)('keeps the text up to the failure, and gets no retry: %s', async (end, failure) => {
    server.behave({ tokens: ['One. ', 'Two'], end });
    const llm = llmAt(server.baseUrl, { maxRetries: 3 });
    expect(await said(llm.stream(REQUEST, NEVER))).toMatchObject({ text: 'One. Two', failure: { failure } });
    expect(server.requests).toHaveLength(1);
    await llm.close();
  });

  it('is given up when the next word takes too long', async () => {
    server.behave({ tokens: ['One. '], end: 'hang' });
    const llm = llmAt(server.baseUrl, { timeouts: { firstTokenMs: 60_000, tokenMs: 100, totalMs: 60_000 } });
    expect(await said(llm.stream(REQUEST, NEVER))).toMatchObject({ text: 'One. ', failure: { failure: 'timeout' } });
    await until(() => server.answering === 0, 'the connection is closed');
    await llm.close();
  });

  it('is given up when the whole answer takes too long', async () => {
    server.behave({ tokens: Array.from({ length: 1_000 }, () => 'x'), delayMs: 20 });
    const llm = llmAt(server.baseUrl, { timeouts: { firstTokenMs: 60_000, tokenMs: 60_000, totalMs: 200 } });
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure: 'timeout' });
    await llm.close();
  });
});

describe('a slow client', () => {
  it('does not use up the timeout of the provider', async () => {
    server.behave({ tokens: ['a', 'b', 'c'] });
    const llm = llmAt(server.baseUrl, { timeouts: { firstTokenMs: 5_000, tokenMs: 500, totalMs: 5_000 } });
    let text = '';
    for await (const event of llm.stream(REQUEST, NEVER)) {
      if (event.type === 'text') text += event.text;
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    expect(text).toBe('abc');
    await llm.close();
  });
});

describe('a retry of OpenAiLlm', () => {
  it('follows a temporary failure, up to the limit', async () => {
    const retried: string[] = [];
    server.behave((index) => (index < 2 ? { status: 503 } : { tokens: ['Here.'] }));
    const llm = llmAt(server.baseUrl, { maxRetries: 2, onRetry: ({ failure }) => retried.push(failure) });
    expect(await said(llm.stream(REQUEST, NEVER))).toEqual({ text: 'Here.', failure: undefined });
    expect(retried).toEqual(['server_error', 'server_error']);
    server.behave({ status: 503 });
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure: 'server_error', status: 503 });
    expect(server.requests).toHaveLength(3);
    await llm.close();
  });

  it('does not follow a failure that would repeat', async () => {
    const llm = llmAt(server.baseUrl, { maxRetries: 5 });
    for (const status of [400, 401, 404]) {
      server.behave({ status });
      await said(llm.stream(REQUEST, NEVER));
      expect(server.requests).toHaveLength(1);
    }
    await llm.close();
  });

  it('waits as long as the server demands when that time is short', async () => {
    server.behave((index) =>
      index === 0 ? { status: 429, headers: { 'retry-after-ms': '30' } } : { tokens: ['Here.'] },
    );
    const llm = llmAt(server.baseUrl, { maxRetries: 1, retryWaitMs: 10 });
    const startedMs = performance.now();
    expect((await said(llm.stream(REQUEST, NEVER))).text).toBe('Here.');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(29);
    await llm.close();
  });

  it.each([
    [429, { 'retry-after': '20' }, 'throttled'],
    [429, { 'retry-after-ms': '20000' }, 'throttled'],
    [503, { 'retry-after': '20' }, 'server_error'],
  ])('is not sent when that time is long; the failure is reported: HTTP %i, %o', async (status, headers, failure) => {
    server.behave({ status, headers });
    const llm = llmAt(server.baseUrl, { maxRetries: 5 });
    expect((await said(llm.stream(REQUEST, NEVER))).failure).toMatchObject({ failure, status });
    expect(server.requests).toHaveLength(1);
    await llm.close();
  });
});

describe('a turn that ends', () => {
  it.each([
    ['before the headers', { hang: 'before headers' }],
    ['before the first text', { hang: 'after headers' }],
    ['in the middle', { tokens: ['One. '], end: 'hang' }],
  ] as const)('%s closes the connection at once', async (_when, behaviour) => {
    server.behave(behaviour);
    const llm = llmAt(server.baseUrl);
    const turn = new AbortController();
    const ended = said(llm.stream(REQUEST, turn.signal)).catch((cause: unknown) => cause);
    await until(() => server.answering === 1, 'the model is asked');
    const reason = new Error('interrupted');
    turn.abort(reason);
    expect(await ended).toBe(reason);
    await until(() => server.answering === 0, 'the connection is closed');
    await llm.close();
  });

  it('because its reader stops closes the connection, too', async () => {
    server.behave({ tokens: ['One. ', 'Two. '], end: 'hang' });
    const llm = llmAt(server.baseUrl);
    for await (const event of llm.stream(REQUEST, NEVER)) if (event.type === 'text') break;
    await until(() => server.answering === 0, 'the connection is closed');
    await llm.close();
  });
});

describe('the message of a failure', () => {
  it('to a client is a fixed text, without the key, the prompt or the text of the provider', async () => {
    server.behave({ status: 401, body: '{"error":{"message":"Incorrect API key: sk-canary-0123456789"}}' });
    const llm = llmAt(server.baseUrl);
    expect((await said(llm.stream(REQUEST, NEVER))).failure?.message).toBe('Internal error');
    await llm.close();
  });
});
