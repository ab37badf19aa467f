import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { segmentText } from '../../src/text/segment/index.js';
import { connect, kinds, type Stub, texts, turn } from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';
import type { TestServer } from '../harness/server.js';

const ANSWER =
  'Dr. Smith paid $3.50 at 5 p.m. on the 27.10.14, e.g. "for a coffee." He left… Did he? See https://example.com/a.b?c=1. ' +
  'Потом т. е. позже, он ушёл. А. И. Семенов остался! 你好。我很好！ The end';

/** The sizes of the pieces in which the answer arrives, UTF-16 units. */
const SIZES = [ANSWER.length, 40, 17, 7, 3, 2, 1];
const pieces = (size: number): string[] =>
  Array.from({ length: Math.ceil(ANSWER.length / size) }, (_, index) => ANSWER.slice(index * size, (index + 1) * size));

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  const answers = SIZES.map((size) => ({ match: `size ${size}.`, tokens: pieces(size) }));
  server = await startWithScenario({ answers }, { 'tts.first_clause_min_chars': 0 });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

describe('an answer that arrives in pieces', () => {
  it.each(SIZES)('of %i UTF-16 units has the sentences that segmentText finds in the whole answer', async (size) => {
    const reply = await turn(client, { prompt: `size ${size}.` });
    expect(texts(reply).join('')).toBe(ANSWER);
    expect(texts(reply).map((text) => text.trim())).toEqual(segmentText(ANSWER));
    expect(kinds(reply).at(-1)).toBe('end_message');
  });
});
