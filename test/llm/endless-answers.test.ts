/**
 * Tests that models that never stop or send much at once are bounded in time and in memory. The tests of ChatAnswer and
 * AnswerBody show the bound of the work per tick, and the bench `hostile` measures it.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { LlmChain } from '../../src/main/llm/llm-chain.js';
import { ProviderFailure } from '../../src/main/llm/provider-failure.js';
import type { Llm } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { choice, DONE, data, says, usage } from './chat-events.js';
import { llmAt, NEVER, REQUEST } from './openai-llms.js';

const SERVER = new URL('./workers/flood-server.mjs', import.meta.url);
const MAX_CHARS = 20_000;

interface Outcome {
  readonly chars: number;
  /** The length of the longest piece, UTF-16 units. */
  readonly longest: number;
  readonly failure: string | undefined;
}

/**
 * Requests `count` answers at once from a model that sends `start`, and then `piece` for ever. Returns the outcome of
 * the first answer.
 */
async function answerOf(start: string, piece: string, timeoutMs: number, count = 1): Promise<Outcome> {
  const server = new Worker(SERVER, { workerData: { start, piece } });
  const [port] = (await once(server, 'message')) as [number];
  const timeouts = { firstTokenMs: timeoutMs, tokenMs: timeoutMs, totalMs: 2 * timeoutMs };
  const llm = llmAt(`http://127.0.0.1:${port}/v1`, { timeouts });
  const answers = await Promise.all(Array.from({ length: count }, () => read(llm)));
  await llm.close();
  await server.terminate();
  return answers[0]!;
}

async function read(llm: Llm): Promise<Outcome> {
  let failure: string | undefined;
  const failed = (_name: string, cause: NexyError): void => {
    failure = cause instanceof ProviderFailure ? cause.failure : cause.reason;
  };
  const chain = new LlmChain([{ llm, breaker: undefined }], { failed }, MAX_CHARS);
  let [chars, longest] = [0, 0];
  try {
    for await (const event of chain.stream(REQUEST, NEVER)) {
      if (event.type !== 'text') continue;
      chars += event.text.length;
      longest = Math.max(longest, event.text.length);
    }
  } catch (cause) {
    expect(cause).toBeInstanceOf(NexyError);
  }
  return { chars, longest, failure };
}

/** A timeout that is long enough to show that an answer does not end by itself, ms. */
const SHORT_MS = 300;
/** A timeout that no answer reaches, ms. */
const LONG_MS = 30_000;

describe('a model that never stops', () => {
  it.each<[situation: string, piece: string, failure: string]>([
    ['text', says('word '), 'answer_too_long'],
    ['text, a character at a time', says('a'), 'answer_too_long'],
    ['text in one line', says('a'.repeat(10_000)), 'answer_too_long'],
    ['blank lines', says('\n'), 'timeout'],
    ['usage', usage({ prompt_tokens: 1, completion_tokens: 2 }), 'timeout'],
    ['reasoning', data(choice({ delta: { reasoning_content: 'Hm. ' } })), 'timeout'],
    ['comments', ': ping\n\n', 'timeout'],
    ['empty events', 'data:\n\n', 'timeout'],
    ['empty choices', data({ choices: [] }), 'timeout'],
    ['an endless line', 'x'.repeat(1_000), 'invalid_response'],
    ['an endless comment', `: ${'x'.repeat(1_000)}`.replaceAll('\n', ''), 'invalid_response'],
    ['an endless event', 'data: x\n', 'invalid_response'],
  ])('is stopped when it sends %s', async (_situation, piece, failure) => {
    const outcome = await answerOf(
      piece,
      piece.repeat(Math.ceil(10_000 / piece.length)),
      failure === 'timeout' ? SHORT_MS : LONG_MS,
    );
    expect(outcome).toMatchObject({ failure, chars: failure === 'answer_too_long' ? MAX_CHARS : 0 });
  });

  it.each<[situation: string, start: string, piece: string]>([
    ['thoughts', says('<think>'), says('Hm. ')],
    ['thoughts after some text', says('Hello.\n<think>'), says('Hm. ')],
    ['comments after some text', says('Hello.'), ': ping\n\n'],
    ['reasoning after some text', says('Hello.'), data(choice({ delta: { reasoning: 'Hm. ' } }))],
  ])('is stopped by the timeout when it sends %s', async (_situation, start, piece) => {
    const outcome = await answerOf(start, piece.repeat(100), SHORT_MS);
    expect(outcome.failure).toBe('timeout');
  });
});

describe('a model that sends much at once', () => {
  it.each<[situation: string, start: string, outcome: Partial<Outcome>]>([
    ['an event of 1 MB', says('x'.repeat(1_000_000)) + DONE, { failure: 'answer_too_long', chars: MAX_CHARS }],
    ['an event of 1 MB of marks', says('<t'.repeat(500_000)) + DONE, { failure: 'answer_too_long', chars: MAX_CHARS }],
    [
      'a thought of 1 MB of marks in one event',
      says(`<think>${'<'.repeat(1_000_000)}</think>Hi.`) + DONE,
      { failure: undefined, chars: 3 },
    ],
    [
      'an event of 1 MB with little text',
      data({ ...choice({ delta: { content: 'Hi.' } }), x: 'x'.repeat(1_000_000) }) + DONE,
      { failure: undefined, chars: 3 },
    ],
    ['a line of 5 MB', `data: ${'x'.repeat(5_000_000)}`, { failure: 'invalid_response', chars: 0 }],
    [
      'an event of a great many values',
      data({ choices: [], x: Array.from({ length: 300_000 }, () => ({})) }),
      { failure: 'invalid_response', chars: 0 },
    ],
    ['20,000 tokens', says('a').repeat(20_000) + DONE, { failure: undefined, chars: 20_000 }],
    ['100,000 comments', ': ping\n\n'.repeat(100_000) + says('Hi.') + DONE, { failure: undefined, chars: 3 }],
  ])('is read in bounded pieces: %s', async (_situation, start, expected) => {
    const outcome = await answerOf(start, '', LONG_MS);
    expect(outcome).toMatchObject(expected);
    expect(outcome.longest).toBeLessThanOrEqual(4_096);
  });

  it('is read in bounded pieces: 20 events of 1 MB at once', async () => {
    const outcome = await answerOf(says('<'.repeat(1_000_000)) + DONE, '', LONG_MS, 20);
    expect(outcome).toMatchObject({ failure: 'answer_too_long', chars: MAX_CHARS });
    expect(outcome.longest).toBeLessThanOrEqual(4_096);
  });
});
