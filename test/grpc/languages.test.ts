/** The language of answers over a real server: detected, kept for the device, and logged. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { connect, type Stub, samples, turn } from '../harness/client.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { TestServer } from '../harness/server.js';

let model: LlmServer;
let server: TestServer;
let client: Stub;

beforeAll(async () => {
  model = await startLlmServer();
  server = await startAssistant([model], { 'memory.enabled': false });
  client = connect(server.port);
});
afterAll(async () => {
  client.close();
  await server.stop();
  await model.close();
});

/** Asks for an answer; returns the log fields of its language and the length of its audio, samples. */
async function answered(answer: string, fields: object, metadata: Record<string, string> = {}) {
  model.behave({ tokens: [answer] });
  const before = server.lines.length;
  const { length } = samples(await turn(client, fields, metadata));
  await server.atRest();
  const lines = server.lines.slice(before).filter(({ decision }) => decision === 'complete');
  const { language, language_reason: reason } = lines[0]?.ctx ?? {};
  return { language, reason, length };
}

describe('the language of an answer', () => {
  it('is found by its words, and expected in the next answer of the device', async () => {
    const german = 'Guten Morgen, wie geht es Ihnen heute?';
    expect(await answered(german, { prompt: '1', hardware_id: 'a' })).toMatchObject({
      language: 'de',
      reason: 'detected',
    });
    expect(await answered('OK, 25.', { prompt: '1', hardware_id: 'a' })).toMatchObject({
      language: 'de',
      reason: 'expected',
    });
    expect(await answered('OK, 25.', { prompt: '1', hardware_id: 'b' })).toMatchObject({
      language: 'en',
      reason: 'expected',
    });
  });

  it('is expected to be that of the prompt', async () => {
    const about = await answered('OK, 25.', { prompt: '¿Cuántos grados hace hoy en la calle?', hardware_id: 'c' });
    expect(about).toMatchObject({ language: 'es', reason: 'expected' });
  });

  it('is the one that the client requests', async () => {
    const german = 'Guten Morgen, wie geht es Ihnen heute?';
    const requested = await answered(german, { prompt: '1', hardware_id: 'd' }, { 'nexy-language': 'en' });
    expect(requested).toMatchObject({ language: 'en', reason: 'requested' });
    const detected = await answered(german, { prompt: '1', hardware_id: 'e' });
    expect(Math.abs(requested.length - detected.length)).toBeGreaterThan(480);
  });

  it('decides how numbers are said, over the whole answer', async () => {
    const prices = 'Вот цены:\n\n- 100';
    const { length: detected } = await answered(prices, { prompt: '1', hardware_id: 'f' });
    const { length: russian } = await answered(prices, { prompt: '1', hardware_id: 'g' }, { 'nexy-language': 'ru' });
    // The engine's sound of a text varies by some samples.
    expect(Math.abs(detected - russian)).toBeLessThan(480);
  });

  it('has words of other scripts in it, and says which scripts no voice reads', async () => {
    const { length: without } = await answered('The word means hello.', { prompt: '1', hardware_id: 'j' });
    const { length: mixed } = await answered('The word 你好 means hello.', { prompt: '1', hardware_id: 'j' });
    expect(mixed).toBeGreaterThan(without);
    expect(mixed).toBeLessThan(without + 2 * 48_000);
    await answered('The word ສະບາຍດີ means hello.', { prompt: '1', hardware_id: 'j' });
    const degraded = server.lines.filter(({ ctx }) => ctx.left_out !== undefined);
    expect(degraded).toMatchObject([
      { decision: 'degrade', ctx: { degraded: 'speak', language: 'en', left_out: 'Laoo' } },
    ]);
  });
});
