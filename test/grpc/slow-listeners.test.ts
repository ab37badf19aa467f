import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { collect, connect, kinds, request, samples, status, turn } from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { readSlowly } from '../harness/slow-reader.js';

/** Eight sentences of up to 400 characters, each with half a minute of audio. */
const STORY = `${'and then something else happened that nobody had expected at all '.repeat(5)}. `.repeat(8);
const SLOW_BYTES_PER_SECOND = 10_000;

let server: TestServer;
afterEach(() => server.stop());

describe('twelve listeners that read a tenth of real time', () => {
  it('hold no thread and only their share of memory: a new turn is served whole, at once', async () => {
    // The memory is enough for the twelve listeners and little more.
    server = await startTestServer({ 'audio.arena_bytes': 48_000_000 });
    const client = connect(server.port);
    const slow = Array.from({ length: 12 }, (_, n) =>
      readSlowly(server.port, `slow-${n}`, STORY, SLOW_BYTES_PER_SECOND),
    );
    await sleep(1_500);
    const beganMs = performance.now();
    for (let n = 0; n < 3; n++) {
      const reply = await turn(client, { prompt: 'A sentence. And a second one, which is longer. And a third.' });
      expect(reply.status.code).toBe(status.OK);
      expect(kinds(reply).at(-1)).toBe('end_message');
      expect(samples(reply).length).toBeGreaterThan(48_000 * 3);
    }
    expect(performance.now() - beganMs).toBeLessThan(20_000);
    expect(server.gauges().streams).toBe(12);
    // A worker may just be making the next sentence of a listener.
    await expect.poll(() => server.gauges().tasksInFlight, { interval: 5, timeout: 20_000 }).toBe(0);
    for (const reader of slow) reader.close();
    await server.atRest();
    client.close();
  });
});

describe('a listener that reads almost nothing', () => {
  it.each([
    ['words', `${'nine and '.repeat(44)}so on.`],
    ['digits without a space', `${'9'.repeat(380)}.`],
    ['a script without spaces', `${'今天天气很好'.repeat(60)}。`],
  ])(
    'holds no more memory for speech than the look-ahead and one piece, even for a very long sentence: %s',
    async (_, prompt) => {
      // The words are 25 s of audio, and the digits two minutes.
      server = await startTestServer({ 'audio.lookahead_seconds': 2, 'tts.first_clause_min_chars': 0 });
      const reader = readSlowly(server.port, 'still', prompt, 1);
      await expect.poll(() => server.gauges().arenaBlocks, { interval: 20, timeout: 20_000 }).toBeGreaterThan(60);
      await sleep(1_000);
      // A second of audio takes 20 blocks; a piece of thirty digits is 16 s at most.
      expect(server.gauges().arenaBlocks).toBeLessThan((2 + 16) * 20 + 40);
      reader.close();
      await server.atRest();
    },
  );
});

describe('a listener that falls behind real time', () => {
  it('is cut off once it is too far behind, even when it reads steadily', async () => {
    server = await startTestServer({ 'grpc.max_listener_lag_seconds': 2 });
    const reader = readSlowly(server.port, 'slow', STORY, SLOW_BYTES_PER_SECOND);
    await reader.ended;
    await server.atRest();
    const [line] = server.lines.filter(({ decision }) => decision === 'abort');
    expect(line?.ctx).toMatchObject({ error_type: 'timeout', stalled: true });
    expect(line?.ctx.lag_ms).toBeGreaterThanOrEqual(2_000);
    reader.close();
  });

  it('is not cut off when it reads audio as fast as it plays', async () => {
    server = await startTestServer({ 'grpc.max_listener_lag_seconds': 5 });
    const client = connect(server.port);
    const stream = client.StreamAudio(request({ prompt: 'One sentence, and then another one. And a third, too.' }));
    const ended = collect(stream, ({ audio_chunk }) => {
      if (!audio_chunk) return;
      stream.pause();
      // The client reads 50 ms of audio every 48 ms, as a player does.
      setTimeout(() => stream.resume(), 45);
    });
    expect((await ended).status.code).toBe(status.OK);
    expect(server.lines.filter(({ decision }) => decision === 'abort')).toHaveLength(0);
    await server.atRest();
    client.close();
  });
});

describe('a queue that may hold one task', () => {
  it('ends no running turn when it is full: only the prefetch stops', async () => {
    server = await startTestServer({ 'workers.max_queue': 1 });
    const client = connect(server.port);
    const prompt = 'One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten.';
    const alone = await turn(client, { prompt });
    expect(kinds(alone).at(-1)).toBe('end_message');
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => turn(client, { prompt, hardware_id: `device-${n}` })),
    );
    for (const reply of replies) {
      if (reply.status.code === status.OK) expect(kinds(reply).at(-1)).toBe('end_message');
      else expect(kinds(reply)).toEqual(['error_message']);
    }
    expect(replies.some(({ status: { code } }) => code === status.OK)).toBe(true);
    await server.atRest();
    client.close();
  });
});

describe('a slow listener', () => {
  it('does not change the estimated cost of a sentence: the idle server serves all later turns', async () => {
    server = await startTestServer({
      'audio.arena_bytes': 12_000_000,
      // On a busy machine an engine takes 200 ms for a sentence of the story. A wait for memory takes seconds, so that five
      // sentences would take more than ten.
      'tts.warm_up_languages': 'en',
      'backpressure.max_first_audio_wait_ms': 6_000,
      'grpc.max_listener_lag_seconds': 2,
    });
    const client = connect(server.port);
    const slow = Array.from({ length: 4 }, (_, n) =>
      readSlowly(server.port, `slow-${n}`, STORY, SLOW_BYTES_PER_SECOND),
    );
    await Promise.all(slow.map(({ ended }) => ended));
    await server.atRest();
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, n) => turn(client, { prompt: 'Hello there.', hardware_id: `device-${n}` })),
    );
    expect(replies.map((reply) => kinds(reply).at(-1))).toEqual(replies.map(() => 'end_message'));
    for (const reader of slow) reader.close();
    client.close();
  });
});
