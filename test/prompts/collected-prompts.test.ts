import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CollectedPrompts, type CollectLimits } from '../../src/main/prompts/collected-prompts.js';
import { textOfParts } from '../../src/main/prompts/prompt-parts.js';
import type { PictureOutcome, Pictures, PreparedPicture } from '../../src/main/turn/services.js';

const LIMITS: CollectLimits = { maxPromptBytes: 10_000, idleMs: 60_000 };
const ONE = Buffer.from('one');
const TWO = Buffer.from('two');
const READY: PictureOutcome = {
  outcome: 'ready',
  image: { bytes: ONE, mimeType: 'image/webp', width: 1, height: 1 },
};

beforeEach(() => {
  vi.useFakeTimers();
  // The cache takes the time 0 for no time.
  vi.advanceTimersByTime(1);
});
afterEach(() => void vi.useRealTimers());

function setUp({ maxBytes = 1_000_000, maxAhead = 1, hasPictures = true } = {}) {
  const preparations: { screenshot: Uint8Array; signal: AbortSignal; finish: (outcome?: PictureOutcome) => void }[] =
    [];
  const prepare = (screenshot: Uint8Array, signal: AbortSignal): Promise<PictureOutcome> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      preparations.push({ screenshot, signal, finish: (outcome = READY) => resolve(outcome) });
    });
  const pictures: Pictures | undefined = hasPictures ? { prepare } : undefined;
  const prompts = new CollectedPrompts({ maxBytes, maxAhead }, () => pictures);
  let seq = 0;
  const add = (text: string, screenshot?: Uint8Array, sessionId = 's', limits = LIMITS): void => {
    const part = text === '' ? undefined : { seq: seq++, text };
    prompts.add({ hardwareId: 'phone', sessionId, part, screenshot, screen: undefined }, limits);
  };
  const text = (sessionId = 's'): string | undefined => {
    const prompt = prompts.get('phone', sessionId);
    return prompt && textOfParts(prompt.parts);
  };
  const picture = (screenshot?: Uint8Array): PreparedPicture | Uint8Array | undefined =>
    prompts.get('phone', 's')?.pictureFor(screenshot);
  return { prompts, preparations, add, text, picture };
}

describe('CollectedPrompts', () => {
  it('keeps the parts of a session until its turn runs', () => {
    const { prompts, add, text } = setUp();
    for (const part of ['What', 'is', '', 'this?']) add(part);
    expect(text()).toBe('What is this?');
    expect(text()).toBe('What is this?');
    prompts.take('phone', 's');
    expect(text()).toBeUndefined();
    expect(prompts.size).toBe(0);
  });

  it('puts back the prompt of a turn that failed, for the time that it had left', async () => {
    const { prompts, add, text, picture } = setUp();
    add('What is this?', ONE);
    await vi.advanceTimersByTimeAsync(50_000);
    const putBack = prompts.take('phone', 's');
    expect(picture()).toBeUndefined();
    putBack();
    expect(text()).toBe('What is this?');
    expect(picture()).toEqual(new Uint8Array(ONE));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(prompts.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not mix a prompt with the next one of its session', () => {
    const { prompts, add, text } = setUp();
    add('Tell me a story.');
    const putBack = prompts.take('phone', 's');
    add('Stop.');
    putBack();
    expect(text()).toBe('Stop.');
  });

  it('has nothing for another session or another device', () => {
    const { prompts, add } = setUp();
    add('Mine.');
    expect(prompts.get('phone', 't')).toBeUndefined();
    expect(prompts.get('laptop', 's')).toBeUndefined();
    prompts.take('laptop', 's');
    expect(prompts.size).toBe(1);
  });

  it('has the last screen', () => {
    const { prompts } = setUp();
    const ids = { hardwareId: 'phone', sessionId: 's', part: undefined, screenshot: undefined };
    prompts.add({ ...ids, screen: { width: 10, height: 5 } }, LIMITS);
    prompts.add({ ...ids, screen: undefined }, LIMITS);
    expect(prompts.get('phone', 's')?.screen).toEqual({ width: 10, height: 5 });
  });

  it('drops a prompt with its picture after the time without a message', async () => {
    const { prompts, add, text, picture } = setUp();
    add('One', ONE);
    await vi.advanceTimersByTimeAsync(50_000);
    add('two');
    await vi.advanceTimersByTimeAsync(50_000);
    expect(text()).toBe('One two');
    expect(picture()).toBeDefined();
    add('Another', undefined, 'later');
    await vi.advanceTimersByTimeAsync(10_010);
    expect([text(), text('later')]).toEqual([undefined, 'Another']);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(prompts.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('drops prompts by a shorter limit that came into force meanwhile', async () => {
    const { prompts, add } = setUp();
    add('One', undefined, 'a', { ...LIMITS, idleMs: 0 });
    add('One', undefined, 'b', { ...LIMITS, idleMs: 900_000 });
    add('two', undefined, 'c', { ...LIMITS, idleMs: 1_000 });
    await vi.advanceTimersByTimeAsync(1_300);
    expect(prompts.size).toBe(2);
    prompts.clear();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps a prompt without a time limit when the limit is off', async () => {
    const { add, text } = setUp();
    add('One', undefined, 's', { ...LIMITS, idleMs: 0 });
    await vi.advanceTimersByTimeAsync(10_000_000);
    expect(text()).toBe('One');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('drops the texts unused the longest beyond their bytes, and the pictures beyond theirs', () => {
    const { prompts, add, text } = setUp({ maxBytes: 30_000, maxAhead: 0 });
    const hasPicture = (sessionId: string): boolean =>
      prompts.get('phone', sessionId)?.pictureFor(undefined) !== undefined;
    add('One', Buffer.alloc(9_000), 'a');
    add('two', Buffer.alloc(20_000), 'b');
    expect([text('a'), hasPicture('a'), text('b'), hasPicture('b')]).toEqual(['One', false, 'two', true]);
    add('three', Buffer.alloc(40_000), 'c');
    expect([text('c'), hasPicture('c')]).toEqual(['three', false]);
    add('x'.repeat(9_900), undefined, 'd');
    expect([text('a'), text('b'), text('d')?.length]).toEqual([undefined, undefined, 9_900]);
    prompts.clear();
    expect(prompts.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('CollectedPrompts with a screenshot', () => {
  it('prepares it at once, for the turn and for another turn after that has failed', async () => {
    const { preparations, add, picture } = setUp();
    add('What is this?', ONE);
    expect(preparations.map(({ screenshot }) => Buffer.from(screenshot))).toEqual([ONE]);
    preparations[0]?.finish();
    for (let n = 0; n < 2; n++) {
      const turn = new AbortController();
      expect(await (picture() as PreparedPicture).take(turn.signal)).toBe(READY);
      turn.abort(new Error('no model'));
    }
  });

  it('keeps a copy, not the message that holds the screenshot', () => {
    const { add, picture } = setUp({ maxAhead: 0 });
    const message = Buffer.alloc(1_000_000, 'a');
    add('', message.subarray(10, 20));
    const kept = picture() as Uint8Array;
    expect(kept.byteLength).toBe(10);
    expect(kept.buffer.byteLength).toBeLessThan(10_000);
  });

  it('prepares a screenshot once that many messages carry', () => {
    const { preparations, add } = setUp();
    for (let n = 0; n < 5; n++) add('word', Buffer.from('one'));
    expect(preparations).toHaveLength(1);
  });

  it('takes the last screenshot, and prepares it when another preparation has ended', async () => {
    const { preparations, add, picture } = setUp();
    add('', ONE);
    add('', TWO);
    expect(picture()).toEqual(new Uint8Array(TWO));
    preparations[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(picture()).toEqual(new Uint8Array(TWO));
    add('', TWO);
    expect(preparations.map(({ screenshot }) => String(Buffer.from(screenshot)))).toEqual(['one', 'two']);
  });

  it.each([
    ['too many are in preparation', { maxAhead: 0 }],
    ['there is no decoder', { hasPictures: false }],
  ])('keeps it as it was received when %s', (_situation, options) => {
    const { preparations, add, picture } = setUp(options);
    add('', ONE);
    expect(picture()).toEqual(new Uint8Array(ONE));
    expect(preparations).toEqual([]);
  });

  it('keeps it as it was received when the preparation has failed, so that the turn tries again', async () => {
    const { preparations, add, picture } = setUp();
    add('', ONE);
    preparations[0]?.finish({ outcome: 'failed', reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(0);
    expect(picture()).toEqual(new Uint8Array(ONE));
    add('', ONE);
    expect(preparations).toHaveLength(2);
  });

  it('counts the bytes of the prepared picture, which may be more than those of the screenshot', async () => {
    const { preparations, add, picture } = setUp({ maxBytes: 20_000 });
    add('', ONE);
    const image = { bytes: Buffer.alloc(30_000), mimeType: 'image/jpeg', width: 1, height: 1 } as const;
    preparations[0]?.finish({ outcome: 'ready', image });
    await vi.advanceTimersByTimeAsync(0);
    expect(picture()).toBeUndefined();
  });

  it('serves a turn with the same screenshot, and no turn with another one', () => {
    const { add, picture } = setUp();
    add('', ONE);
    expect(picture(Buffer.from('one'))).toBe(picture());
    expect(picture(TWO)).toBeUndefined();
    expect(picture(Buffer.from('longer'))).toBeUndefined();
  });

  it('stops the preparation with the turn that took it; the next turn prepares it anew', async () => {
    const { preparations, add, picture } = setUp();
    add('', ONE);
    const prepared = picture() as PreparedPicture;
    const turn = new AbortController();
    const taken = prepared.take(turn.signal);
    const reason = new Error('the user left');
    turn.abort(reason);
    await expect(taken).rejects.toBe(reason);
    expect(preparations[0]?.signal.aborted).toBe(true);
    expect(await prepared.take(new AbortController().signal)).toMatchObject({ outcome: 'failed' });
    expect(picture()).toEqual(new Uint8Array(ONE));
  });

  it('stops the preparation when the turn that takes it has ended already', async () => {
    const { add, picture } = setUp();
    add('', ONE);
    const reason = new Error('the user left');
    await expect((picture() as PreparedPicture).take(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
