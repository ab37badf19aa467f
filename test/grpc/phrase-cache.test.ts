import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  call,
  chunks,
  collect,
  connect,
  kinds,
  type Reply,
  request,
  type Stub,
  status,
  turn,
} from '../harness/client.js';
import type { AudioChunkReceived } from '../harness/generated/streaming/AudioChunk.js';
import { startTestServer, type TestServer } from '../harness/server.js';

let server: TestServer;
let client: Stub;

async function start(overrides: Readonly<Record<string, unknown>> = {}): Promise<void> {
  server = await startTestServer({ 'tts.cache_bytes': 16_777_216, 'tts.pause_sentence_ms': 0, ...overrides });
  client = connect(server.port);
}
afterEach(async () => {
  await server.atRest();
  client.close();
  await server.stop();
});

const welcome = (fields: object = {}): Promise<Reply> => collect(client.GenerateWelcomeAudio(fields));
const methodOf = ({ messages }: Reply): string | undefined => messages[0]?.metadata?.method;
const bytesOf = (audio: readonly AudioChunkReceived[]): Buffer =>
  Buffer.concat(audio.map(({ audio_data }) => audio_data));

/** Returns each text with the audio that follows it. */
function sentencesOf({ messages }: Reply): { text: string; audio: Buffer }[] {
  const starts = messages.flatMap(({ content }, index) => (content === 'text_chunk' ? [index] : []));
  return starts.map((start, nth) => {
    const audio = messages.slice(start, starts[nth + 1]).flatMap(({ audio_chunk }) => audio_chunk ?? []);
    return { text: messages[start]?.text_chunk?.trim() ?? '', audio: bytesOf(audio) };
  });
}

describe('a server with a phrase cache', () => {
  it('speaks a greeting once for fifty clients at once, and sends all of them the same audio', async () => {
    await start();
    const before = server.speechCache();
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => welcome({ text: 'Good morning, fifty of you.' })),
    );
    for (const reply of replies) {
      expect(reply.status.code).toBe(status.OK);
      expect(bytesOf(chunks(reply)).equals(bytesOf(chunks(replies[0]!)))).toBe(true);
    }
    expect(chunks(replies[0]!).length).toBeGreaterThan(20);
    // The phrase is in the cache when its synthesis has ended; before, all clients share the synthesis.
    expect(replies.map(methodOf)).toEqual(Array(50).fill('espeak'));
    expect(methodOf(await welcome({ text: 'Good morning, fifty of you.' }))).toBe('cache');
    const { hits, misses, phrases } = server.speechCache();
    expect({ hits, misses, phrases }).toEqual({ hits: before.hits + 50, misses: before.misses + 1, phrases: 2 });
  });

  it('speaks a repeated sentence once, within a turn and in the next turn of another device', async () => {
    await start();
    const { misses } = server.speechCache();
    const first = await turn(client, { prompt: 'Yes. Not now. Yes. Yes.' });
    const second = await turn(client, { prompt: 'Not now. Yes.', hardware_id: 'another-device' });
    const spoken = [...sentencesOf(first), ...sentencesOf(second)];
    expect(spoken.map(({ text }) => text)).toEqual(['Yes.', 'Not now.', 'Yes.', 'Yes.', 'Not now.', 'Yes.']);
    for (const { text, audio } of spoken) {
      expect(audio.byteLength).toBeGreaterThan(10_000);
      expect(audio.equals(spoken.find((other) => other.text === text)!.audio)).toBe(true);
    }
    expect(server.speechCache()).toMatchObject({ hits: 4, misses: misses + 2, phrases: 3 });
  });

  it('continues a phrase for the remaining client when the first client cancels in mid-phrase', async () => {
    await start();
    const text = 'A phrase that is long enough for one client to leave before it is over.';
    const leaving = client.GenerateWelcomeAudio({ text });
    const left = collect(leaving);
    const staying = welcome({ text });
    leaving.once('data', () => leaving.cancel());
    expect((await left).status.code).toBe(status.CANCELLED);
    expect(kinds(await staying).at(-1)).toBe('end_message');
  });

  it('releases everything when turns that share their sentences end at random moments', async () => {
    await start();
    const prompt = Array.from({ length: 12 }, (_, index) => `This is sentence ${index}, and all say it. `).join('');
    const turns = Array.from({ length: 80 }, async (_, index) => {
      const stream = client.StreamAudio(request({ prompt, hardware_id: `device-${index}` }));
      const ended = collect(stream);
      await sleep((index * 13) % 200);
      if (index % 4 === 0) await call(client, 'InterruptSession', { hardware_id: `device-${index}` });
      else if (index % 4 !== 1) stream.cancel();
      return await ended;
    });
    const whole = (await Promise.all(turns)).filter((_, index) => index % 4 === 1);
    // A sentence that is spoken twice, for a listener with an earlier deadline, may be a frame longer or shorter.
    const orders = whole.map((reply) => kinds(reply).filter((kind, n, all) => kind !== all[n - 1]));
    expect(orders).toEqual(
      whole.map(() => [...Array.from({ length: 12 }, () => ['text_chunk', 'audio_chunk']).flat(), 'end_message']),
    );
    await server.atRest();
    expect(server.speechCache().phrases).toBeLessThanOrEqual(13);
  });

  it('keeps its bound while clients read nothing', async () => {
    // Long enough for a slow engine to make more audio than the clients take.
    await start({ 'tts.cache_bytes': 500_000, 'grpc.write_stall_timeout_seconds': 4 });
    const { bytes: pinned } = server.speechCache();
    const stalled = Array.from({ length: 10 }, (_, index) => {
      const prompt = Array.from({ length: 6 }, (_, nth) => `Client ${index} asks for sentence ${nth}. `).join('');
      const stream = client.StreamAudio(request({ prompt, hardware_id: `device-${index}` }));
      stream.once('data', () => stream.pause());
      return { stream, ended: collect(stream) };
    });
    while (server.gauges().streams === 0) await sleep(5);
    let mostBlocks = 0;
    while (server.gauges().streams > 0) {
      mostBlocks = Math.max(mostBlocks, server.gauges().arenaBlocks);
      expect(server.speechCache().bytes - pinned).toBeLessThanOrEqual(500_000);
      await sleep(5);
    }
    // Audio waited for the clients. How much, depends on the speed of the engine.
    expect(mostBlocks).toBeGreaterThan(20);
    for (const { stream, ended } of stalled) {
      stream.resume();
      await ended;
    }
  });

  it('keeps its bound, and reports its hit rate, bytes and phrases in the metrics', async () => {
    await start({ 'tts.cache_bytes': 200_000 });
    const { bytes: pinned } = server.speechCache();
    for (const prompt of ['One. Two. Three. Four.', 'Five. Six. Six. Seven.']) {
      expect(kinds(await turn(client, { prompt })).at(-1)).toBe('end_message');
      expect(server.speechCache().bytes - pinned).toBeLessThanOrEqual(200_000);
    }
    const { bytes, phrases } = server.speechCache();
    expect(phrases).toBeGreaterThan(1);
    expect(phrases).toBeLessThan(8);
    await server.stop();
    const metrics = server.lines.findLast(({ scope }) => scope === 'metrics');
    // There are eight sentences, one of them repeated, and the greeting at the start.
    expect(metrics?.ctx.phrase_cache).toEqual({ hit_rate: 1 / 9, bytes, phrases });
  });

  it('serves only its greeting from memory when the bound is 0, and speaks everything else each time', async () => {
    await start({ 'tts.cache_bytes': 0 });
    const before = server.speechCache();
    expect(before).toMatchObject({ misses: 1, phrases: 1 });
    expect(methodOf(await welcome())).toBe('cache');
    for (let n = 0; n < 2; n++) expect(methodOf(await welcome({ text: 'Good morning.' }))).toBe('espeak');
    expect(kinds(await turn(client, { prompt: 'Yes. Yes.' })).at(-1)).toBe('end_message');
    expect(server.speechCache()).toEqual({ ...before, hits: 1 });
  });
});
