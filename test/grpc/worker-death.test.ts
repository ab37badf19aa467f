import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  chunks,
  collect,
  connect,
  kinds,
  request,
  type Stub,
  status,
  texts,
  trailer,
  turn,
} from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const FAULTY_WORKER = fileURLToPath(new URL('../harness/faulty-worker.mjs', import.meta.url));

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  const overrides = { 'workers.hang_timeout_ms': 1_000, 'workers.cpu_threads': 2, 'tts.default_greeting': 'Hello.' };
  server = await startTestServer(overrides, { workerFile: FAULTY_WORKER });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

describe.each(['Throw', 'Exit', 'Loop', 'Uncaught'])('a worker that dies in the middle of a sentence (%s)', (fault) => {
  it('ends its turn quietly after content, returns its blocks, and is replaced', async () => {
    const lostBefore = server.lines.filter(({ method }) => method === 'worker_lost').length;
    const reply = await turn(client, {
      prompt: `A good sentence first. Then a Fault, ${fault}, here. And never this one.`,
    });
    expect(reply.status.code).toBe(status.OK);
    expect(trailer(reply, 'nexy-error-type')).toBe('internal');
    expect(texts(reply).map((text) => text.trim())).toEqual([
      'A good sentence first.',
      `Then a Fault, ${fault}, here.`,
    ]);
    expect(chunks(reply).length).toBeGreaterThan(5);
    expect(kinds(reply)).not.toContain('end_message');
    await server.atRest();
    expect(server.lines.filter(({ method }) => method === 'worker_lost')).toHaveLength(lostBefore + 1);
    expect((await turn(client)).status.code).toBe(status.OK);
  });

  it('affects only the turn for which it was speaking', async () => {
    const others = Array.from({ length: 6 }, (_, index) =>
      turn(client, { hardware_id: `other-${index}`, prompt: 'One sentence. Another sentence. And a third one.' }),
    );
    const unlucky = turn(client, { prompt: `Fault: ${fault}!` });
    expect(trailer(await unlucky, 'nexy-error-type')).toBe('internal');
    for (const reply of await Promise.all(others)) {
      expect(reply.status.code).toBe(status.OK);
      expect(kinds(reply).at(-1)).toBe('end_message');
    }
  });
});

describe('workers that die repeatedly', () => {
  it('are replaced each time', async () => {
    for (let round = 0; round < 12; round++) {
      const reply = await turn(client, { prompt: `Fault ${round}: ${round % 2 ? 'Exit' : 'Throw'}!` });
      expect(trailer(reply, 'nexy-error-type')).toBe('internal');
      await server.atRest();
    }
    expect((await turn(client)).status.code).toBe(status.OK);
    expect(server.lines.filter(({ method }) => method === 'worker_replaced').length).toBeGreaterThan(0);
  }, 120_000);

  it('do not affect later greetings', async () => {
    const broken = await collect(client.GenerateWelcomeAudio({ text: 'Fault: Exit!' }));
    expect(kinds(broken)).toEqual(['error_message']);
    expect(broken.status.code).toBe(status.INTERNAL);
    const greeting = await collect(client.GenerateWelcomeAudio({ text: 'Hello again.' }));
    expect(greeting.status.code).toBe(status.OK);
  });
});

describe('a turn that is cancelled while its worker hangs', () => {
  it('releases everything, and the worker is replaced', async () => {
    const stream = client.StreamAudio(request({ prompt: 'Fault: Loop!' }));
    const ended = collect(stream);
    stream.once('data', () => stream.cancel());
    await ended;
    await server.atRest();
    expect((await turn(client)).status.code).toBe(status.OK);
  });
});
