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
  const preparations: { screenshot: Uint8Array; signal: AbortSignal; finish: () => void }[] = [];
  const prepare = (screenshot: Uint8Array, signal: AbortSignal): Promise<PictureOutcome> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      preparations.push({ screenshot, signal, finish: () => resolve(READY) });
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
    prompts.handOver('phone', 's', undefined);
    expect(text()).toBeUndefined();
    expect(prompts.size).toBe(0);
  });

  it('has nothing for another session or another device', () => {
    const { prompts, add } = setUp();
    add('Mine.');
    expect(prompts.get('phone', 't')).toBeUndefined();
    expect(prompts.get('laptop', 's')).toBeUndefined();
    prompts.handOver('laptop', 's', undefined);
    expect(prompts.size).toBe(1);
  });

  it('has the last screen', () => {
    const { prompts } = setUp();
    const ids = { hardwareId: 'phone', sessionId: 's', part: undefined, screenshot: undefined };
    prompts.add({ ...ids, screen: { width: 10, height: 5 } }, LIMITS);
    prompts.add({ ...ids, screen: undefined }, LIMITS);
    expect(prompts.get('phone', 's')?.screen).toEqual({ width: 10, height: 5 });
  });

  it('drops a prompt, and the preparation of its picture, after the time without a message', async () => {
    const { prompts, preparations, add, text } = setUp();
    add('One', ONE);
    await vi.advanceTimersByTimeAsync(50_000);
    add('two');
    await vi.advanceTimersByTimeAsync(50_000);
    expect(text()).toBe('One two');
    expect(preparations[0]?.signal.aborted).toBe(false);
    add('Another', undefined, 'later');
    await vi.advanceTimersByTimeAsync(10_010);
    expect(prompts.size).toBe(1);
    expect(text('later')).toBe('Another');
    await vi.advanceTimersByTimeAsync(50_000);
    expect(prompts.size).toBe(0);
    expect(preparations[0]?.signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps a prompt without a time limit when the limit is off', async () => {
    const { add, text } = setUp();
    add('One', undefined, 's', { ...LIMITS, idleMs: 0 });
    await vi.advanceTimersByTimeAsync(10_000_000);
    expect(text()).toBe('One');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('drops the prompts unused the longest beyond the bytes', () => {
    const { prompts, preparations, add, text } = setUp({ maxBytes: 30_000 });
    add('One', Buffer.alloc(9_000), 'a');
    add('two', undefined, 'b');
    add('three', undefined, 'b');
    add('four', Buffer.alloc(15_000), 'c');
    expect([text('a'), text('b'), text('c')]).toEqual([undefined, 'two three', 'four']);
    expect(preparations[0]?.signal.aborted).toBe(true);
    add('five', Buffer.alloc(40_000), 'd');
    expect(text('d')).toBeUndefined();
    prompts.clear();
    expect(prompts.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('CollectedPrompts with a screenshot', () => {
  it('prepares it at once, and hands it over to the turn', async () => {
    const { prompts, preparations, add, picture } = setUp();
    add('What is this?', ONE);
    expect(preparations.map(({ screenshot }) => screenshot)).toEqual([ONE]);
    const prepared = picture() as PreparedPicture;
    prompts.handOver('phone', 's', prepared);
    expect(preparations[0]?.signal.aborted).toBe(false);
    preparations[0]?.finish();
    expect(await prepared.take(new AbortController().signal)).toBe(READY);
  });

  it('prepares a screenshot once that many messages carry', () => {
    const { preparations, add } = setUp();
    for (let n = 0; n < 5; n++) add('word', Buffer.from('one'));
    expect(preparations).toHaveLength(1);
  });

  it('takes the last screenshot, and stops the preparation of the one before', async () => {
    const { preparations, add, picture } = setUp();
    add('', ONE);
    add('', TWO);
    expect(preparations[0]?.signal.aborted).toBe(true);
    // The first task has not ended yet.
    expect(picture()).toBe(TWO);
    await vi.advanceTimersByTimeAsync(0);
    add('', ONE);
    expect(preparations.map(({ screenshot }) => screenshot)).toEqual([ONE, ONE]);
  });

  it.each([
    ['too many are in preparation', { maxAhead: 0 }],
    ['there is no decoder', { hasPictures: false }],
  ])('keeps it as it was received when %s', (_situation, options) => {
    const { preparations, add, picture } = setUp(options);
    add('', ONE);
    expect(picture()).toBe(ONE);
    expect(preparations).toEqual([]);
  });

  it('serves a turn with the same screenshot, and no turn with another one', () => {
    const { prompts, preparations, add, picture } = setUp();
    add('', ONE);
    expect(picture(Buffer.from('one'))).toBe(picture());
    expect(picture(TWO)).toBeUndefined();
    prompts.handOver('phone', 's', undefined);
    expect(preparations[0]?.signal.aborted).toBe(true);
  });

  it('stops the preparation with the turn that took it', async () => {
    const { prompts, preparations, add, picture } = setUp();
    add('', ONE);
    const prepared = picture() as PreparedPicture;
    prompts.handOver('phone', 's', prepared);
    const turn = new AbortController();
    const taken = prepared.take(turn.signal);
    const reason = new Error('the user left');
    turn.abort(reason);
    await expect(taken).rejects.toBe(reason);
    expect(preparations[0]?.signal.aborted).toBe(true);
  });

  it('stops the preparation when the turn that takes it has ended already', async () => {
    const { add, picture } = setUp();
    add('', ONE);
    const reason = new Error('the user left');
    await expect((picture() as PreparedPicture).take(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
