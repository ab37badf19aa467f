/** Tests of server dialects with complete answers: tables L and P of the field reports, and similar cases. */
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { until } from '../pool/pools.js';
import { choice, DONE, data, finish, says, usage } from './chat-events.js';
import { llmAt, NEVER, REQUEST, said } from './openai-llms.js';

let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.close());

/** Reads one answer; a silent server makes it fail after 5 seconds. */
async function answerOf(behaviour: Behaviour): Promise<{ text: string; failure: string | undefined; tookMs: number }> {
  server.behave(behaviour);
  const llm = llmAt(server.baseUrl);
  const startedMs = performance.now();
  try {
    const { text, failure } = await said(llm.stream(REQUEST, NEVER));
    return { text, failure: failure?.failure, tookMs: performance.now() - startedMs };
  } finally {
    await llm.close();
  }
}

const answer = (...parts: (string | Buffer | number)[]): Behaviour => ({ parts, end: 'close' });
const HELLO = [says('It is '), says('noon.')];
const END = [finish('stop'), DONE];
const STREAM = [...HELLO, ...END].join('');

describe('an answer in any of the dialects', () => {
  it.each<[situation: string, behaviour: Behaviour]>([
    ['a finish reason without [DONE]', answer(...HELLO, finish('stop'))],
    ['[DONE] without a finish reason', answer(...HELLO, DONE)],
    ['a finish reason of another server', answer(...HELLO, finish('eos'), DONE)],
    ['finishReason for finish_reason', answer(...HELLO, data(choice({ delta: {}, finishReason: 'STOP' })))],
    [
      'a finish reason in each chunk',
      answer(...['It is ', 'noon.'].map((text) => says(text, { finish_reason: 'stop' })), DONE),
    ],
    [
      'a finish reason in each chunk, slowly',
      answer(
        says('It is ', { finish_reason: 'stop' }),
        700,
        says('no', { finish_reason: 'stop' }),
        700,
        says('on.', { finish_reason: 'stop' }),
      ),
    ],
    [
      'a role with content null',
      answer(data(choice({ delta: { role: 'assistant', content: null } })), ...HELLO, ...END),
    ],
    ['no role, and no delta in the last chunk', answer(...HELLO, data(choice({ finish_reason: 'stop' })), DONE)],
    ['[DONE] without a line break', answer(...HELLO, 'data: [DONE]')],
    ['[DONE] without a line break, left open', { parts: [...HELLO, 'data: [DONE]'], end: 'open' }],
    ['[DONE] without a blank line, left open', { parts: [...HELLO, 'data: [DONE]\n'], end: 'open' }],
    [
      'choices that are empty, null, missing or hold null',
      answer(data({ choices: [] }), data({ choices: null }), data({}), data({ choices: [null] }), ...HELLO, ...END),
    ],
    [
      'usage with each chunk',
      answer(
        ...['It is ', 'noon.'].map((text) =>
          data({ ...choice({ delta: { content: text } }), usage: { prompt_tokens: 1 } }),
        ),
        ...END,
      ),
    ],
    [
      'usage between finish reason and [DONE]',
      answer(...HELLO, finish('stop'), usage({ prompt_tokens: 1, completion_tokens: 2 }), DONE),
    ],
    [
      'a message instead of deltas',
      {
        raw: JSON.stringify(choice({ message: { content: 'It is noon.' }, finish_reason: 'stop' })),
        type: 'application/json',
      },
    ],
    ['no content type', { raw: STREAM, type: 'text/plain' }],
    [
      'reasoning fields',
      answer(data(choice({ delta: { reasoning_content: 'Hm.', reasoning: 'Hm.' } })), ...HELLO, ...END),
    ],
    ['a text part', answer(says([{ type: 'text', text: 'It is ' }]), says([{ type: 'text', text: 'noon.' }]), ...END)],
    [
      'parts of several kinds',
      answer(says('It is '), says([{ type: 'thinking', thinking: 'Hm.' }, 'no', { text: 'on.' }]), ...END),
    ],
    ['content of kinds other than text', answer(says(null), says({}), says(true), ...HELLO, ...END)],
  ])('is complete: %s', async (_situation, behaviour) => {
    expect(await answerOf(behaviour)).toMatchObject({ text: 'It is noon.', failure: undefined });
  });

  it.each<[situation: string, stream: string]>([
    ['comments', `: ping\n\n${HELLO[0]}: ping\n\n${HELLO[1]}: ping\n\n${END.join('')}`],
    ['no space after data:', STREAM.replaceAll('data: ', 'data:')],
    ['line ends of Windows', STREAM.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', STREAM.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${STREAM}`],
    ['ids and retries', STREAM.replaceAll('data: ', 'id: 1\nretry: 5\ndata: ')],
    ['several data lines', STREAM.replaceAll('"index"', '\ndata: "index"')],
    ['empty data before the first text', `data:\n\ndata: \n\n${STREAM}`],
    ['empty data in the middle', `${HELLO[0]}data:\n\n${HELLO[1]}${END.join('')}`],
    ['events without data', `event: ping\n\n${HELLO[0]}event: ping\n\n${HELLO[1]}${END.join('')}`],
    ['named heartbeats', `event: ping\ndata: {"type":"ping"}\n\n${STREAM}`],
    ['heartbeats that are not JSON', `data: ping\n\n${HELLO[0]}data: keep-alive\n\n${HELLO[1]}${END.join('')}`],
  ])('is complete in pieces of any size: %s', async (_situation, stream) => {
    const bytes = Buffer.from(stream);
    const single = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1));
    for (const parts of [[bytes], single]) {
      expect(await answerOf(answer(...parts))).toMatchObject({ text: 'It is noon.', failure: undefined });
    }
  });

  it.each<[encoding: string, raw: Buffer]>([
    ['gzip', gzipSync(STREAM)],
    ['deflate', deflateSync(STREAM)],
    ['deflate', deflateRawSync(STREAM)],
    ['br', brotliCompressSync(STREAM)],
  ])('is complete in the encoding %s', async (encoding, raw) => {
    expect(await answerOf({ raw, encoding })).toMatchObject({ text: 'It is noon.', failure: undefined });
  });

  it('keeps its characters, even control characters and half surrogate pairs', async () => {
    const texts = ['\u0000\u001b', 'a\ud83d', '\ude00', '\ud800', 'Ж正'];
    // The texts are sent as escapes, because no server can send half a surrogate pair otherwise.
    const events = texts.map((text) =>
      says('@').replace('@', [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
    );
    expect(await answerOf(answer(...events, ...END))).toMatchObject({ text: texts.join(''), failure: undefined });
  });
});

describe('an answer that has ended', () => {
  const SOON_MS = 3_000;

  it.each<[situation: string, parts: (string | number)[]]>([
    ['[DONE]', [...HELLO, ...END]],
    ['[DONE] without a finish reason', [...HELLO, DONE]],
    ['a finish reason', [...HELLO, finish('stop')]],
    ['a finish reason beside the last text', [says('It is '), says('noon.', { finish_reason: 'stop' })]],
    ['usage', [...HELLO, finish('stop'), usage({ prompt_tokens: 1, completion_tokens: 2 })]],
    ['[DONE], then heartbeats', [...HELLO, ...END, ...Array.from({ length: 50 }, () => [100, ': ping\n\n']).flat()]],
    [
      'its token, although the model goes on',
      [
        ...HELLO,
        says('<|im_end|>\n<|im_start|>user\n'),
        ...Array.from({ length: 50 }, () => [100, says('And? ')]).flat(),
      ],
    ],
    [
      'a finish reason, then heartbeats',
      [...HELLO, finish('stop'), ...Array.from({ length: 50 }, () => [100, ': ping\n\n']).flat()],
    ],
  ])('does not wait for the end of its connection after %s', async (_situation, parts) => {
    const { text, failure, tookMs } = await answerOf({ parts, end: 'open' });
    expect({ text, failure }).toEqual({ text: 'It is noon.', failure: undefined });
    expect(tookMs).toBeLessThan(SOON_MS);
    await until(() => server.answering === 0, 'the connection is closed');
  });

  it('is complete although its connection breaks', async () => {
    expect(await answerOf({ parts: [...HELLO, finish('stop')], end: 'cut' })).toMatchObject({
      text: 'It is noon.',
      failure: undefined,
    });
    expect(await answerOf({ parts: [...HELLO, DONE], end: 'cut' })).toMatchObject({
      text: 'It is noon.',
      failure: undefined,
    });
  });

  it('leaves its connection open for the next answer', async () => {
    const sockets = new Set<unknown>();
    server.behave((_index, request) => {
      sockets.add(request.socket);
      return answer(...HELLO, ...END);
    });
    const llm = llmAt(server.baseUrl);
    for (let n = 0; n < 3; n++) {
      expect((await said(llm.stream(REQUEST, NEVER))).text).toBe('It is noon.');
      await until(() => server.answering === 0, 'the reply has ended');
      // The last bytes of the reply are still on their way.
      await sleep(100);
    }
    expect(sockets.size).toBe(1);
    await llm.close();
  });
});

describe('the thoughts in an answer', () => {
  it.each([
    ['before the answer', ['<think>', 'Hm. ', 'Noon.', '</think>', '\n\nIt is ', 'noon.']],
    ['with tags in pieces', ['<', 'th', 'ink>Hm.</', 'thi', 'nk', '>It is noon.']],
    ['that have no text', ['<think>\n\n</think>\n\n', 'It is noon.']],
    ['that the template opens', ['Hm. Noon.</think>It is noon.']],
  ])('are not shown: %s', async (_situation, tokens) => {
    expect(await answerOf(answer(...tokens.map((token) => says(token)), ...END))).toMatchObject({
      text: 'It is noon.',
      failure: undefined,
    });
  });

  it('are expected from the second answer on when a template opens them', async () => {
    const tokens = ['Hm. ', 'Noon?\n', '</think>', '\n\n', 'It is ', 'noon.'];
    server.behave(answer(...tokens.map((token) => says(token)), ...END));
    const llm = llmAt(server.baseUrl);
    expect((await said(llm.stream(REQUEST, NEVER))).text).toBe('Hm. Noon?\nIt is noon.');
    expect((await said(llm.stream(REQUEST, NEVER))).text).toBe('It is noon.');
    // The model sends no more thoughts.
    server.behave(answer(...HELLO, ...END));
    for (let n = 0; n < 2; n++) expect((await said(llm.stream(REQUEST, NEVER))).text).toBe('It is noon.');
    await llm.close();
  });
});
