import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Llm, LlmEvent } from '../../src/main/turn/services.js';
import { think, type Usage } from '../../src/main/turn/think.js';
import { untilAborted } from '../../src/main/turn/until-aborted.js';
import { NexyError } from '../../src/shared/errors.js';
import { all, NEVER, slowly } from './fakes.js';

const REASON = new NexyError('cancelled_by_user');

/** Gives one item, then waits for ever; tells when it was told to end. */
function stuck<T>(item: T) {
  const seen = { started: false, returned: false };
  const iterator: AsyncIterableIterator<T> = {
    next: () => {
      if (seen.started) return new Promise(() => {});
      seen.started = true;
      return Promise.resolve({ done: false, value: item });
    },
    return: () => {
      seen.returned = true;
      return new Promise(() => {});
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return { seen, source: iterator };
}

describe('a source until a signal', () => {
  it('is the source, when the signal does not fire', async () => {
    const turn = new AbortController();
    expect(await all(untilAborted(slowly([1, 2, 3]), turn.signal))).toEqual([1, 2, 3]);
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
    turn.abort(REASON);
  });

  it('ends at once, with the reason, whatever the source waits for', async () => {
    const turn = new AbortController();
    const { seen, source } = stuck('one');
    const items: string[] = [];
    const reading = (async () => {
      for await (const item of untilAborted(source, turn.signal)) {
        items.push(item);
        setImmediate(() => turn.abort(REASON));
      }
    })();
    await expect(reading).rejects.toBe(REASON);
    expect(items).toEqual(['one']);
    expect(seen.returned).toBe(true);
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
  });

  it('is not even begun when the signal has fired before', async () => {
    const { seen, source } = stuck('one');
    await expect(all(untilAborted(source, AbortSignal.abort(REASON)))).rejects.toBe(REASON);
    expect(seen).toEqual({ started: false, returned: false });
  });

  it('passes the source’s own error on', async () => {
    async function* broken(): AsyncGenerator<number, void, undefined> {
      yield 1;
      throw new TypeError('broken');
    }
    await expect(all(untilAborted(broken(), NEVER))).rejects.toThrow(TypeError);
  });

  it('tells the source to end when the consumer stops', async () => {
    const { seen, source } = stuck('one');
    for await (const _ of untilAborted(source, NEVER)) break;
    expect(seen.returned).toBe(true);
    expect(getEventListeners(NEVER, 'abort')).toHaveLength(0);
  });
});

describe('thinking', () => {
  const request = {
    system: '',
    history: [],
    prompt: 'x',
    sessionId: 'one',
    hardwareId: 'phone',
    language: undefined,
    image: undefined,
    screen: undefined,
  };
  const llmOf = (stream: Llm['stream']): Llm => ({ name: 'fake', stream });
  const nothingSpent = (): Usage => ({ inputTokens: 0, outputTokens: 0, model: '' });
  const text = (words: string): LlmEvent => ({ type: 'text', text: words });
  const spent = (inputTokens: number, outputTokens: number): LlmEvent => ({
    type: 'usage',
    inputTokens,
    outputTokens,
    model: 'm',
  });

  it('gives the text and adds up what was spent', async () => {
    const usage = nothingSpent();
    const llm = llmOf(() => slowly([text('Hel'), text(''), spent(5, 1), text('lo'), spent(0, 2)]));
    expect(await all(think(llm, request, usage, NEVER))).toEqual(['Hel', 'lo']);
    expect(usage).toEqual({ inputTokens: 5, outputTokens: 3, model: 'm' });
  });

  it('keeps what was spent when it fails', async () => {
    const usage = nothingSpent();
    async function* failing(): AsyncGenerator<LlmEvent, void, undefined> {
      yield spent(5, 1);
      throw new NexyError('unavailable');
    }
    await expect(all(think(llmOf(failing), request, usage, NEVER))).rejects.toMatchObject({ type: 'unavailable' });
    expect(usage).toEqual({ inputTokens: 5, outputTokens: 1, model: 'm' });
  });

  it('makes an error of somebody else internal, and keeps it as the cause', async () => {
    const cause = new Error('socket hang up');
    const llm = llmOf(() => {
      throw cause;
    });
    await expect(all(think(llm, request, nothingSpent(), NEVER))).rejects.toMatchObject({ type: 'internal', cause });
  });

  it('ends with the reason of its turn when the model does not answer', async () => {
    const turn = new AbortController();
    const { seen, source } = stuck(text('Hel'));
    const reading = all(
      think(
        llmOf(() => source),
        request,
        nothingSpent(),
        turn.signal,
      ),
    );
    setImmediate(() => turn.abort(REASON));
    await expect(reading).rejects.toBe(REASON);
    expect(seen.returned).toBe(true);
  });
});

describe('an answer that comes whole', () => {
  it('is passed on in pieces, and no character is cut in two', async () => {
    const answer = `a${'🙂'.repeat(1_000)}`;
    const llm: Llm = {
      name: 'whole',
      async *stream() {
        yield { type: 'text', text: answer };
      },
    };
    const usage: Usage = { inputTokens: 0, outputTokens: 0, model: '' };
    const pieces = await all(think(llm, { messages: [] } as never, usage, NEVER));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(answer);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });
});
