import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect, kinds, type Stub, samples, texts, turn } from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const PLACES = [
  'garden',
  'kitchen',
  'station',
  'harbour',
  'village',
  'market',
  'square',
  'theatre',
  'library',
  'museum',
];
const PEOPLE = ['captain', 'teacher', 'painter', 'neighbour'];
/** Returns forty prompts of one sentence; the model `echo` answers with them. */
const prompts = (sentence: (who: string, where: string) => string): string[] =>
  PEOPLE.flatMap((who) => PLACES.map((where) => sentence(who, where)));
/** The most by which a cut may make a sentence longer or shorter, as a share. */
const MAX_CHANGE = 0.12;

let server: TestServer;
let client: Stub;

/** Returns the texts and the length of the audio, samples (mono), of the answer to a prompt. */
async function answerTo(prompt: string): Promise<{ shown: string[]; length: number }> {
  const reply = await turn(client, { prompt });
  expect(kinds(reply).at(-1)).toBe('end_message');
  expect(texts(reply).join('')).toBe(prompt);
  return { shown: texts(reply), length: samples(reply).length };
}

beforeAll(async () => {
  server = await startTestServer({ 'tts.first_clause_busy_chars': 25 });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

describe('the answers of a burst of turns', () => {
  it('are spoken whole, and their sentences are hardly longer than alone', async () => {
    const burst = prompts(
      (who, where) => `The old ${who} carried away the broken clock behind the ${where} of his sister.`,
    );
    const inBurst = await Promise.all(burst.map(answerTo));
    for (const [n, prompt] of burst.entries()) {
      const { length } = await answerTo(prompt);
      expect(Math.abs((inBurst[n]?.length ?? 0) / length - 1), prompt).toBeLessThan(MAX_CHANGE);
    }
  });

  it('begin with a clause where that of a turn alone begins with its sentence', async () => {
    const burst = prompts((who, where) => `When the ${who} had gone home again, nobody was in the ${where}.`);
    const inBurst = await Promise.all(burst.map(answerTo));
    const cut = inBurst.filter(({ shown }) => shown.length === 2 && shown[0]?.endsWith('again, '));
    // The first turns may be answered before the others have arrived.
    expect(cut.length).toBeGreaterThan(burst.length / 2);
    for (const prompt of burst.slice(0, 4)) expect((await answerTo(prompt)).shown).toEqual([prompt]);
  });
});
