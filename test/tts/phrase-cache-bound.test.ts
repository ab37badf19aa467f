import { describe, expect, it } from 'vitest';
import { PhraseCache } from '../../src/main/tts/phrase-cache.js';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER, rounds } from '../turn/fakes.js';
import { cachedOf, cacheOf, FRAME, HandSpeech } from './hand-speech.js';

describe('the bound', () => {
  it('is kept by forgetting what was used longest ago', async () => {
    const { cache, ask, learn, speech } = cacheOf({ maxBytes: 3 * FRAME });
    for (const text of ['A.', 'B.', 'C.']) await learn(text);
    await ask('A.').listen();
    await learn('D.');
    expect(cache.stats()).toMatchObject({ bytes: 3 * FRAME, phrases: 3 });
    for (const text of ['A.', 'C.', 'D.']) expect(cachedOf(await ask(text).listen())).toBe(true);
    expect(speech.started).toHaveLength(4);
    await learn('B.');
    expect(speech.started).toHaveLength(5);
  });

  it('evicts nothing for a phrase that is larger than all of it', async () => {
    const { cache, ask, learn } = cacheOf({ maxBytes: 3 * FRAME });
    for (const text of ['A.', 'B.', 'C.']) await learn(text);
    await learn('D.', 4);
    expect(cache.stats()).toMatchObject({ bytes: 3 * FRAME, phrases: 3 });
    for (const text of ['A.', 'B.', 'C.']) expect(cachedOf(await ask(text).listen())).toBe(true);
  });

  it('is not even tried for a phrase that is expected to be larger, at the speed of its speaker', async () => {
    const speech = new HandSpeech();
    const cache = new PhraseCache(speech, {
      speaker: 'by hand',
      maxBytes: 100,
      maxChars: 80,
      maxPhraseMs: 2_000,
      speed: 0.5,
    });
    const ask = async (text: string): Promise<void> => {
      const request = { text, wish: {}, response: 'StreamResponse', deadlineMs: 0 } as const;
      const utterance = cache.start(request, NEVER);
      speech.last.push();
      speech.last.finish();
      for await (const frames of utterance) for (const frame of frames) frame.release();
    };
    await ask('Short.');
    await ask('This is expected to sound for 1.5 s.');
    expect(cache.stats()).toMatchObject({ misses: 1, phrases: 1 });
  });

  it('leaves in the arena what it has no room for: shared by its listeners, given back after the last, not kept', async () => {
    const { speech, cache, ask } = cacheOf({ maxBytes: 2 * FRAME });
    const [slow, quick, leaving] = [ask('Sure.'), ask('Sure.'), ask('Sure.')];
    const heard = quick.listen();
    for (let n = 0; n < 4; n++) {
      speech.last.push();
      await rounds(12);
    }
    speech.last.finish();
    expect((await heard).heard).toEqual(['0:0', '0:1', '0:2', '0:3']);
    expect(speech.ledger.releases).toEqual([1, 1, 0, 0]);
    leaving.utterance.close();
    expect(speech.ledger.releases).toEqual([1, 1, 0, 0]);
    await slow.take();
    expect(slow.heard).toEqual(['0:0', '0:1', '0:2', '0:3']);
    expect(cache.stats()).toMatchObject({ bytes: 2 * FRAME, phrases: 0 });
    slow.release();
    expect(speech.ledger.releases).toEqual([1, 1, 1, 1]);
    await slow.listen();
    expect(cache.stats()).toMatchObject({ bytes: 0, phrases: 0 });
  });

  it('holds for what is still being listened to: that is not evicted, and counts until its last frame is given back', async () => {
    const { speech, cache, ask, learn } = cacheOf({ maxBytes: 2 * FRAME });
    await learn('A.', 2);
    const holding = ask('A.');
    await holding.take();
    holding.utterance.close();
    await learn('B.');
    expect(cache.stats()).toMatchObject({ bytes: 2 * FRAME, phrases: 1 });
    holding.release();
    await learn('C.');
    expect(cache.stats()).toMatchObject({ bytes: FRAME, phrases: 1 });
    expect(speech.ledger.wrong).toBe(0);
  });

  it('gives the room of a phrase that failed back when its frames are', async () => {
    const { speech, cache, ask } = cacheOf();
    const asker = ask('Sure.');
    speech.last.push(2);
    await asker.take();
    asker.utterance.close();
    expect(cache.stats()).toMatchObject({ bytes: 2 * FRAME, phrases: 0 });
    asker.release();
    expect(cache.stats()).toMatchObject({ bytes: 0, phrases: 0 });
  });
});

describe('a pinned phrase', () => {
  it('is kept whatever the bounds are, and never forgotten', async () => {
    const { speech, cache, request, ask, learn } = cacheOf({ maxBytes: FRAME, maxChars: 5 });
    const pinning = cache.pin(request('A long greeting.'), NEVER);
    speech.last.push(3);
    speech.last.finish();
    await pinning;
    for (const text of ['A.', 'B.']) await learn(text);
    const asker = await ask('A long greeting.').listen();
    expect(asker.heard).toEqual(['0:0', '0:1', '0:2']);
    expect(cachedOf(asker)).toBe(true);
    expect(cache.stats()).toMatchObject({ bytes: 4 * FRAME, phrases: 2 });
    expect(speech.ledger.wrong).toBe(0);
  });

  it('is all there is where nothing else is to be kept', async () => {
    const { speech, cache, request, ask } = cacheOf({ maxBytes: 0 });
    const pinning = cache.pin(request('Hello!'), NEVER);
    speech.last.push();
    speech.last.finish();
    await pinning;
    expect(cachedOf(await ask('Hello!').listen())).toBe(true);
    expect(cache.stats()).toEqual({ hits: 1, misses: 1, bytes: FRAME, phrases: 1 });
  });

  it('that could not be spoken is tried again for the next who asks, and kept then', async () => {
    const { speech, cache, request, ask } = cacheOf({ maxBytes: 0 });
    const pinning = cache.pin(request('Hello!'), NEVER);
    speech.last.push();
    speech.last.fail(new NexyError('internal'));
    await expect(pinning).rejects.toMatchObject({ type: 'internal' });
    expect(cache.stats()).toMatchObject({ bytes: 0, phrases: 0 });
    const [first, second] = [ask('Hello!'), ask('Hello!')];
    speech.last.push();
    speech.last.finish();
    for (const asker of [first, second, ask('Hello!')]) expect((await asker.listen()).heard).toEqual(['1:0']);
    expect(speech.started).toHaveLength(2);
    expect(cache.stats()).toMatchObject({ bytes: FRAME, phrases: 1 });
  });
});
