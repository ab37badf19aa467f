import { describe, expect, it } from 'vitest';
import { PhraseCache } from '../../src/main/tts/phrase-cache.js';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER, rounds } from '../turn/fakes.js';
import { ControlledSpeech, cachedOf, FRAME, startCache } from './controlled-speech.js';

describe('the memory bound of PhraseCache', () => {
  it('is kept by evicting the least recently used phrase', async () => {
    const { cache, ask, learn, speech } = startCache({ maxBytes: 3 * FRAME });
    for (const text of ['A.', 'B.', 'C.']) await learn(text);
    await ask('A.').listen();
    await learn('D.');
    expect(cache.stats()).toMatchObject({ bytes: 3 * FRAME, phrases: 3 });
    for (const text of ['A.', 'C.', 'D.']) expect(cachedOf(await ask(text).listen())).toBe(true);
    expect(speech.started).toHaveLength(4);
    await learn('B.');
    expect(speech.started).toHaveLength(5);
  });

  it('evicts nothing for a phrase that is larger than the bound', async () => {
    const { cache, ask, learn } = startCache({ maxBytes: 3 * FRAME });
    for (const text of ['A.', 'B.', 'C.']) await learn(text);
    await learn('D.', 4);
    expect(cache.stats()).toMatchObject({ bytes: 3 * FRAME, phrases: 3 });
    for (const text of ['A.', 'B.', 'C.']) expect(cachedOf(await ask(text).listen())).toBe(true);
  });

  it('excludes a phrase that is expected to be too long at the speed of its speaker', async () => {
    const speech = new ControlledSpeech();
    const cache = new PhraseCache(speech, {
      speaker: () => 'by hand',
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

  it('leaves frames without room in the arena until the last listener releases them, and keeps no copy', async () => {
    const { speech, cache, ask } = startCache({ maxBytes: 2 * FRAME });
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

  it('includes a phrase in use: it is not evicted, and counts until its last frame is released', async () => {
    const { speech, cache, ask, learn } = startCache({ maxBytes: 2 * FRAME });
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

  it('gets the room of a cancelled phrase back when its frames are released', async () => {
    const { speech, cache, ask } = startCache();
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
  it('is kept beyond every bound, and is never evicted', async () => {
    const { speech, cache, request, ask, learn } = startCache({ maxBytes: FRAME, maxChars: 5 });
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

  it('is the only phrase in memory when the bound is 0', async () => {
    const { speech, cache, request, ask } = startCache({ maxBytes: 0 });
    const pinning = cache.pin(request('Hello!'), NEVER);
    speech.last.push();
    speech.last.finish();
    await pinning;
    expect(cachedOf(await ask('Hello!').listen())).toBe(true);
    expect(cache.stats()).toEqual({ hits: 1, misses: 1, bytes: FRAME, phrases: 1 });
  });

  it('is spoken again for the next request after a failure, and is kept then', async () => {
    const { speech, cache, request, ask } = startCache({ maxBytes: 0 });
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
