import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { credentials, loadPackageDefinition, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
import { healthClient, watchHealth } from '../harness/health.js';
import { startTestServer, type TestServer } from '../harness/server.js';

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startTestServer();
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

/** The silence that is sent between two sentences: 300 ms, of which their own ends bring along 25, in steps of 10. */
const PAUSE_SAMPLES = 280 * 48;
const welcome = (fields: object = {}): Promise<Reply> => collect(client.GenerateWelcomeAudio(fields));

describe('a greeting', () => {
  it('sends its metadata first and once, then audio, then the end message', async () => {
    const reply = await welcome({ text: 'Welcome to Nexy.' });
    expect(reply.status.code).toBe(status.OK);
    expect(kinds(reply).filter((kind, index, all) => kind !== all[index - 1])).toEqual([
      'metadata',
      'audio_chunk',
      'end_message',
    ]);
    const { duration_sec, ...format } = reply.messages[0]?.metadata ?? { duration_sec: 0 };
    expect(format).toEqual({ method: 'espeak', sample_rate: 48_000, channels: 1, dtype: 'int16' });
    // The audio is sent while it is made.
    expect(duration_sec).toBe(0);
    for (const { audio_data, shape } of chunks(reply)) expect(audio_data.byteLength).toBe((shape[0] ?? 0) * 2);
  });

  it('with the default text comes from the cache, the same each time, with its duration', async () => {
    const [first, second] = await Promise.all([welcome(), welcome({ text: '   ' })]);
    expect(first?.messages[0]?.metadata?.method).toBe('cache');
    expect(first?.messages[0]?.metadata?.duration_sec).toBeCloseTo(samples(first!).length / 48_000, 6);
    expect(first && samples(first)).toEqual(second && samples(second));
  });

  it('is spoken in the requested language and voice', async () => {
    const english = await welcome({ text: 'Taxi, hotel, radio.' });
    const spanish = await welcome({ text: 'Taxi, hotel, radio.', language: 'es' });
    const british = await welcome({ text: 'Taxi, hotel, radio.', voice: 'en-gb-scotland' });
    const lengths = [english, spanish, british].map((reply) => Math.round(samples(reply).length / 480));
    expect(new Set(lengths).size).toBe(3);
    expect(server.lines.filter(({ decision }) => decision === 'degrade')).toHaveLength(0);
  });

  it('in an unknown voice is spoken in the default voice, and logged', async () => {
    const reply = await welcome({ text: 'Hello.', voice: 'no-such-voice' });
    expect(reply.status.code).toBe(status.OK);
    expect(chunks(reply).length).toBeGreaterThan(0);
    expect(server.lines.filter(({ decision }) => decision === 'degrade')).toHaveLength(1);
  });

  it('that is too long is refused before it starts', async () => {
    const reply = await welcome({ text: 'x'.repeat(20_001) });
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(status.INVALID_ARGUMENT);
  });

  it('may be as long as a prompt, and is spoken whole', async () => {
    const message = 'Ann wrote: see you at the station tomorrow. ';
    const [short, long] = [await welcome({ text: message }), await welcome({ text: message.repeat(40) })];
    expect(kinds(long).at(-1)).toBe('end_message');
    // The engine makes the same sentence a few samples longer or shorter each time.
    const speechSamples = samples(long).length - 39 * PAUSE_SAMPLES;
    expect(speechSamples / samples(short).length).toBeCloseTo(40, 1);
  });

  it('that its client cancels leaves nothing behind', async () => {
    const stream = client.GenerateWelcomeAudio({ text: 'A greeting that is long enough to be cancelled. '.repeat(10) });
    const ended = collect(stream);
    setTimeout(() => stream.cancel(), 5);
    expect((await ended).status.code).toBe(status.CANCELLED);
  });
});

describe('the health of the server', () => {
  it('by HealthCheck includes version, status and modules', async () => {
    const { reply } = await call<{ status: string; version: string; modules: { name: string; state: string }[] }>(
      client,
      'HealthCheck',
      {},
    );
    expect(reply?.status).toBe('healthy');
    expect(reply?.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(reply?.modules.map(({ name, state }) => `${name} ${state}`)).toContain('audio_generation running');
  });

  it('by the standard protocol is SERVING for the server and its service', async () => {
    const health = healthClient(server.port);
    for (const service of ['', 'streaming.StreamingService']) {
      const answer = await new Promise((resolve) =>
        health.check({ service }, (error, reply) => resolve(error ?? reply?.status)),
      );
      expect(answer).toBe('SERVING');
    }
    health.close();
  });

  it('can be watched', async () => {
    const watch = watchHealth(server.port);
    expect(await watch.next()).toBe('SERVING');
    watch.close();
  });
});

describe('reflection', () => {
  const proto = join(
    dirname(createRequire(import.meta.url).resolve('@grpc/reflection/package.json')),
    'build/proto/grpc/reflection/v1/reflection.proto',
  );

  /** Lists the services by the standard protocol; undefined when the server does not offer it. */
  async function services(port: number): Promise<string[] | undefined> {
    const definition = loadPackageDefinition(loadSync(proto, { keepCase: true })) as unknown as {
      grpc: { reflection: { v1: { ServerReflection: ServiceClientConstructor } } };
    };
    const stub = new definition.grpc.reflection.v1.ServerReflection(`127.0.0.1:${port}`, credentials.createInsecure());
    const stream = (
      stub as unknown as {
        serverReflectionInfo(): import('@grpc/grpc-js').ClientDuplexStream<
          object,
          { list_services_response: { service: { name: string }[] } }
        >;
      }
    ).serverReflectionInfo();
    const names = await new Promise<string[] | undefined>((resolve) => {
      stream.on('data', (reply: { list_services_response: { service: { name: string }[] } }) =>
        resolve(reply.list_services_response.service.map(({ name }) => name)),
      );
      stream.on('error', () => resolve(undefined));
      stream.write({ list_services: '' });
    });
    stream.end();
    stub.close();
    return names;
  }

  it('lists the service when it is on', async () => {
    expect(await services(server.port)).toContain('streaming.StreamingService');
  });

  it('is not available when it is off', async () => {
    const closed = await startTestServer({ 'grpc.reflection': false, 'tts.warm_up_languages': '' });
    expect(await services(closed.port)).toBeUndefined();
    await closed.stop();
  });
});

describe('a server without any speech engine', () => {
  it('answers in text only, refuses greetings, and reports degraded health', async () => {
    const workerFile = fileURLToPath(new URL('../harness/mute-worker.mjs', import.meta.url));
    const mute = await startTestServer({}, { workerFile });
    const other = connect(mute.port);
    const reply = await turn(other, { prompt: 'Hello. How are you?' });
    expect(kinds(reply)).toEqual(['text_chunk', 'text_chunk', 'end_message']);
    const greeting = await collect(other.GenerateWelcomeAudio({}));
    expect(greeting.status.code).toBe(status.UNAVAILABLE);
    const { reply: health } = await call<{ status: string; modules: object[] }>(other, 'HealthCheck', {});
    expect(health?.status).toBe('degraded');
    expect(health?.modules).toContainEqual(expect.objectContaining({ name: 'audio_generation', state: 'failed' }));
    await mute.atRest();
    other.close();
    await mute.stop();
  });
});

describe('a server that speaks English only', () => {
  it('sends sentences in other scripts as text only, and logs each silence', async () => {
    const flite = await startTestServer({ 'tts.engine': 'flite', 'tts.warm_up_languages': '' });
    const other = connect(flite.port);
    const reply = await turn(other, { prompt: 'Привет. Как дела?' });
    expect(kinds(reply)).toEqual(['text_chunk', 'text_chunk', 'end_message']);
    expect(flite.lines.filter(({ decision }) => decision === 'degrade')).toHaveLength(2);
    await flite.atRest();
    other.close();
    await flite.stop();
  });
});
