/** The sentences of an answer whose model pauses while it writes. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { segment } from '../../src/main/turn/segment.js';
import type { Segmenter } from '../../src/main/turn/services.js';
import { mayEndSentence, mayHoldBoundary, segmentBatch } from '../../src/text/segment/index.js';
import { NEVER } from './fakes.js';

const WAIT_MS = 100;
const LONG_WAIT_MS = 4 * WAIT_MS;
const LIMITS = { firstClauseMinChars: 80, maxChars: 400 };

/** Returns the real rules, without a worker thread. */
const segmentingAfter = (waitMs: number): Segmenter => ({
  segment: async (request) => segmentBatch(request.text, { ...request, ...LIMITS }),
  mayCompleteBoundary: (more, pending) => mayHoldBoundary(more, pending, LIMITS.maxChars),
  stalls: { waitMs: () => waitMs, mayEndSentence },
});

type Item = string | { readonly name: string };

/** A model whose answer is written item by item by the test. It counts the reads that wait at once. */
class Model implements AsyncIterable<Item> {
  readonly #items: Item[] = [];
  #isOver = false;
  #failure: Error | undefined;
  #wake = (): void => {};
  mostReads = 0;
  isClosed = false;

  write(item: Item): void {
    this.#items.push(item);
    this.#wake();
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  fail(failure: Error): void {
    this.#failure = failure;
    this.#wake();
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    let reads = 0;
    const next = async (): Promise<IteratorResult<Item>> => {
      this.mostReads = Math.max(this.mostReads, ++reads);
      while (this.#items.length === 0 && !this.#isOver && !this.#failure) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      reads -= 1;
      if (this.#failure) throw this.#failure;
      const value = this.#items.shift();
      return value === undefined ? { done: true, value } : { done: false, value };
    };
    const close = async (): Promise<IteratorResult<Item>> => {
      this.isClosed = true;
      return { done: true, value: undefined };
    };
    return { next, return: close };
  }
}

/** Starts to read the sentences of a model's answer, and collects them. */
function listen({ waitMs = WAIT_MS, language = 'en' as string | undefined, signal = NEVER } = {}) {
  const model = new Model();
  const heard: Item[] = [];
  const sentences = segment<{ name: string }>(model, segmentingAfter(waitMs), () => language, signal);
  const done = (async () => {
    for await (const item of sentences) heard.push(item);
  })();
  done.catch(() => {});
  return { model, heard, done };
}

/** Lets `ms` pass, and all the work that does not wait for a timer. */
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a sentence before a pause', () => {
  it('comes after the wait, and later text does not change it', async () => {
    const { model, heard, done } = listen();
    model.write('Hello there.');
    await pass(WAIT_MS - 1);
    expect(heard).toEqual([]);
    await pass(1);
    expect(heard).toEqual(['Hello there.']);
    model.write('" How are');
    model.write(' you?');
    model.end();
    await done;
    expect(heard).toEqual(['Hello there.', '" How are you?']);
  });

  it.each([
    ['en', 'Hello there.'],
    ['en', 'Is it?'],
    ['en', 'Stop!'],
    ['en', 'Really?!'],
    ['en', 'Hmm...'],
    ['en', 'Well…'],
    ['en', '“Hello there.”'],
    ['en', '(See above.)'],
    ['en', '**Hello there.**'],
    ['en', '- item\n'],
    ['en', '# Title\n'],
    ['en', 'It is 50%.'],
    ['en', 'Done.[1]'],
    ['zh', '你好。'],
    ['ja', '「終わり。」'],
    ['hi', 'वह आया।'],
    ['el', 'Πού είναι;'],
    ['ar', 'هل؟'],
    ['ru', 'Да!'],
    ['fr', 'C’est vrai ?'],
  ])('comes after a short wait where it is complete: %s %j', async (language, text) => {
    const { model, heard } = listen({ language });
    model.write(text);
    await pass(WAIT_MS);
    expect(heard).toEqual([text]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['en', 'It costs $3.'],
    ['en', 'Visit example.com.'],
    ['en', 'He lives in the U.S.'],
    ['en', 'Apples, etc.'],
    ['en', 'No.'],
    ['de', 'Am 12.'],
    ['ru', 'в 1990 г.'],
  ])('comes after a long wait where more of its last word may follow: %s %j', async (language, text) => {
    const { model, heard } = listen({ language });
    model.write(text);
    await pass(LONG_WAIT_MS - 1);
    expect(heard).toEqual([]);
    await pass(1);
    expect(heard).toEqual([text]);
  });

  it.each(['Dr.', 'See e.g.', 'It is by J.', '1.', 'One\n1.', '“Hello there.', 'He (she said so.', 'Hello,', 'Hello'])(
    'waits for more text where it is not complete: %j',
    async (text) => {
      const { model, heard, done } = listen();
      model.write(text);
      await pass(10 * LONG_WAIT_MS);
      expect(heard.join('')).not.toContain(text.trim().split('\n').at(-1));
      expect(vi.getTimerCount()).toBe(0);
      model.end();
      await done;
      expect(heard.join('')).toBe(text);
    },
  );

  it('waits for more text when pauses are switched off', async () => {
    const { model, heard } = listen({ waitMs: 0 });
    model.write('Hello there.');
    await pass(10 * LONG_WAIT_MS);
    expect(heard).toEqual([]);
  });

  it('lets an action pass that waited for it', async () => {
    const { model, heard } = listen();
    const action = { name: 'open_app' };
    model.write(action);
    model.write('Opening it.');
    await pass(WAIT_MS);
    expect(heard).toEqual(['Opening it.', action]);
  });
});

describe('the wait for more text', () => {
  it('leaves no timer when the text comes in time, ends or fails', async () => {
    const { model, heard, done } = listen();
    for (const token of ['It', ' rains', '.', ' Then', ' it', ' stops', '.']) {
      model.write(token);
      await pass(WAIT_MS - 1);
    }
    expect(heard).toEqual(['It rains. ']);
    model.end();
    await done;
    expect(vi.getTimerCount()).toBe(0);
    const failing = listen();
    failing.model.write('It rains.');
    await pass(1);
    expect(vi.getTimerCount()).toBe(1);
    failing.model.fail(new Error('cut'));
    await expect(failing.done).rejects.toThrow('cut');
    expect(failing.heard).toEqual(['It rains.']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('starts no timer in the middle of a sentence', async () => {
    const { model } = listen();
    for (const token of ['It', ' rains', ' in', ' St.', ' Louis', ',', ' he']) {
      model.write(token);
      await pass(0);
      if (token !== ' St.') expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('ends with the signal, and closes a model that does not answer any more', async () => {
    const turn = new AbortController();
    const { model, heard, done } = listen({ signal: turn.signal });
    model.write('Hello there.');
    await pass(1);
    turn.abort(new Error('interrupted'));
    await expect(done).rejects.toThrow('interrupted');
    expect(heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(model.isClosed).toBe(true);
    model.fail(new Error('late failures are ignored'));
    await pass(0);
  });

  it('reads the model once at a time, and not ahead of a busy listener', async () => {
    const model = new Model();
    const sentences = segment(model, segmentingAfter(WAIT_MS), () => 'en', NEVER);
    const first = sentences.next();
    model.write('Hello there.');
    await pass(WAIT_MS);
    expect(await first).toEqual({ done: false, value: 'Hello there.' });
    for (const token of [' How', ' are', ' you?', ' Good.']) model.write(token);
    await pass(WAIT_MS);
    expect((await sentences.next()).value).toBe(' How are you? ');
    expect(model.mostReads).toBe(1);
    await sentences.return();
    expect(model.isClosed).toBe(true);
  });
});

const WORDS = [
  'Hello',
  'Mr.',
  '3.14',
  '$3.',
  'U.S.',
  'да',
  '你好',
  'e.g.',
  '“so”',
  '(no)',
  '🙂',
  'well',
  'No.',
  '- item',
];
const MARKS = ['. ', '! ', '? ', '… ', '。', ', ', ' ', '\n', '\n\n', '.', '?', ' ! ', '.”', '[1] ', '</b>'];
const anyText = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...MARKS)), { maxLength: 20 })
  .map((parts) => parts.flat().join(''));
/** The lengths of the tokens, and the pauses after them, ms. */
const anyRhythm = fc.array(
  fc.record({ length: fc.integer({ min: 1, max: 12 }), pauseMs: fc.constantFrom(0, 0, 50, 100, 250, 1_000) }),
  { minLength: 1, maxLength: 10 },
);

it('the sentences of an answer join to it, wherever its model pauses', async () => {
  const property = fc.asyncProperty(anyText, anyRhythm, async (text, rhythm) => {
    const { model, heard, done } = listen({ language: undefined });
    for (let start = 0, n = 0; start < text.length; n++) {
      const { length, pauseMs } = rhythm[n % rhythm.length]!;
      model.write(text.slice(start, start + length));
      start += length;
      await pass(pauseMs);
    }
    model.end();
    await done;
    expect(heard.join('').trimEnd()).toBe(text.trimEnd());
    expect(heard).not.toContain('');
    expect(vi.getTimerCount()).toBe(0);
  });
  await fc.assert(property, { numRuns: 200 });
});
