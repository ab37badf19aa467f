import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  chunks,
  collect,
  connect,
  kinds,
  type Message,
  request,
  type Stub,
  samples,
  status,
  texts,
  turn,
} from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const RATE = 48_000;
let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startTestServer({ 'tts.warm_up_languages': 'en ru' });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

describe('a turn', () => {
  it('sends each sentence before its audio, and one end message last', async () => {
    const reply = await turn(client, { prompt: 'Hello there. How are you today? I am fine!' });
    expect(reply.status.code).toBe(status.OK);
    const order = kinds(reply).filter((kind, index, all) => kind !== all[index - 1]);
    expect(order).toEqual([
      'text_chunk',
      'audio_chunk',
      'text_chunk',
      'audio_chunk',
      'text_chunk',
      'audio_chunk',
      'end_message',
    ]);
    expect(texts(reply).map((text) => text.trim())).toEqual(['Hello there.', 'How are you today?', 'I am fine!']);
  });

  it('sends text chunks that join to the whole answer', async () => {
    const prompt = '  One.  Two, three?\n\nFour — "five." Шесть. 七。八！  ';
    const reply = await turn(client, { prompt });
    const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
    expect(folded(texts(reply).join(''))).toBe(folded(prompt));
  });

  it('sends audio chunks that numpy can reshape, all in one format', async () => {
    const reply = await turn(client, { prompt: 'Hello. How are you today? Это по-русски.' });
    expect(chunks(reply).length).toBeGreaterThan(10);
    for (const { audio_data, shape, dtype, sample_rate, channels } of chunks(reply)) {
      expect(shape).toHaveLength(1);
      expect(audio_data.byteLength).toBe((shape[0] ?? 0) * 2);
      expect(audio_data.byteLength).toBeGreaterThan(0);
      expect({ dtype, sample_rate, channels }).toEqual({ dtype: 'int16', sample_rate: RATE, channels: 1 });
    }
  });

  it('sends audio chunks of the configured length, with a shorter first chunk in each sentence', async () => {
    const reply = await turn(client, { prompt: 'This sentence is long enough for many chunks of audio.' });
    const lengths = chunks(reply).map(({ shape }) => shape[0] ?? 0);
    expect(lengths[0]).toBe((20 * RATE) / 1000);
    for (const length of lengths.slice(1, -1)) expect(length).toBe((50 * RATE) / 1000);
    expect(lengths.at(-1)).toBeLessThanOrEqual((50 * RATE) / 1000);
  });

  it.each([
    ['English', 'The quick brown fox jumps over the lazy dog.'],
    ['Russian', 'Съешь же ещё этих мягких французских булок.'],
    ['Chinese', '你好吗？我很好。'],
    ['Japanese', 'こんにちは、元気ですか。'],
    ['Arabic', 'مرحبا كيف حالك؟'],
    ['Hindi', 'नमस्ते आप कैसे हैं।'],
    ['Greek', 'Καλημέρα, τι κάνεις;'],
    ['Hebrew', 'שלום, מה שלומך?'],
  ])('is heard in %s', async (_language, prompt) => {
    const reply = await turn(client, { prompt });
    expect(reply.status.code).toBe(status.OK);
    const heard = samples(reply);
    expect(heard.length).toBeGreaterThan(RATE / 4);
    expect(rootMeanSquare(heard)).toBeGreaterThan(300);
  });

  it('sends the text of a sentence that no engine can speak, and logs the silence', async () => {
    const reply = await turn(client, { prompt: 'ສະບາຍດີ ສະບາຍດີ. And then English.' });
    expect(reply.status.code).toBe(status.OK);
    expect(kinds(reply).slice(0, 3)).toEqual(['text_chunk', 'text_chunk', 'audio_chunk']);
    const silences = server.lines.filter(({ decision, ctx }) => decision === 'degrade' && ctx.silence === 'no_engine');
    expect(silences).toHaveLength(1);
  });

  it.each(['🙂🙂🙂', '...', '— —', '!?'])('completes when there is nothing to speak: %s', async (prompt) => {
    const reply = await turn(client, { prompt });
    expect(reply.status.code).toBe(status.OK);
    expect(texts(reply).join('').trim()).toBe(prompt);
    expect(chunks(reply)).toHaveLength(0);
    expect(kinds(reply).at(-1)).toBe('end_message');
  });

  it('speaks the requested language, or else that of the words, when the script allows several languages', async () => {
    const prompt = 'Привіт, як справи сьогодні?';
    const lengthIn = async (metadata: Record<string, string>): Promise<number> =>
      samples(await turn(client, { prompt }, metadata)).length;
    const detected = await lengthIn({});
    expect(Math.abs((await lengthIn({ 'nexy-language': 'uk' })) - detected)).toBeLessThan(RATE / 100);
    expect(Math.abs((await lengthIn({ 'nexy-language': 'ru' })) - detected)).toBeGreaterThan(RATE / 100);
  });

  it('is complete when fifty turns run at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        turn(client, { hardware_id: `device-${index}`, prompt: `Number ${index}. Good day.` }),
      ),
    );
    for (const [index, reply] of replies.entries()) {
      expect(reply.status.code).toBe(status.OK);
      expect(texts(reply).join('')).toBe(`Number ${index}. Good day.`);
      expect(chunks(reply).length).toBeGreaterThan(5);
    }
  });

  it('can begin as soon as the previous turn of its session has sent its end message', async () => {
    const session_id = 'conversation';
    const next = await new Promise<Promise<{ status: { code: number } }>>((resolve) => {
      const onMessage = (message: Message): void => {
        if (message.content === 'end_message') resolve(turn(client, { session_id }));
      };
      void collect(client.StreamAudio(request({ session_id })), onMessage);
    });
    expect((await next).status.code).toBe(status.OK);
  });
});

function rootMeanSquare(heard: Int16Array): number {
  return Math.sqrt(heard.reduce((sum, sample) => sum + sample * sample, 0) / heard.length);
}
