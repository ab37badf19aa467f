import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resample } from '../../src/workers/resample/index.js';
import {
  call,
  chunks,
  collect,
  connect,
  kinds,
  type Reply,
  request,
  type Stub,
  samples,
  status,
  texts,
  trailer,
  turn,
} from '../harness/client.js';
import { type LogLine, startTestServer, type TestServer } from '../harness/server.js';
import { bytesOf, PROVIDER_RATE_HZ, pcmOf, SpeechServer, wavOf } from '../harness/speech-server.js';
import { trimmedSound } from '../harness/trimmed-sound.js';
import { until } from '../http-speech/speakers.js';

const MUTE_WORKER = fileURLToPath(new URL('../harness/mute-worker.mjs', import.meta.url));
const FAULTY_WORKER = fileURLToPath(new URL('../harness/faulty-worker.mjs', import.meta.url));
const KEY_ENV = 'NEXY_TEST_SPEECH_KEY';
const CANARY = 'sk-canary-3f9a71';

let provider: SpeechServer;
let server: TestServer;
let client: Stub;

/** Settings with which only speech is heard. */
const NO_PAUSES = { 'tts.pause_sentence_ms': 0 };

async function start(overrides: Readonly<Record<string, unknown>> = {}, workerFile?: string): Promise<void> {
  server = await startTestServer(
    {
      'tts.engine': 'openai',
      'tts.openai_base_url': provider.baseUrl,
      'tts.openai_key_env': '',
      // High timeouts: a test lowers only the timeout that it is about.
      'tts.connect_timeout_ms': 20_000,
      'tts.first_audio_timeout_ms': 20_000,
      'tts.chunk_timeout_ms': 20_000,
      'tts.breaker_cooldown_ms': 600_000,
      ...overrides,
    },
    workerFile === undefined ? {} : { workerFile },
  );
  client = connect(server.port);
}
beforeEach(async () => {
  provider = await new SpeechServer().start();
});
/** Checks after each test that neither the server nor the provider holds anything. */
afterEach(async () => {
  await server.atRest();
  await provider.atRest();
  client.close();
  await server.stop();
  await provider.disconnected();
  await provider.stop();
  delete process.env[KEY_ENV];
});

const spoken = (...sentences: string[]): Int16Array =>
  Int16Array.from(
    sentences.flatMap((text) => [...resample(trimmedSound(pcmOf(text), PROVIDER_RATE_HZ), PROVIDER_RATE_HZ, 48_000)]),
  );
const linesOf = (method: string): LogLine[] => server.lines.filter((line) => line.method === method);
const welcome = (fields: object = {}): Promise<Reply> => collect(client.GenerateWelcomeAudio(fields));
const methodOf = ({ messages }: Reply): string | undefined => messages[0]?.metadata?.method;

describe('speech over HTTP', () => {
  it.each(['pcm', 'wav'])('reaches the client sample by sample: %s', async (format) => {
    await start({ ...NO_PAUSES, 'tts.openai_format': format, 'tts.openai_model': 'a-model' });
    const reply = await turn(client, { prompt: 'Hello there. How are you? Fine.' });
    expect(provider.texts.slice(1).toSorted()).toEqual(['Fine.', 'Hello there.', 'How are you?']);
    expect(samples(reply)).toEqual(spoken('Hello there.', 'How are you?', 'Fine.'));
    expect(texts(reply).join('')).toBe('Hello there. How are you? Fine.');
    expect(kinds(reply).at(-1)).toBe('end_message');
    for (const chunk of chunks(reply))
      expect(chunk).toMatchObject({ sample_rate: 48_000, channels: 1, dtype: 'int16' });
    expect(server.speech.provider).toEqual({
      name: 'openai',
      url: `${provider.baseUrl}/audio/speech`,
      model: 'a-model',
    });
    expect(server.speech.engines).toHaveLength(1);
  });

  it('has the voice that the client requests, or else the configured voice', async () => {
    await start({ 'tts.openai_voice': 'coral' });
    expect(methodOf(await welcome({ text: 'Good morning.', voice: 'nova' }))).toBe('openai');
    expect(methodOf(await welcome({ text: 'Good evening.' }))).toBe('openai');
    expect(methodOf(await welcome())).toBe('cache');
    expect(provider.asked.map(({ body }) => body.voice)).toEqual(['coral', 'nova', 'coral']);
  });

  it('is not requested when there is nothing to speak', async () => {
    await start();
    const before = provider.asked.length;
    expect(kinds(await turn(client, { prompt: '… !!!' }))).toEqual(['text_chunk', 'end_message']);
    expect(provider.asked.length).toBe(before);
  });

  it('serves twenty turns at once in one thread, while another turn hangs', async () => {
    await start({ ...NO_PAUSES, 'workers.io_concurrency': 30 });
    const defaultAnswer = provider.answer;
    provider.answer = (asked, nth) =>
      asked.body.input.includes('hangs') ? { fault: 'hangs' } : { ...defaultAnswer(asked, nth), pieces: [4_801] };
    const hanging = client.StreamAudio(request({ prompt: 'This one hangs.', hardware_id: 'hanging' }));
    const hung = collect(hanging);
    await until(() => provider.answering === 1, 'one hangs');
    const prompts = Array.from({ length: 20 }, (_, n) => [`Turn ${n} begins.`, `And so it ends, turn ${n}.`]);
    const replies = await Promise.all(
      prompts.map((prompt, n) => turn(client, { prompt: prompt.join(' '), hardware_id: `device-${n}` })),
    );
    for (const [n, reply] of replies.entries()) expect(samples(reply)).toEqual(spoken(...prompts[n]!));
    expect(provider.answering).toBe(1);
    hanging.cancel();
    await hung;
  });

  it('does not block the segmentation of long texts while the provider hangs', async () => {
    await start({ 'workers.io_concurrency': 2, 'workers.segment_inline_chars': 0 });
    provider.answer = () => ({ fault: 'hangs' });
    const turns = Array.from({ length: 4 }, (_, n) => {
      const stream = client.StreamAudio(request({ prompt: `Turn ${n} is here. And it goes on.`, hardware_id: `${n}` }));
      const seen: string[] = [];
      const ended = collect(stream, ({ text_chunk }) => text_chunk && seen.push(text_chunk));
      return { stream, seen, ended };
    });
    await until(() => turns.every(({ seen }) => seen.length > 0), 'all texts come');
    await until(() => provider.answering === 2, 'two hang');
    expect(provider.maxAnswering).toBe(2);
    for (const { stream, ended } of turns) {
      stream.cancel();
      await ended;
    }
  });

  it('may be slow: a thread that waits for the provider does not count as hung', async () => {
    await start({ 'workers.hang_timeout_ms': 1_000 });
    const own = provider.answer;
    provider.answer = (asked, nth) => ({ ...own(asked, nth), delayMs: 2_500 });
    expect(samples(await turn(client, { prompt: 'Hello.' }))).toEqual(spoken('Hello.'));
    expect(linesOf('worker_lost')).toEqual([]);
  });

  it('is heard as far as it has arrived, while the rest is still missing', async () => {
    await start();
    provider.answer = ({ body }) => ({ bytes: bytesOf(pcmOf(body.input, 1_000)), fault: 'hangs' });
    const stream = client.StreamAudio(request({ prompt: 'It hangs.' }));
    let audioMs = 0;
    const ended = collect(stream, ({ audio_chunk }) => {
      audioMs += (audio_chunk?.audio_data.byteLength ?? 0) / 96;
    });
    await until(() => audioMs >= 920, 'all whole frames come');
    stream.cancel();
    await ended;
  });

  it('stops when the user interrupts, and its connection is closed', async () => {
    await start();
    provider.answer = ({ body }) => ({ bytes: bytesOf(pcmOf(body.input, 60_000)), pieces: [4_800], pauseMs: 2 });
    const stream = client.StreamAudio(request({ prompt: 'A very long sentence.' }));
    const heard = new Promise<void>((resolve) => {
      stream.on('data', ({ content }: { content: string }) => content === 'audio_chunk' && resolve());
    });
    const ended = collect(stream);
    await heard;
    const { reply } = await call<{ success: boolean }>(client, 'InterruptSession', { hardware_id: 'test-device' });
    expect(reply?.success).toBe(true);
    expect(trailer(await ended, 'nexy-error-type')).toBe('cancelled_by_user');
    await server.atRest();
    await until(() => provider.answering === 0, 'the provider is left alone');
    expect(linesOf('fallback')).toEqual([]);
  });

  it('stops with the server, even when the provider does not answer', async () => {
    await start({ 'backpressure.grace_period_seconds': 0 });
    provider.answer = () => ({ fault: 'silent' });
    const ended = turn(client);
    await until(() => provider.answering > 0, 'it is asked');
    await server.stop();
    expect((await ended).status.code).toBe(status.OK);
    await provider.disconnected();
  });
});

describe('a speech server that fails', () => {
  it('before the first audio of a sentence is replaced by the embedded engine', async () => {
    await start({ 'tts.breaker_failures': 100 });
    const own = provider.answer;
    provider.answer = (asked, nth) => (asked.body.input === 'Two.' ? { status: 500 } : own(asked, nth));
    const reply = await turn(client, { prompt: 'One. Two. Three.' });
    expect(kinds(reply).at(-1)).toBe('end_message');
    const [first, last] = [spoken('One.'), spoken('Three.')];
    const all = samples(reply);
    expect(all.subarray(0, first.length)).toEqual(first);
    expect(all.subarray(all.length - last.length)).toEqual(last);
    expect(all.length).toBeGreaterThan(first.length + last.length + 4_800);
    expect(linesOf('fallback')).toMatchObject([
      { level: 'warn', scope: 'speech', decision: 'degrade', ctx: { engine: 'openai', reason: 'server_error' } },
    ]);
  });

  it('in the middle of a sentence ends the turn quietly', async () => {
    await start();
    provider.answer = ({ body }) => ({ bytes: bytesOf(pcmOf(body.input, 1_000)), fault: 'cuts' });
    const reply = await turn(client, { prompt: 'This one is cut.' });
    expect(reply.status.code).toBe(status.OK);
    expect(trailer(reply, 'nexy-error-type')).toBe('unavailable');
    expect(kinds(reply)).not.toContain('end_message');
    expect(chunks(reply).length).toBeGreaterThan(2);
    expect(linesOf('fallback')).toEqual([]);
  });

  it('by not answering is replaced after its timeout', async () => {
    await start({ 'tts.connect_timeout_ms': 50 });
    provider.answer = () => ({ fault: 'silent' });
    expect(kinds(await turn(client, { prompt: 'Hello.' })).at(-1)).toBe('end_message');
    expect(linesOf('fallback').at(-1)?.ctx).toMatchObject({ reason: 'timeout' });
  });

  it('is not called again before a probe succeeds', async () => {
    await start({ 'tts.breaker_failures': 2, 'tts.breaker_cooldown_ms': 50 });
    const own = provider.answer;
    provider.answer = () => ({ status: 503 });
    await turn(client, { prompt: 'One.' });
    await turn(client, { prompt: 'Two.' });
    await until(() => provider.texts.filter((text) => text === 'Hello.').length >= 3, 'it is tried again and again');
    await turn(client, { prompt: 'Three.' });
    expect(provider.texts).not.toContain('Three.');
    expect(linesOf('fallback').map(({ ctx }) => ctx.reason)).toEqual(['server_error', 'server_error', 'breaker_open']);
    expect(linesOf('breaker_open')).toMatchObject([{ level: 'warn', decision: 'degrade' }]);
    expect(linesOf('probe')[0]).toMatchObject({
      level: 'info',
      decision: 'retry',
      ctx: { cause_code: 'server_error' },
    });

    provider.answer = own;
    await until(() => linesOf('breaker_closed').length === 1, 'a probe finds it well');
    expect(samples(await turn(client, { prompt: 'Four.' }))).toEqual(spoken('Four.'));
  });

  it('does not keep sentences waiting once its circuit breaker is open', async () => {
    await start({ 'workers.io_concurrency': 3, 'tts.breaker_failures': 1 });
    provider.answer = ({ body: { input } }) => {
      if (input === 'Long.') return { bytes: bytesOf(pcmOf(input, 3_000)), pieces: [48_000], pauseMs: 100 };
      return input === 'Fail.' ? { status: 500 } : { fault: 'silent' };
    };
    const speaking = client.StreamAudio(request({ prompt: 'Long.', hardware_id: 'speaking' }));
    const heardAudio = new Promise<void>((resolve) => {
      speaking.on('data', ({ content }: { content: string }) => content === 'audio_chunk' && resolve());
    });
    const whole = collect(speaking);
    await heardAudio;
    // One sentence hangs, one fails, and the others wait for a slot.
    const prompts = ['Hang.', 'Fail.', 'Wait here.', 'Wait there.', 'And wait.'];
    const replies = await Promise.all(prompts.map((prompt, n) => turn(client, { prompt, hardware_id: `device-${n}` })));
    for (const reply of replies) expect(kinds(reply).at(-1)).toBe('end_message');
    expect(linesOf('fallback')).toHaveLength(prompts.length);
    // The turn that already hears the provider hears it to the end.
    expect(samples(await whole)).toEqual(
      resample(trimmedSound(pcmOf('Long.', 3_000), PROVIDER_RATE_HZ), PROVIDER_RATE_HZ, 48_000),
    );
  });

  it.each([
    [401, 'refused'],
    [404, 'not_found'],
  ])('because of its config is logged as an error and not called again: %i', async (code, reason) => {
    provider.answer = () => ({ status: code });
    await start();
    expect(kinds(await turn(client, { prompt: 'One. Two.' })).at(-1)).toBe('end_message');
    expect(provider.asked).toHaveLength(1);
    expect(linesOf('provider')).toMatchObject([
      { level: 'error', scope: 'speech', decision: 'degrade', ctx: { engine: 'openai', reason } },
    ]);
  });

  it('at the start does not fail the start, and speaks the greeting when it works again', async () => {
    const own = provider.answer;
    provider.answer = () => ({ type: 'text/html', bytes: Buffer.from('<html>') });
    await start({ 'tts.cache_bytes': 1_000_000 });
    expect(samples(await welcome()).length).toBeGreaterThan(10_000);
    expect(server.speechCache()).toMatchObject({ phrases: 0, bytes: 0 });
    provider.answer = own;
    expect(methodOf(await welcome())).toBe('openai');
    expect(methodOf(await welcome())).toBe('cache');
  });

  it('is an error when there is no embedded engine', async () => {
    await start({}, MUTE_WORKER);
    const own = provider.answer;
    provider.answer = () => ({ status: 500 });
    const reply = await welcome({ text: 'Hello.' });
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(status.UNAVAILABLE);
    provider.answer = own;
    expect(samples(await turn(client, { prompt: 'Hello.' }))).toEqual(spoken('Hello.'));
  });
});

describe.each(['Quit', 'Spin'])('a thread that dies with many sentences in it (%s)', (fault) => {
  it('is replaced, and the embedded engine speaks the sentences without any audio yet', async () => {
    await start({ 'workers.hang_timeout_ms': 2_000 }, FAULTY_WORKER);
    const own = provider.answer;
    provider.answer = () => ({ fault: 'silent' });
    const waiting = ['One.', 'Two.', 'Three.'].map((prompt, n) => turn(client, { prompt, hardware_id: `device-${n}` }));
    await until(() => provider.answering === 3, 'they wait');
    const dying = turn(client, { prompt: `${fault} here.` });
    for (const reply of await Promise.all([...waiting, dying])) {
      expect(kinds(reply).at(-1)).toBe('end_message');
      expect(chunks(reply).length).toBeGreaterThan(2);
    }
    expect(linesOf('fallback').map(({ ctx }) => ctx.reason)).toEqual(Array(4).fill('worker_failed'));
    expect(linesOf('worker_lost')).toMatchObject([{ ctx: { pool: 'io', reason: fault === 'Spin' ? 'hung' : 'died' } }]);
    provider.answer = own;
    expect(samples(await turn(client, { prompt: 'Four.' }))).toEqual(spoken('Four.'));
  });
});

describe('the key of the speech server', () => {
  it('that is configured but missing is logged as an error, and the embedded engine speaks', async () => {
    await start({ 'tts.openai_key_env': KEY_ENV });
    expect(methodOf(await welcome({ text: 'Hello.' }))).toBe('espeak');
    expect(provider.asked).toEqual([]);
    expect(server.speech.provider).toBeUndefined();
    expect(linesOf('provider')).toMatchObject([{ level: 'error', ctx: { reason: 'key_missing' } }]);
  });

  it('is sent to the server, and is never logged, for any failure', async () => {
    process.env[KEY_ENV] = CANARY;
    await start({ 'tts.openai_key_env': KEY_ENV, 'tts.breaker_failures': 1_000, 'logging.level': 'debug' });
    const quoted = Buffer.from(JSON.stringify({ error: `Incorrect API key provided: ${CANARY}` }));
    const faults = [
      { status: 400, bytes: quoted },
      { status: 500, bytes: quoted },
      { bytes: quoted },
      { type: 'application/json', bytes: quoted },
      { bytes: wavOf(pcmOf('x')) },
      { bytes: bytesOf(pcmOf('x', 500)), fault: 'cuts' },
      { fault: 'cuts' },
      { status: 401, bytes: quoted },
    ] as const;
    for (const fault of faults) {
      provider.answer = () => fault;
      await turn(client, { prompt: 'Hello.' });
    }
    expect(provider.asked.every(({ headers }) => headers.authorization === `Bearer ${CANARY}`)).toBe(true);
    expect(linesOf('fallback').length).toBeGreaterThan(5);
    await server.stop();
    expect(JSON.stringify(server.lines)).not.toContain('canary');
  });
});
