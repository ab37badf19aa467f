import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  call,
  chunks,
  collect,
  connect,
  kinds,
  type Message,
  request,
  type Stub,
  status,
  texts,
  trailer,
  turn,
} from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';
import type { TestServer } from '../harness/server.js';

interface Interrupted {
  success: boolean;
  interrupted_sessions: string[];
  message: string;
}

/** The tokens of a long answer: many sentences, each with a second of speech or more. */
const STORY = Array.from({ length: 40 }, (_, index) => `This is sentence number ${index} of a long, long story. `);

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startWithScenario({
    answers: [
      { match: 'story', tokens: STORY.flatMap((text) => [text, { delay_ms: 5 }]) },
      { match: 'endless', tokens: [...STORY.slice(0, 4), { hang: true }] },
      { match: 'silence', tokens: [{ hang: true }] },
      { tokens: ['Hello there.'] },
    ],
  });
});
beforeEach(() => {
  client = connect(server.port);
});
afterEach(async () => {
  await server.atRest();
  client.close();
});
afterAll(() => server.stop());

const interrupt = (fields: object) => call<Interrupted>(client, 'InterruptSession', fields);

/**
 * Starts a turn. `speaking` settles at its first audio; `arrivals` are the times of its audio, ms on the clock of this
 * process.
 */
function speak(fields: object) {
  const arrivals: number[] = [];
  let onAudio = (): void => {};
  const speaking = new Promise<void>((resolve) => {
    onAudio = resolve;
  });
  const ended = collect(client.StreamAudio(request({ prompt: 'story', ...fields })), (message: Message) => {
    if (message.content !== 'audio_chunk') return;
    arrivals.push(performance.now());
    onAudio();
  });
  return { speaking, ended, arrivals };
}

describe('InterruptSession', () => {
  it('ends a speaking session quietly, and no audio follows the reply', async () => {
    const { speaking, ended, arrivals } = speak({ session_id: 'told' });
    await speaking;
    await sleep(30);
    const { reply } = await interrupt({ hardware_id: 'test-device' });
    const repliedAt = performance.now();
    expect(reply).toMatchObject({ success: true, interrupted_sessions: ['told'] });
    const heard = await ended;
    await sleep(50);
    expect(arrivals.filter((at) => at > repliedAt)).toHaveLength(0);
    expect(heard.status.code).toBe(status.OK);
    expect(trailer(heard, 'nexy-error-type')).toBe('cancelled_by_user');
    expect(kinds(heard)).not.toContain('end_message');
    expect(kinds(heard)).not.toContain('error_message');
    expect(texts(heard).length).toBeLessThan(STORY.length);
  });

  it('ends a session without content with an error message and CANCELLED', async () => {
    const ended = collect(client.StreamAudio(request({ prompt: 'silence' })));
    while (server.gauges().sessions === 0) await sleep(1);
    const { reply } = await interrupt({ hardware_id: 'test-device' });
    expect(reply?.success).toBe(true);
    const heard = await ended;
    expect(kinds(heard)).toEqual(['error_message']);
    expect(heard.status.code).toBe(status.CANCELLED);
  });

  it('stops a synthesis in the middle of a sentence, and keeps its worker', async () => {
    const long = `${'and then it went on and on, '.repeat(14)}until the end.`;
    const scripted = await startWithScenario({ answers: [{ tokens: [long] }] }, { 'tts.first_clause_min_chars': 0 });
    const other = connect(scripted.port);
    const stream = other.StreamAudio(request());
    const ended = collect(stream, (message) => {
      if (message.content === 'audio_chunk') void call(other, 'InterruptSession', { hardware_id: 'test-device' });
    });
    const heard = await ended;
    const seconds = chunks(heard).reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0) / 48_000;
    await scripted.atRest();
    expect(seconds).toBeLessThan(15);
    expect(scripted.lines.filter(({ method }) => method === 'worker_lost')).toHaveLength(0);
    other.close();
    await scripted.stop();
  });

  it('does not affect the next prompt of the device, even right afterwards', async () => {
    const { speaking, ended } = speak({ session_id: 'again' });
    await speaking;
    const interrupted = interrupt({ hardware_id: 'test-device' });
    await interrupted;
    const next = await turn(client, { session_id: 'again', prompt: 'hi' });
    expect(next.status.code).toBe(status.OK);
    expect(kinds(next).at(-1)).toBe('end_message');
    await ended;
  });

  it('returns success false and the status OK, each time, when no session is active', async () => {
    for (let i = 0; i < 3; i++) {
      const { reply, error } = await interrupt({ hardware_id: 'test-device' });
      expect(error).toBeUndefined();
      expect(reply).toEqual({ success: false, interrupted_sessions: [], message: 'No active sessions found' });
    }
  });

  it.each(['', '   ', '\u200b'])('is refused without a hardware_id: %j', async (hardware_id) => {
    const { error } = await interrupt({ hardware_id });
    expect(error?.code).toBe(status.INVALID_ARGUMENT);
    expect(error?.details).toBe('Hardware ID required');
  });

  it('stops only the session that it names, and no session of another device', async () => {
    const mine = speak({ session_id: 'mine' });
    const mineToo = speak({ session_id: 'mine-too' });
    const theirs = speak({ session_id: 'theirs', hardware_id: 'another' });
    await Promise.all([mine.speaking, mineToo.speaking, theirs.speaking]);
    expect((await interrupt({ hardware_id: 'test-device', session_id: 'theirs' })).reply?.success).toBe(false);
    expect((await interrupt({ hardware_id: 'test-device', session_id: 'mine' })).reply?.interrupted_sessions).toEqual([
      'mine',
    ]);
    expect(trailer(await mine.ended, 'nexy-error-type')).toBe('cancelled_by_user');
    for (const other of [await mineToo.ended, await theirs.ended]) {
      expect(trailer(other, 'nexy-error-type')).toBeUndefined();
      expect(kinds(other).at(-1)).toBe('end_message');
    }
  });

  it('stops fifty speaking sessions of a device at once', async () => {
    const all = Array.from({ length: 50 }, (_, index) => speak({ session_id: `s${index}`, prompt: 'endless' }));
    await Promise.all(all.map(({ speaking }) => speaking));
    const { reply } = await interrupt({ hardware_id: 'test-device' });
    const repliedAt = performance.now();
    expect(reply?.interrupted_sessions).toHaveLength(50);
    for (const { ended, arrivals } of all) {
      expect(trailer(await ended, 'nexy-error-type')).toBe('cancelled_by_user');
      expect(arrivals.filter((at) => at > repliedAt)).toHaveLength(0);
    }
  });

  it('resets a stream when its client does not read the sent data', async () => {
    const stream = client.StreamAudio(request({ prompt: 'story', session_id: 'deaf' }));
    const ended = collect(stream);
    await new Promise((resolve) => stream.once('data', resolve));
    stream.pause();
    await sleep(500);
    const { reply } = await interrupt({ hardware_id: 'test-device' });
    expect(reply?.interrupted_sessions).toEqual(['deaf']);
    expect(server.gauges().sessions).toBe(0);
    stream.resume();
    await ended;
  });
});
