/** Prompts that arrive in parts while their user still speaks, through a real server and a test model on this machine. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import {
  call,
  connect,
  kinds,
  type Reply,
  type Stub,
  samples,
  status,
  texts,
  trailer,
  turn,
} from '../harness/client.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { webpOf } from '../harness/pictures.js';
import { type TestServer, WITH_MODULES } from '../harness/server.js';
import { until } from '../pool/pools.js';

const COLLECT = 'REQUEST_PHASE_COLLECT';
const COMMIT = 'REQUEST_PHASE_COMMIT';

let model: LlmServer;
let server: TestServer;
let client: Stub;
let isStreamingOff = false;
let maxStreams = 100;

beforeAll(async () => {
  model = await startLlmServer();
  model.behave({ tokens: ['Yes.'] });
  const overrides = {
    ...WITH_MODULES,
    'backpressure.max_message_rate_per_second': 2,
    'logging.level': 'debug',
    'llm.max_retries': 0,
  };
  server = await startAssistant([model], overrides, (config) => ({
    ...config,
    kill_switches: { ...config.kill_switches, disable_streaming: isStreamingOff },
    backpressure: { ...config.backpressure, max_concurrent_streams: maxStreams },
  }));
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
  await model.close();
});

let sessions = 0;
/** Returns the ids of a new session of a new device, and sends its parts and its completed prompt. */
function device(): {
  ids: { hardware_id: string; session_id: string };
  part: (fields: object) => Promise<Reply>;
  commit: (fields?: object) => Promise<Reply>;
} {
  const n = sessions++;
  const ids = { hardware_id: `device ${n}`, session_id: `session ${n}` };
  return {
    ids,
    part: (fields) => turn(client, { prompt: '', ...ids, phase: COLLECT, ...fields }),
    commit: (fields = {}) => turn(client, { prompt: '', ...ids, phase: COMMIT, ...fields }),
  };
}

const turnRequests = (): (typeof model.requests)[number][] =>
  model.requests.filter(({ body }) => !String(body.messages[0]?.content).startsWith('You keep the memory'));
/** Returns the last messages to the model, without the system prompt. */
const lastAsked = (): unknown[] => [...(turnRequests().at(-1)?.body.messages ?? [])].slice(1);
const isAccepted = (reply: Reply): boolean =>
  reply.status.code === status.OK &&
  JSON.stringify(reply.messages.map(({ end_message }) => end_message)) === '["COLLECT_ACCEPTED"]';

describe('a COLLECT request', () => {
  it('is accepted, beyond the message rate, and starts nothing', async () => {
    const asked = model.requests.length;
    const { part } = device();
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => part({ chunk_seq: n, ...(n % 3 === 0 ? {} : { prompt: `word ${n}` }) })),
    );
    expect(replies.filter(isAccepted)).toHaveLength(30);
    expect(model.requests).toHaveLength(asked);
    expect(server.gauges()).toMatchObject({ sessions: 0, streams: 0, rewritings: 0 });
  });

  it('is logged as debug, apart from turns', async () => {
    const { ids, part } = device();
    await part({ prompt: 'Hello' });
    const lines = server.lines.filter(({ ctx }) => ctx.session_id === ids.session_id);
    expect(lines).toMatchObject([{ level: 'debug', method: 'StreamAudio/COLLECT', decision: 'complete' }]);
    expect(JSON.stringify(lines)).not.toContain('Hello');
  });

  it.each([
    ['no device', { hardware_id: ' ' }, 'missing_hardware_id'],
    ['an unknown device', { hardware_id: 'Unknown' }, 'unknown_hardware_id'],
    ['no session', { session_id: '' }, 'missing_session_id'],
    ['a prompt that is too long beside its part', { prompt: 'x'.repeat(70_000), chunk_text: 'x' }, 'prompt_too_long'],
    ['a text that is too long', { prompt: 'x'.repeat(70_000) }, 'prompt_too_long'],
    ['a part that is too long', { chunk_text: 'x'.repeat(70_000) }, 'prompt_too_long'],
    ['a screenshot that is not base64', { screenshot: 'a?b' }, 'screenshot_not_base64'],
    ['an impossible screen', { screen_width: -1, screen_height: 5 }, 'invalid_screen_size'],
  ])('is refused with %s', async (_situation, fields, reason) => {
    const reply = await device().part(fields);
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(status.INVALID_ARGUMENT);
    expect(trailer(reply, 'nexy-error-reason')).toBe(reason);
  });

  it('is refused while streaming is switched off', async () => {
    isStreamingOff = true;
    const reply = await device().part({ prompt: 'Hello' });
    isStreamingOff = false;
    expect(reply.status.code).toBe(status.UNAVAILABLE);
  });

  it('ends the answer that still plays: the rest does not count as said', async () => {
    const { ids, part, commit } = device();
    const answer = 'This sentence takes a while to say, and nothing follows it in the end.';
    model.behave({ tokens: [answer] });
    const playedMs = samples(await turn(client, { prompt: 'Tell me a lot.', ...ids, session_id: 'long' })).length / 48;
    await sleep(500);
    model.behave({ tokens: ['Yes.'] });
    await part({ prompt: 'Wait' });
    // The user speaks until the answer would have been played to its end.
    await sleep(playedMs);
    await commit({ prompt: 'Wait, stop.' });
    const [, { content: heard = '' } = {}, asked] = lastAsked() as { content?: string }[];
    expect(asked).toEqual({ role: 'user', content: 'Wait, stop.' });
    expect(heard).not.toBe('');
    expect(answer.startsWith(heard)).toBe(true);
    expect(heard).not.toContain('in the end');
  });
});

describe('a COMMIT request', () => {
  it('with a blank prompt takes the text of the parts, in the order of their numbers', async () => {
    const { part, commit } = device();
    await part({ chunk_seq: 2, chunk_text: 'in Kyiv?' });
    await part({ chunk_seq: 1, prompt: 'is the time' });
    await part({ chunk_seq: 0, chunk_text: 'What', prompt: 'ignored' });
    const reply = await commit();
    expect(texts(reply)).toEqual(['Yes.']);
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(lastAsked()).toEqual([{ role: 'user', content: 'What is the time in Kyiv?' }]);
    expect(kinds(await commit())).toEqual(['error_message']);
  });

  it('with a blank prompt may bring the last part itself', async () => {
    const { part, commit } = device();
    await part({ chunk_seq: 1, prompt: 'What is' });
    await commit({ chunk_text: 'this?' });
    expect(lastAsked()).toEqual([{ role: 'user', content: 'What is this?' }]);
    const alone = device();
    await alone.commit({ chunk_text: 'Just this?' });
    expect(lastAsked()).toEqual([{ role: 'user', content: 'Just this?' }]);
  });

  it('takes the part that was sent just before it, without waiting for its reply', async () => {
    const { part, commit } = device();
    const parts = ['What', 'is', 'this?'].map((text, n) => part({ chunk_seq: n, chunk_text: text }));
    await commit();
    expect(lastAsked()).toEqual([{ role: 'user', content: 'What is this?' }]);
    expect((await Promise.all(parts)).filter(isAccepted)).toHaveLength(3);
  });

  it('with a prompt takes this prompt', async () => {
    const { part, commit } = device();
    await part({ prompt: 'What is the tide' });
    await commit({ prompt: 'What is the time?' });
    expect(lastAsked()).toEqual([{ role: 'user', content: 'What is the time?' }]);
    expect(trailer(await commit(), 'nexy-error-reason')).toBe('blank_prompt');
  });

  it('that failed before its first content may be sent again', async () => {
    const { part, commit } = device();
    await part({ prompt: 'What is the time?' });
    model.behave({ status: 500 });
    expect((await commit()).status.code).toBe(status.UNAVAILABLE);
    model.behave({ tokens: ['Yes.'] });
    expect(texts(await commit())).toEqual(['Yes.']);
    expect(lastAsked()).toEqual([{ role: 'user', content: 'What is the time?' }]);
  });

  it('takes no part of the prompt before it, whose turn still runs in the same session', async () => {
    const { ids, part, commit } = device();
    model.behave({ tokens: Array(50).fill('This goes on. '), delayMs: 100 });
    await part({ prompt: 'Tell me a story.' });
    const story = commit();
    await until(() => server.gauges().sessions === 1 && turnRequests().length === 1, 'the model answers');
    await sleep(300);
    model.behave({ tokens: ['Yes.'] });
    await part({ prompt: 'Stop it.' });
    await call(client, 'InterruptSession', { hardware_id: ids.hardware_id });
    await story;
    expect(texts(await commit())).toEqual(['Yes.']);
    expect(lastAsked().at(-1)).toEqual({ role: 'user', content: 'Stop it.' });
  });

  it('gets nothing of another device or another session', async () => {
    const { ids, part } = device();
    await part({ prompt: 'My secret.' });
    for (const fields of [{ hardware_id: 'thief' }, { session_id: 'another' }]) {
      const reply = await turn(client, { ...ids, prompt: '', phase: COMMIT, ...fields });
      expect(trailer(reply, 'nexy-error-reason')).toBe('blank_prompt');
    }
    const unspecified = await turn(client, { ...ids, prompt: '' });
    expect(trailer(unspecified, 'nexy-error-reason')).toBe('blank_prompt');
  });

  it('that was refused may be sent again', async () => {
    const { part, commit } = device();
    await part({ prompt: 'What is the time?' });
    maxStreams = 0;
    expect((await commit()).status.code).toBe(status.RESOURCE_EXHAUSTED);
    maxStreams = 100;
    expect(texts(await commit())).toEqual(['Yes.']);
    expect(lastAsked()).toEqual([{ role: 'user', content: 'What is the time?' }]);
  });

  it('is refused when the parts are too long together', async () => {
    const { part, commit } = device();
    for (let n = 0; n < 4; n++) await part({ chunk_seq: n, chunk_text: `${n}${' word'.repeat(2_000)}` });
    const reply = await commit();
    expect(trailer(reply, 'nexy-error-reason')).toBe('prompt_too_long');
    await call(client, 'InterruptSession', { hardware_id: 'device 0' });
  });
});

describe('a screenshot of a COLLECT request', () => {
  it('reaches the model with the COMMIT request, prepared', async () => {
    const { part, commit } = device();
    const screenshot = (await webpOf(1_920, 1_080)).toString('base64');
    await part({ prompt: 'What is', screenshot, screen_width: 1_920, screen_height: 1_080 });
    await part({ prompt: 'What is this?', chunk_seq: 1 });
    await commit();
    const sent = JSON.stringify(lastAsked());
    expect(sent).toContain('What is this?');
    expect(sent).toContain('data:image/jpeg;base64,');
  });

  it('gives way to another one of the COMMIT request', async () => {
    const { part, commit } = device();
    await part({ prompt: 'What is this?', screenshot: (await webpOf(1_920, 1_080)).toString('base64') });
    const own = (await webpOf(64, 48)).toString('base64');
    await commit({ screenshot: own });
    expect(JSON.stringify(lastAsked())).toContain(`data:image/webp;base64,${own}`);
  });

  it('is left out when it is of an unknown format, and the text is kept', async () => {
    const { part, commit } = device();
    expect(
      isAccepted(await part({ prompt: 'Look.', screenshot: Buffer.from('GIF89a'.repeat(9)).toString('base64') })),
    ).toBe(true);
    await commit();
    expect(lastAsked()).toEqual([{ role: 'user', content: 'Look.' }]);
  });
});
