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

const SENTENCES = [
  (who: string, where: string) =>
    `The old ${who} carried the clock away in the morning behind the ${where} of his sister.`,
  (who: string, where: string) => `When the ${who} had gone home again, nobody was in the ${where}.`,
];

describe('the answers of a burst of turns', () => {
  it.each(SENTENCES)(
    'lose no word when they are spoken in two pieces, and are hardly longer than alone: %#',
    async (sentence) => {
      const burst = prompts(sentence);
      const inBurst = await Promise.all(burst.map(answerTo));
      const changes: number[] = [];
      for (const [n, prompt] of burst.entries()) {
        const { length } = await answerTo(prompt);
        expect(inBurst[n]?.shown, prompt).toEqual([prompt]);
        changes.push(Math.abs((inBurst[n]?.length ?? 0) / length - 1));
        expect(changes.at(-1), prompt).toBeLessThan(MAX_CHANGE);
      }
      // A sentence that was spoken in one piece is as long as alone.
      expect(changes.filter((change) => change > 0).length).toBeGreaterThan(10);
    },
  );
});
