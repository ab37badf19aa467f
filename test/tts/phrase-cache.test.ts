import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { NexyError } from '../../src/shared/errors.js';
import { rounds } from '../turn/fakes.js';
import { cachedOf, FRAME, outcomeOf, startCache } from './controlled-speech.js';

const REASON = new NexyError('cancelled_by_user');

describe('a phrase in PhraseCache', () => {
  it('is spoken once and then comes from memory, whole and at once', async () => {
    const { speech, cache, ask, learn } = startCache();
    const first = await learn('Sure.', 3);
    expect(speech.ledger.releases).toEqual([1, 1, 1]);
    const second = ask('Sure.');
    await second.take();
    expect(second.heard).toEqual(['0:0', '0:1', '0:2']);
    await second.listen();
    expect(second.heard).toEqual(first.heard);
    expect([first, second].map(cachedOf)).toEqual([false, true]);
    expect(speech.started).toHaveLength(1);
    expect(cache.stats()).toEqual({ hits: 1, misses: 1, bytes: 3 * FRAME, phrases: 1 });
  });

  it('comes in batches of about a second, so that its turn knows the progress of the listener', async () => {
    const { ask, learn } = startCache();
    await learn('Sure.', 50);
    const asker = ask('Sure.');
    const batches: number[] = [];
    while (asker.end === undefined) {
      await asker.take();
      if (asker.held.length > 0) batches.push(asker.held.length);
      asker.release();
    }
    expect(batches).toEqual([20, 20, 10]);
  });

  it('is spoken once for many requests at once, and each client gets it from its start while it is made', async () => {
    const { speech, cache, ask } = startCache();
    const early = [ask('Sure.'), ask('Sure.')];
    for (const asker of early) void asker.listen();
    speech.last.push(2);
    await rounds(12);
    for (const { heard } of early) expect(heard).toEqual(['0:0', '0:1']);
    const late = ask('Sure.').listen();
    speech.last.push();
    await rounds(12);
    speech.last.push();
    speech.last.finish();
    const askers = await Promise.all([...early.map((asker) => asker.listen()), late]);
    for (const { heard } of askers) expect(heard).toEqual(['0:0', '0:1', '0:2', '0:3']);
    expect(askers.map(cachedOf)).toEqual([false, true, true]);
    expect(askers.map(outcomeOf)).toEqual(['spoken', 'spoken', 'spoken']);
    expect(speech.started).toHaveLength(1);
    expect(cache.stats()).toMatchObject({ hits: 2, misses: 1 });
    expect(speech.ledger.wrong).toBe(0);
  });

  it('is kept separately for each voice, language and message, without regard to white space at its end', async () => {
    const { speech, ask, learn } = startCache();
    await learn('Sure.');
    const others = [
      { wish: { voice: 'slt' } },
      { wish: { language: 'en-GB' } },
      { wish: { voice: 'en-GB' } },
      { response: 'WelcomeResponse' } as const,
    ];
    for (const other of others) ask('Sure.', other);
    for (const text of ['sure.', ' Sure.', 'Sure']) ask(text);
    expect(speech.started).toHaveLength(8);
    expect(cachedOf(await ask('Sure. \n').listen())).toBe(true);
    expect(speech.started).toHaveLength(8);
  });

  it('is left to the inner speech when it is longer than the limit, or when the bound is 0', () => {
    const long = startCache({ maxChars: 4 });
    const none = startCache({ maxBytes: 0 });
    for (const { speech, cache, request } of [long, none]) {
      for (let n = 0; n < 2; n++) {
        const utterance = cache.start(request('Sure.'), new AbortController().signal);
        expect(speech.started).toHaveLength(n + 1);
        expect(utterance).toBe(speech.last.utterance);
      }
      expect(cache.stats()).toEqual({ hits: 0, misses: 0, bytes: 0, phrases: 0 });
    }
  });

  it('is not kept when its turn is already over', async () => {
    const { speech, cache, ask } = startCache();
    const asker = ask('Sure.', {}, AbortSignal.abort(REASON));
    expect(speech.last.stopped).toBe(true);
    speech.last.finish({ outcome: 'cancelled' });
    expect(outcomeOf(await asker.listen())).toBe('cancelled');
    expect(cache.stats()).toEqual({ hits: 0, misses: 0, bytes: 0, phrases: 0 });
  });
});

describe('a client of PhraseCache that stops listening', () => {
  it.each([
    ['before the first frame', 0],
    ['in the middle', 2],
  ])('%s does not stop the phrase for clients that came later', async (_when, frames) => {
    const { speech, ask } = startCache();
    const turn = new AbortController();
    const leaving = ask('Sure.', {}, turn.signal);
    const staying = ask('Sure.');
    void leaving.listen();
    speech.last.push(frames);
    await rounds(12);
    turn.abort(REASON);
    await rounds(12);
    expect(speech.last.stopped).toBe(false);
    speech.last.push();
    speech.last.finish();
    await staying.listen();
    expect(staying.heard).toHaveLength(frames + 1);
    expect(leaving.heard).toHaveLength(frames);
    expect(cachedOf(await ask('Sure.').listen())).toBe(true);
    expect(speech.ledger.wrong).toBe(0);
  });

  it('stops the synthesis when it was the last client, and the next request starts another synthesis', async () => {
    const { speech, cache, ask } = startCache();
    const turn = new AbortController();
    const askers = [ask('Sure.', {}, turn.signal), ask('Sure.')];
    speech.last.push();
    await rounds(12);
    turn.abort(REASON);
    askers[1]!.utterance.close();
    askers[1]!.utterance.close();
    expect(speech.last.stopped).toBe(true);
    expect(cache.stats()).toMatchObject({ bytes: 0, phrases: 0 });
    const next = ask('Sure.');
    const [abandoned, second] = speech.started;
    // The worker has not noticed yet: its last frames and its end still come, and are discarded.
    abandoned!.push(2);
    abandoned!.finish();
    second!.push();
    second!.finish();
    await next.listen();
    expect(next.heard).toEqual(['1:0']);
    expect((await ask('Sure.').listen()).heard).toEqual(['1:0']);
    expect(speech.started).toHaveLength(2);
    expect(cache.stats()).toMatchObject({ bytes: FRAME, phrases: 1 });
    expect(speech.ledger.wrong).toBe(0);
  });

  it('leaves no frame behind that is on its way to the phrase', async () => {
    const { speech, cache, ask } = startCache();
    const asker = ask('Sure.');
    await rounds(12);
    speech.last.push(2);
    asker.utterance.close();
    await rounds(12);
    expect(speech.ledger.releases).toEqual([1, 1]);
    expect(cache.stats()).toMatchObject({ bytes: 0, phrases: 0 });
  });

  it('leaves the phrase in memory when it was spoken to its end', async () => {
    const { speech, cache, ask } = startCache();
    const turn = new AbortController();
    const asker = ask('Sure.', {}, turn.signal);
    speech.last.push(2);
    speech.last.finish();
    await rounds(12);
    turn.abort(REASON);
    asker.utterance.close();
    await asker.listen();
    expect(asker.heard).toEqual([]);
    expect(cache.stats()).toMatchObject({ bytes: 2 * FRAME, phrases: 1 });
    expect((await ask('Sure.').listen()).heard).toHaveLength(2);
  });

  it('leaves no listener on the signal of the turn after a close or an end', async () => {
    const turn = new AbortController();
    const { speech, ask } = startCache();
    const closed = ask('Sure.', {}, turn.signal);
    const listening = ask('Sure.', {}, turn.signal);
    closed.utterance.close();
    speech.last.push();
    speech.last.finish();
    await listening.listen();
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
  });
});

describe('a client of PhraseCache that reads nothing', () => {
  it('blocks neither the other clients nor the arena, and hears the whole phrase later', async () => {
    const { speech, ask } = startCache();
    const [waiting, reading] = [ask('Sure.'), ask('Sure.')];
    const heard = reading.listen();
    for (let n = 0; n < 5; n++) {
      speech.last.push();
      await rounds(6);
      expect(speech.ledger.wrong).toBe(0);
    }
    speech.last.finish();
    expect((await heard).heard).toHaveLength(5);
    expect((await waiting.listen()).heard).toHaveLength(5);
  });
});

describe('a synthesis that', () => {
  it.each([
    ['fails', new NexyError('internal'), 'internal'],
    ['finds the arena full', new NexyError('overloaded'), 'overloaded'],
    ['is cancelled by the pool', { outcome: 'cancelled' } as const, 'cancelled'],
    ['is silent', { outcome: 'silent', silence: 'no_engine' } as const, 'silent'],
  ])('%s reports that to every listener after the frames so far, and is not kept', async (_situation, end, outcome) => {
    const { speech, cache, ask } = startCache();
    const askers = [ask('Sure.').listen(), ask('Sure.').listen()];
    speech.last.push();
    await rounds(12);
    if (end instanceof Error) speech.last.fail(end);
    else speech.last.finish(end);
    for (const asker of await Promise.all(askers)) {
      expect(outcomeOf(asker)).toBe(outcome);
      expect(asker.heard).toEqual(['0:0']);
    }
    expect(cache.stats()).toEqual({ hits: 1, misses: 1, bytes: 0, phrases: 0 });
    const next = ask('Sure.');
    speech.last.push();
    speech.last.finish();
    expect((await next.listen()).heard).toEqual(['1:0']);
    expect(cache.stats()).toMatchObject({ bytes: FRAME, phrases: 1 });
  });

  it('fails before its listeners look at it causes no unhandled rejection', async () => {
    const { speech, ask } = startCache();
    const [left, unread] = [ask('Sure.'), ask('Sure.')];
    left.utterance.close();
    speech.last.fail(new Error('unseen'));
    await rounds(12);
    await expect(unread.utterance.end).rejects.toThrow('unseen');
    await expect(left.utterance.end).rejects.toThrow('unseen');
  });
});

describe('a request for a phrase in the making', () => {
  it('starts a second synthesis when its deadline is earlier and no frame is made yet; both continue', async () => {
    const { speech, cache, ask } = startCache();
    const third = ask('Sure.', { deadlineMs: 500 });
    const newcomer = ask('Sure.', { deadlineMs: 100 });
    const another = ask('Sure.', { deadlineMs: 101 });
    expect(speech.started.map(({ request }) => request.deadlineMs)).toEqual([500, 100]);
    for (const synthesis of speech.started) {
      synthesis.push();
      synthesis.finish();
    }
    await rounds(12);
    // A phrase that is not kept is not copied either.
    expect(speech.ledger.releases).toEqual([0, 1]);
    for (const asker of [third, newcomer, another]) await asker.listen();
    expect(speech.ledger.wrong).toBe(0);
    expect([third, newcomer, another].map(({ heard }) => heard)).toEqual([['0:0'], ['1:0'], ['1:0']]);
    expect(cache.stats()).toEqual({ hits: 1, misses: 2, bytes: FRAME, phrases: 1 });
    expect((await ask('Sure.').listen()).heard).toEqual(['1:0']);
  });

  it('shares a synthesis that has made frames, even when its deadline is earlier', async () => {
    const { speech, ask } = startCache();
    ask('Sure.', { deadlineMs: 500 });
    speech.last.push();
    await rounds(12);
    const newcomer = ask('Sure.', { deadlineMs: 100 });
    speech.last.finish();
    expect((await newcomer.listen()).heard).toEqual(['0:0']);
    expect(speech.started).toHaveLength(1);
  });
});
