import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLlmServer } from '../harness/llm-server.js';
import { webpOf } from '../harness/pictures.js';
import { GIF, vp8 } from '../harness/webp.js';
import { nexy, type Served, serve } from './nexy.js';
import { readWav } from './wav.js';

const folder = mkdtempSync(join(tmpdir(), 'nexy-say-'));
afterAll(() => rmSync(folder, { recursive: true }));

function expectSpeech(file: string): void {
  const wav = readWav(file);
  expect(wav).toMatchObject({ channels: 1, bits: 16, sampleRateHz: 48_000 });
  expect(wav.samples.length / wav.sampleRateHz).toBeGreaterThan(1);
  expect(wav.peak).toBeGreaterThan(1_000);
}

describe('nexy say', () => {
  it('speaks English into a standard WAV file, and prints the time of each event', async () => {
    const file = join(folder, 'en.wav');
    const sentences = ['The first word must come at once.', 'How are you today?'];
    const { code, out, err } = await nexy(['say', ...sentences, '--out', file]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const sentence of sentences) expect(out).toContain(`ms  ${sentence}\n`);
    for (const row of ['accepted', 'first text', 'first audio', 'end']) {
      expect(out).toMatch(new RegExp(` ms  ${row}$`, 'm'));
    }
    expect(out).toContain(`wrote ${file}`);
    expectSpeech(file);
  });

  it('speaks Russian, and prints one JSON object with --json', async () => {
    const file = join(folder, 'ru.wav');
    const text = 'Первое слово должно прозвучать сразу. Как дела?';
    const { code, out, err } = await nexy(['say', text, '--lang', 'ru', '--json', '--out', file]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const said = JSON.parse(out) as { sentences: string[] };
    expect(said.sentences.join('')).toBe(text);
    expect(said).toMatchObject({ sample_rate: 48_000, file });
    const figures = ['accepted_ms', 'first_text_ms', 'first_audio_ms', 'end_ms', 'speech_seconds', 'times_real_time'];
    for (const figure of figures) expect(said).toHaveProperty(figure, expect.any(Number));
    expectSpeech(file);
  });

  describe('to a running server', () => {
    const answers = [
      ...['timeout', 'unavailable', 'internal'].map((fail) => ({ match: fail, tokens: [{ fail }] })),
      { tokens: ['I see {picture} on {screen}.'] },
    ];
    let server: Served;
    const say = (...args: string[]) => nexy(['say', ...args, '--host', '127.0.0.1', '--port', server.port]);
    beforeAll(async () => {
      const scenarioFile = join(folder, 'answers.json');
      writeFileSync(scenarioFile, JSON.stringify({ answers }));
      server = await serve({ LLM_CHAIN: 'script', LLM_SCRIPT_FILE: scenarioFile });
    });
    afterAll(async () => {
      server.signal('SIGTERM');
      await server.ended;
    });

    it.each([
      ['takes too long, as when it is loaded first', 'timeout', 'DEADLINE_EXCEEDED: .* nexy doctor'],
      ['is down while the server runs', 'unavailable', 'UNAVAILABLE: .* nexy doctor'],
      ['is missing, or its key is wrong', 'internal', 'INTERNAL: .* nexy doctor'],
    ])('fails with the reason when the model %s', async (_situation, prompt, answered) => {
      const { code, err } = await say(prompt);
      expect(code).toBe(1);
      expect(err).toMatch(new RegExp(`^nexy: the server answered ${answered}`, 'm'));
      expect(err).not.toContain('nexy serve');
    });

    it('shows the model a screenshot and the size of the screen', async () => {
      const file = join(folder, 'screen.webp');
      writeFileSync(file, await webpOf(1_300, 650));
      const picture = ['--screenshot', file, '--screen', '2600x1300'];
      const { code, out, err } = await say('What do you see?', ...picture, '--json');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const { sentences } = JSON.parse(out) as { sentences: string[] };
      expect(sentences.join('')).toMatch(/^I see image\/jpeg, 1280 x 640, \d+ kB on 2600 x 1300\.$/);
    });
  });

  it.each([
    ['does not exist', undefined, {}, 'cannot be read'],
    ['is not a picture', GIF, {}, 'is not a WebP, JPEG or PNG picture'],
    ['is too large', vp8(4_000, 3_000), { SCREENSHOT_MAX_BYTES: '1024' }, 'screenshot.max_bytes is 1024'],
  ])('names a screenshot that %s', async (_problem, contents, env, told) => {
    const file = join(folder, `${told.replaceAll(' ', '-')}.webp`);
    if (contents) writeFileSync(file, Buffer.concat([contents, Buffer.alloc(2_000)]));
    const { code, out, err } = await nexy(['say', 'Hello.', '--screenshot', file], env);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(file);
    expect(err).toContain(told);
  });

  it('names a scenario file that cannot be read', async () => {
    const script = join(folder, 'no-such-script.json');
    const { code, err } = await nexy(['say', 'Hello.'], { LLM_CHAIN: 'script', LLM_SCRIPT_FILE: script });
    expect(code).toBe(1);
    expect(err).toContain(script);
  });

  it('sends the screenshot to a model server, and prints the command in its answer', async () => {
    const model = await startLlmServer();
    try {
      const answer = { text: 'A window. Opening Safari.', command: 'open_app', args: { app_name: 'Safari' } };
      model.behave({ tokens: [JSON.stringify(answer)] });
      const file = join(folder, 'shot.webp');
      writeFileSync(file, await webpOf(640, 400));
      const { code, out, err } = await nexy(['say', '--screenshot', file, 'What is on my screen?'], {
        LLM_CHAIN: 'local',
        LLM_PROVIDERS: JSON.stringify({ local: { base_url: model.baseUrl, model: 'm', key_env: '' } }),
        FORWARD_ASSISTANT_ACTIONS: 'true',
      });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/ms {2}A window\./);
      expect(out).toContain('"command":"open_app","args":{"app_name":"Safari"}');
      const [text, image] = (model.requests[0]?.body.messages.at(-1)?.content ?? []) as Record<string, unknown>[];
      expect(text).toEqual({ type: 'text', text: 'What is on my screen?' });
      const url = `data:image/webp;base64,${readFileSync(file).toString('base64')}`;
      expect(image).toEqual({ type: 'image_url', image_url: { url } });
    } finally {
      await model.close();
    }
  });
});
