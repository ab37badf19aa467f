import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../engines/hostile-texts.js';
import {
  call,
  chunks,
  collect,
  connect,
  kinds,
  type Reply,
  type Stub,
  samples,
  status,
  turn,
} from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const REFERENCE = 'This is the reference sentence.';

/** Returns the length, ms, and the level (root mean square) of a turn with the reference sentence. */
async function reference(client: Stub, device = 'listener'): Promise<{ ms: number; level: number }> {
  const heard = samples(await turn(client, { prompt: REFERENCE, hardware_id: device }));
  const squares = heard.reduce((sum, sample) => sum + sample * sample, 0);
  return { ms: heard.length / 48, level: Math.sqrt(squares / Math.max(1, heard.length)) };
}

function expectSame(now: { ms: number; level: number }, before: { ms: number; level: number }): void {
  expect(Math.abs(now.ms - before.ms)).toBeLessThan(25);
  expect(Math.abs(now.level - before.level)).toBeLessThan(0.1 * before.level);
}

describe('a listener beside hostile texts', () => {
  let server: TestServer;
  let client: Stub;
  beforeAll(async () => {
    server = await startTestServer({ 'tts.cache_bytes': 16_777_216 });
    client = connect(server.port);
  });
  afterEach(() => server.atRest());
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('hears the same sentence after each hostile greeting and each hostile prompt', async () => {
    const before = await reference(client);
    // Lone surrogates cannot be sent: gRPC's strings are UTF-8.
    for (const text of HOSTILE_TEXTS.map((hostile) => hostile.toWellFormed())) {
      const greeted = await collect(client.GenerateWelcomeAudio({ text }));
      expect(greeted.status.code).toBe(status.OK);
      const answered: Reply = await turn(client, { prompt: `${text} and more.`, hardware_id: 'hostile' });
      expect(kinds(answered).at(-1)).toBe('end_message');
    }
    expectSame(await reference(client), before);
    expectSame(await reference(client, 'another'), before);
    const { reply } = await call<{ status: string }>(client, 'HealthCheck', {});
    expect(reply?.status).toBe('healthy');
  });

  it('hears every word of a greeting with angle brackets', async () => {
    const spoken = samples(await collect(client.GenerateWelcomeAudio({ text: 'x<y and that is all folks' })));
    expect(spoken.length / 48_000).toBeGreaterThan(1.5);
  });
});

describe('an engine that fails', () => {
  const workerFile = fileURLToPath(new URL('../harness/failing-engine-worker.mjs', import.meta.url));
  let server: TestServer;
  let client: Stub;
  beforeAll(async () => {
    server = await startTestServer({ 'tts.cache_bytes': 16_777_216 }, { workerFile });
    client = connect(server.port);
  });
  afterEach(() => server.atRest());
  afterAll(async () => {
    client.close();
    await server.stop();
  });
  const faults = (reason: string) =>
    server.lines.filter(({ method, ctx }) => method === 'engine_fault' && ctx.reason === reason);

  it('is replaced for one sentence by the next engine, and the answer goes on', async () => {
    const reply = await turn(client, { prompt: 'A first sentence. Then a Trap here. And a third one.' });
    expect(kinds(reply).at(-1)).toBe('end_message');
    // Flite speaks the second sentence.
    expect(chunks(reply).length).toBeGreaterThan(60);
    expect(faults('threw')).toMatchObject([{ level: 'error', decision: 'error', ctx: { engine: 'flite' } }]);
    expect(server.lines.filter(({ method }) => method === 'worker_lost')).toHaveLength(0);
  });

  it('leaves one sentence silent when no other engine speaks its language', async () => {
    const reply = await turn(client, { prompt: 'Первая фраза. Это Ловушка, вторая фраза. Третья фраза.' });
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(kinds(reply).filter((kind) => kind === 'text_chunk')).toHaveLength(3);
    expect(server.lines.some(({ ctx }) => ctx.silence === 'engine_failed')).toBe(true);
  });

  it('is rebuilt when it goes mute: this sentence and the next are heard, silence is not cached, and repetition degrades the health', async () => {
    const before = await reference(client);
    for (let round = 0; round < 3; round++) {
      const reply = await turn(client, { prompt: 'It Mutes itself.' });
      expect(kinds(reply).at(-1)).toBe('end_message');
      expectSame(await reference(client, `device-${round}`), before);
    }
    expect(faults('muted').length).toBeGreaterThanOrEqual(3);
    const { reply } = await call<{ status: string; modules: { name: string; state: string; detail: string }[] }>(
      client,
      'HealthCheck',
      {},
    );
    expect(reply?.status).toBe('degraded');
    expect(reply?.modules).toContainEqual({
      name: 'audio_generation',
      state: 'degraded',
      detail: 'the speech engine fails again and again; see the log',
    });
  });
});
