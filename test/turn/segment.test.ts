import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segment } from '../../src/main/turn/segment.js';
import type { Segmenter } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { mayHoldBoundary, segmentBatch } from '../../src/text/segment/index.js';
import { all, NEVER, slowly } from './fakes.js';

const MAX_CHARS = 400;

/** The real segmentation rules, without a worker thread. */
const segmenting: Segmenter = {
  segment: async (request) => segmentBatch(request.text, { ...request, firstClauseMinChars: 80, maxChars: MAX_CHARS }),
  mayCompleteBoundary: (more, pending) => mayHoldBoundary(more, pending, MAX_CHARS),
};

const WORDS = ['Hello', 'Mr.', '3.14', 'U.S.', 'да', '你好', 'e.g.', 'www.example.com', '“so”', '(no)', '🙂', 'well'];
const MARKS = ['. ', '! ', '? ', '… ', '。', '！', ', ', '; ', ' ', ' ', '\n', '\n\n', '.', ': '];
const anyText = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...MARKS)), { maxLength: 40 })
  .map((parts) => parts.flat().join(''));
/** A text, and the tokens that it is cut into. */
const anyTokens = fc.tuple(anyText, fc.array(fc.integer({ min: 1, max: 12 }))).map(([text, lengths]) => {
  const tokens: string[] = [];
  let start = 0;
  for (let n = 0; start < text.length; n++) {
    const end = start + (lengths[n % Math.max(1, lengths.length)] ?? text.length);
    tokens.push(text.slice(start, end));
    start = end;
  }
  return { text, tokens };
});

const sentences = (tokens: readonly string[]): Promise<string[]> =>
  all(segment<never>(slowly(tokens, 0), segmenting, () => undefined, NEVER));

describe('the sentences of an answer', () => {
  it('join to the answer, for any cut into tokens', async () => {
    await fc.assert(
      fc.asyncProperty(anyTokens, async ({ text, tokens }) => {
        const found = await sentences(tokens);
        // White space at the very end may be dropped.
        expect(found.join('').trimEnd()).toBe(text.trimEnd());
        expect(found).not.toContain('');
      }),
      { numRuns: 300 },
    );
  });

  it('are the same for any cut into tokens', async () => {
    await fc.assert(
      fc.asyncProperty(anyTokens, async ({ text, tokens }) => {
        expect(await sentences(tokens)).toEqual(await sentences([...text]));
      }),
      { numRuns: 300 },
    );
  });

  it('come as soon as they are certain, not only at the end', async () => {
    const seen: string[] = [];
    async function* tokens(): AsyncGenerator<string, void, undefined> {
      yield* ['Hello', ' there', '. ', 'How'];
      expect(seen).toEqual(['Hello there. ']);
      yield ' are you?';
    }
    for await (const sentence of segment<never>(tokens(), segmenting, () => 'en', NEVER)) seen.push(sentence);
    expect(seen).toEqual(['Hello there. ', 'How are you?']);
  });
});

describe('the requests to the segmentation worker', () => {
  /** Returns a worker that cuts after the last full stop, and the list of its requests. */
  function recordingWorker() {
    const requests: { text: string; final: boolean; first: boolean }[] = [];
    const fake: Segmenter = {
      segment: async ({ text, final, first }) => {
        requests.push({ text, final, first });
        const end = final ? text.length : text.lastIndexOf('.') + 1;
        return { segments: end === 0 ? [] : [text.slice(0, end)], consumed: end };
      },
      mayCompleteBoundary: (more) => more.includes('.'),
    };
    return { requests, fake };
  }

  it('are sent once a sentence, not once a token', async () => {
    const { requests, fake } = recordingWorker();
    await all(segment(slowly(['He', 'llo', '.', ' How', ' are', ' you']), fake, () => undefined, NEVER));
    expect(requests).toEqual([
      { text: 'Hello.', final: false, first: true },
      { text: ' How are you', final: true, first: false },
    ]);
  });

  it('are not sent when there is no text to cut', async () => {
    const { requests, fake } = recordingWorker();
    expect(await all(segment(slowly([]), fake, () => undefined, NEVER))).toEqual([]);
    expect(await all(segment(slowly(['Done.']), fake, () => undefined, NEVER))).toEqual(['Done.']);
    expect(requests).toHaveLength(1);
  });

  it('end the stage with their error when they fail', async () => {
    const failing: Segmenter = {
      segment: () => Promise.reject(new NexyError('overloaded')),
      mayCompleteBoundary: () => true,
    };
    await expect(all(segment(slowly(['Hi.']), failing, () => undefined, NEVER))).rejects.toMatchObject({
      type: 'overloaded',
    });
  });
});

describe('an answer that fails', () => {
  /** Returns the sentences before the failure, and checks that the failure is passed on. */
  async function sentencesOf(tokens: readonly string[], signal = NEVER): Promise<string[]> {
    const failure = new NexyError('unavailable', { reason: 'answer_cut' });
    async function* failing(): AsyncGenerator<string, void, undefined> {
      yield* tokens;
      throw failure;
    }
    const seen: string[] = [];
    const reading = (async () => {
      for await (const sentence of segment<never>(failing(), segmenting, () => 'en', signal)) seen.push(sentence);
    })();
    await expect(reading).rejects.toBe(failure);
    return seen;
  }

  it.each<[tokens: string[], sentences: string[]]>([
    [['It is noon.'], ['It is noon.']],
    [['It is ', 'noon', '. '], ['It is noon. ']],
    [['It is noon. The sun is high!'], ['It is noon. ', 'The sun is high!']],
    [['He said: "It is noon."'], ['He said: "It is noon."']],
    [['(It is noon.)'], ['(It is noon.)']],
    [['正午です。'], ['正午です。']],
    [['Полдень?'], ['Полдень?']],
    [['It is noon. The sun is hi'], ['It is noon. ']],
    [['It is'], []],
    [['It is noon,'], []],
    [[], []],
  ])('ends with its last complete sentence: %j', async (tokens, whole) => {
    expect(await sentencesOf(tokens)).toEqual(whole);
  });

  it('gives no sentence to a turn that is over', async () => {
    expect(await sentencesOf(['It is noon.'], AbortSignal.abort())).toEqual([]);
  });
});

describe('an action in an answer', () => {
  const action = { name: 'open_app' };
  const parts = (items: readonly (string | object)[]) => all(segment(slowly(items), segmenting, () => 'en', NEVER));

  it('waits for the first sentence, and not for later sentences', async () => {
    expect(await parts(['Opening', action, ' it', ' now.'])).toEqual(['Opening it now.', action]);
    expect(await parts(['One. ', 'Two', action, ' three. ', 'Four.'])).toEqual([
      'One. ',
      action,
      'Two three. ',
      'Four.',
    ]);
  });

  it('is passed on even when the answer has no sentence', async () => {
    expect(await parts([action])).toEqual([action]);
    expect(await parts(['  ', action])).toEqual([action]);
  });
});
