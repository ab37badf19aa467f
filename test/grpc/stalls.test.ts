/** A model that stalls after a complete sentence, through a real server. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/main/llm/scenario.js';
import { collect, connect, request, type Stub, texts } from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';
import type { TestServer } from '../harness/server.js';

const STALL_MS = 1_500;
/** The latest first audio, ms: far from the wait of 100 ms, and from the end of the stall. */
const SOON_MS = STALL_MS - 500;

const stalled = (match: string, before: string, after: string): Scenario['answers'][number] => ({
  match,
  tokens: [before, { delay_ms: STALL_MS }, after],
});

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  const answers = [
    stalled('sentence', 'Hello there.', ' How are you?'),
    stalled('list', 'Here it is:\n- apples\n', '- pears'),
    stalled('chinese', '你好。', '我很好。'),
    stalled('title', 'I met Dr.', ' Jones today.'),
  ];
  server = await startWithScenario({ answers });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

/** Returns the texts of a turn, and the number that had come before the time after which the model goes on. */
async function listen(prompt: string): Promise<{ all: string[]; early: string[]; firstAudioMs: number }> {
  const startedMs = performance.now();
  const early: string[] = [];
  let firstAudioMs = Number.POSITIVE_INFINITY;
  const reply = await collect(client.StreamAudio(request({ prompt })), ({ text_chunk, audio_chunk }) => {
    const ms = performance.now() - startedMs;
    if (text_chunk !== undefined && ms < SOON_MS) early.push(text_chunk);
    if (audio_chunk) firstAudioMs = Math.min(firstAudioMs, ms);
  });
  return { all: texts(reply), early, firstAudioMs };
}

describe('a model that stalls', () => {
  it.each([
    ['sentence', ['Hello there.'], ['Hello there.', ' How are you?']],
    ['list', ['Here it is:\n', '- apples\n'], ['Here it is:\n', '- apples\n', '- pears']],
    ['chinese', ['你好。'], ['你好。', '我很好。']],
  ])('does not hold the text before its stall back: %s', async (prompt, before, whole) => {
    const { all, early, firstAudioMs } = await listen(prompt);
    expect(all).toEqual(whole);
    expect(early).toEqual(before);
    expect(firstAudioMs).toBeLessThan(SOON_MS);
  });

  it('does not cut a sentence in two', async () => {
    const { all, early } = await listen('title');
    expect(early).toEqual([]);
    expect(all).toEqual(['I met Dr. Jones today.']);
  });
});
