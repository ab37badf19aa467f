import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Llm, LlmEvent } from '../../src/main/turn/services.js';
import { think, type Usage } from '../../src/main/turn/think.js';
import { untilAborted } from '../../src/main/turn/until-aborted.js';
import { NexyError } from '../../src/shared/errors.js';
import { all, NEVER, slowly } from './fakes.js';

const REASON = new NexyError('cancelled_by_user');

/** Returns a source that yields one item and then waits for ever, and a record of its start and its return. */
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

describe('untilAborted', () => {
  it('yields all items of the source when the signal does not fire', async () => {
    const turn = new AbortController();
    expect(await all(untilAborted(slowly([1, 2, 3]), turn.signal))).toEqual([1, 2, 3]);
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
    turn.abort(REASON);
  });

  it('throws the reason at once, even while the source is waiting', async () => {
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

  it('does not start the source when the signal has already fired', async () => {
    const { seen, source } = stuck('one');
    await expect(all(untilAborted(source, AbortSignal.abort(REASON)))).rejects.toBe(REASON);
    expect(seen).toEqual({ started: false, returned: false });
  });

  it('passes on an error of the source', async () => {
    async function* broken(): AsyncGenerator<number, void, undefined> {
      yield 1;
      throw new TypeError('broken');
    }
    await expect(all(untilAborted(broken(), NEVER))).rejects.toThrow(TypeError);
  });

  it('ends the source when the consumer stops', async () => {
    const { seen, source } = stuck('one');
    for await (const _ of untilAborted(source, NEVER)) break;
    expect(seen.returned).toBe(true);
    expect(getEventListeners(NEVER, 'abort')).toHaveLength(0);
  });
});

describe('think', () => {
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

  it('yields the text and adds up the token usage', async () => {
    const usage = nothingSpent();
    const llm = llmOf(() => slowly([text('Hel'), text(''), spent(5, 1), text('lo'), spent(0, 2)]));
    expect(await all(think(llm, request, usage, NEVER))).toEqual(['Hel', 'lo']);
    expect(usage).toEqual({ inputTokens: 5, outputTokens: 3, model: 'm' });
  });

  it('keeps the token usage when it fails', async () => {
    const usage = nothingSpent();
    async function* failing(): AsyncGenerator<LlmEvent, void, undefined> {
      yield spent(5, 1);
      throw new NexyError('unavailable');
    }
    await expect(all(think(llmOf(failing), request, usage, NEVER))).rejects.toMatchObject({ type: 'unavailable' });
    expect(usage).toEqual({ inputTokens: 5, outputTokens: 1, model: 'm' });
  });

  it('turns any other error into an internal error with the original as its cause', async () => {
    const cause = new Error('socket hang up');
    const llm = llmOf(() => {
      throw cause;
    });
    await expect(all(think(llm, request, nothingSpent(), NEVER))).rejects.toMatchObject({ type: 'internal', cause });
  });

  it('rejects with the reason of its turn when the model does not answer', async () => {
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

describe('an answer that comes in one piece', () => {
  it('is passed on in several pieces, and no character is cut in two', async () => {
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
