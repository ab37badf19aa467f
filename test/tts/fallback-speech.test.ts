import { afterEach, describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/main/resilience/circuit-breaker.js';
import { FallbackSpeech } from '../../src/main/tts/fallback-speech.js';
import { PhraseCache } from '../../src/main/tts/phrase-cache.js';
import { type SpeechServerFailureReason, speechServerFailed } from '../../src/main/tts/speech-server-failure.js';
import type { SpeechRequest, Utterance, UtteranceEnd } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { rounds } from '../turn/fakes.js';
import { ControlledSpeech, PhraseClient } from './controlled-speech.js';

/** A listener of one sentence. It releases each frame once. */
class Listener {
  readonly utterance: Utterance;
  readonly heard: string[] = [];
  end: UtteranceEnd | Error | undefined;

  constructor(utterance: Utterance) {
    this.utterance = utterance;
  }

  async listen(): Promise<this> {
    try {
      for await (const frames of this.utterance) {
        for (const frame of frames) {
          this.heard.push(`${frame.bytes[0]}:${frame.bytes[1]}`);
          frame.release();
        }
      }
      this.end = await this.utterance.end;
    } catch (cause) {
      this.end = cause as Error;
    }
    return this;
  }
}
const typeOf = ({ end }: Listener): unknown => (end instanceof NexyError ? end.type : end);

const breakers: CircuitBreaker[] = [];
afterEach(() => {
  for (const breaker of breakers.splice(0)) breaker.close();
});

function fallback({ hasBackup = true } = {}) {
  const provider = new ControlledSpeech();
  const backup = new ControlledSpeech();
  const reported: string[] = [];
  const probe = async (): Promise<void> => {};
  const breaker = new CircuitBreaker({ failures: 3, cooldownMs: 600_000, probe });
  breakers.push(breaker);
  const speech = new FallbackSpeech(provider, () => (hasBackup ? backup : undefined), breaker, {
    fellBack: (reason) => reported.push(reason),
    failed: (reason, detail) => reported.push(`failed: ${reason}, ${detail}`),
    configError: (reason) => reported.push(`${reason}!`),
  });
  const ask = (text = 'Hello.', signal = new AbortController().signal): Listener =>
    new Listener(speech.start({ text, wish: {}, response: 'StreamResponse', deadlineMs: 0 }, signal));
  /** Makes the provider fail a sentence before its first frame; the backup speaks the sentence if it is requested. */
  const failOne = async (cause: Error): Promise<Listener> => {
    const asker = ask();
    const before = backup.started.length;
    provider.last.fail(cause);
    await rounds(12);
    if (backup.started.length > before) {
      backup.last.push(2);
      backup.last.finish({ engine: 'espeak' });
    }
    return await asker.listen();
  };
  const atRest = (): void => {
    expect({ provider: provider.ledger.wrong, backup: backup.ledger.wrong }).toEqual({ provider: 0, backup: 0 });
  };
  return { provider, backup, speech, breaker, reported, ask, failOne, atRest };
}

describe('a sentence of FallbackSpeech', () => {
  it('does not reach the backup when the provider speaks it', async () => {
    const { provider, backup, reported, ask, atRest } = fallback();
    const asker = ask();
    provider.last.push(3);
    provider.last.finish({ engine: 'openai' });
    await asker.listen();
    expect(asker.heard).toEqual(['0:0', '0:1', '0:2']);
    expect(asker.end).toMatchObject({ outcome: 'spoken', engine: 'openai' });
    expect(asker.end).not.toHaveProperty('fellBack');
    expect(backup.started).toEqual([]);
    expect(reported).toEqual([]);
    atRest();
  });

  it.each<SpeechServerFailureReason>([
    'unreachable',
    'timeout',
    'throttled',
    'server_error',
    'invalid_response',
    'empty',
    'noise',
    'silent',
    'too_short',
    'too_long',
    'bad_request',
  ])('is spoken by the backup when the provider fails before its first frame: %s', async (reason) => {
    const { failOne, reported, atRest } = fallback();
    const asker = await failOne(speechServerFailed(reason));
    expect(asker.heard).toEqual(['0:0', '0:1']);
    expect(asker.end).toMatchObject({ outcome: 'spoken', engine: 'espeak', fellBack: true });
    expect(reported).toEqual([reason]);
    atRest();
  });

  it('is spoken by the backup when its worker dies before its first frame', async () => {
    const { failOne, reported } = fallback();
    expect((await failOne(new NexyError('internal'))).end).toMatchObject({ fellBack: true });
    expect(reported).toEqual(['worker_failed']);
  });

  it('fails when the provider fails after its first frame', async () => {
    const { provider, backup, reported, ask, atRest } = fallback();
    const asker = ask();
    provider.last.push();
    const listened = asker.listen();
    await rounds(6);
    provider.last.fail(speechServerFailed('noise', 'float'));
    await listened;
    expect(asker.heard).toEqual(['0:0']);
    expect(typeOf(asker)).toBe('unavailable');
    expect(backup.started).toEqual([]);
    expect(reported).toEqual(['failed: noise, float']);
    atRest();
  });

  it('fails as unavailable when there is no backup', async () => {
    const { failOne, reported } = fallback({ hasBackup: false });
    expect(typeOf(await failOne(speechServerFailed('timeout')))).toBe('unavailable');
    expect(reported).toEqual(['failed: timeout, undefined']);
  });

  it('fails as overloaded when there is no room for it, because the backup has no more room', async () => {
    const { failOne, backup, breaker } = fallback();
    for (let n = 0; n < 5; n++) expect(typeOf(await failOne(new NexyError('overloaded')))).toBe('overloaded');
    expect(backup.started).toEqual([]);
    expect(breaker.isOpen).toBe(false);
  });

  it.each(['provider', 'backup'] as const)('stops the %s that speaks it when its turn is aborted', async (speaker) => {
    const all = fallback();
    const turn = new AbortController();
    const asker = all.ask('Hello.', turn.signal);
    if (speaker === 'backup') {
      all.provider.last.fail(speechServerFailed('timeout'));
      await rounds(12);
    }
    all[speaker].last.push(2);
    await rounds(6);
    turn.abort(new NexyError('cancelled_by_user'));
    expect(all[speaker].last.stopped).toBe(true);
    all[speaker].last.push();
    all[speaker].last.finish({ outcome: 'cancelled' });
    await asker.utterance.end;
    await rounds(6);
    all.atRest();
  });

  it('is not passed to the backup when it is closed while the provider fails', async () => {
    const { provider, backup, ask, reported } = fallback();
    const asker = ask();
    asker.utterance.close();
    provider.last.fail(speechServerFailed('timeout'));
    await asker.utterance.end.catch(() => {});
    await rounds(6);
    expect(backup.started).toEqual([]);
    expect(reported).toEqual([]);
  });
});

describe('the provider of FallbackSpeech', () => {
  it('is no longer requested after repeated failures', async () => {
    const { failOne, provider, backup, breaker, reported, ask } = fallback();
    for (const reason of ['timeout', 'server_error', 'unreachable'] as const) await failOne(speechServerFailed(reason));
    expect(breaker.isOpen).toBe(true);
    const asker = ask();
    backup.last.push();
    backup.last.finish();
    expect((await asker.listen()).end).toMatchObject({ fellBack: true });
    expect(provider.started).toHaveLength(3);
    expect(reported).toEqual(['timeout', 'server_error', 'unreachable', 'breaker_open']);
  });

  it('is judged by failures in mid-sentence too, and a success resets their count', async () => {
    const { provider, failOne, breaker, ask } = fallback();
    for (const goesWell of [false, false, true, false, false]) {
      const asker = ask();
      provider.last.push();
      const listened = asker.listen();
      await rounds(6);
      if (goesWell) provider.last.finish();
      else provider.last.fail(speechServerFailed('connection_lost'));
      await listened;
    }
    expect(breaker.isOpen).toBe(false);
    await failOne(speechServerFailed('timeout'));
    expect(breaker.isOpen).toBe(true);
  });

  it.each(['refused', 'not_found'] as const)(
    'is reported to the operator once when its key, address or model is wrong: %s',
    async (reason) => {
      const { provider, backup, breaker, reported, ask } = fallback();
      const askers = [ask('One.'), ask('Two.')];
      for (const synthesis of provider.started) synthesis.fail(speechServerFailed(reason));
      await rounds(12);
      for (const synthesis of backup.started) synthesis.finish();
      for (const asker of askers) await asker.listen();
      expect(breaker.isOpen).toBe(true);
      expect(reported.toSorted()).toEqual([reason, reason, `${reason}!`].toSorted());
    },
  );

  it('is requested again after a failure that the sentence caused', async () => {
    const { failOne, breaker, provider } = fallback();
    for (let n = 0; n < 5; n++) await failOne(speechServerFailed('bad_request'));
    expect(breaker.isOpen).toBe(false);
    expect(provider.started).toHaveLength(5);
  });

  it('gets a text with nothing to speak even while the circuit is open, and no fallback is reported', async () => {
    const { breaker, provider, reported, ask } = fallback();
    breaker.open('refused');
    const asker = ask('…');
    provider.last.finish({ outcome: 'silent', silence: 'nothing_to_speak' });
    expect((await asker.listen()).end).toMatchObject({ outcome: 'silent' });
    expect(reported).toEqual([]);
  });
});

describe('a PhraseCache in front of FallbackSpeech', () => {
  it('keeps no phrase that may have been cut, although it was spoken', async () => {
    const { speech, provider } = fallback();
    const cache = new PhraseCache(speech, { speaker: () => 'by hand', maxBytes: 1_000, maxChars: 20 });
    const request: SpeechRequest = { text: 'Hello.', wish: {}, response: 'StreamResponse', deadlineMs: 0 };
    for (const isCacheable of [false, true, true]) {
      const asker = new PhraseClient(cache.start(request, new AbortController().signal));
      provider.last.push(1);
      provider.last.finish({ isCacheable });
      expect((await asker.listen()).end).toMatchObject({ outcome: 'spoken' });
    }
    expect(provider.started).toHaveLength(2);
    expect(cache.stats()).toMatchObject({ phrases: 1 });
  });

  it('keeps phrases of the provider, and never phrases of the backup', async () => {
    const { speech, provider, backup } = fallback();
    const cache = new PhraseCache(speech, { speaker: () => 'by hand', maxBytes: 1_000, maxChars: 20 });
    const request: SpeechRequest = { text: 'Hello.', wish: {}, response: 'StreamResponse', deadlineMs: 0 };
    const ask = (): PhraseClient => new PhraseClient(cache.start(request, new AbortController().signal));
    const asker = ask();
    provider.last.fail(speechServerFailed('timeout'));
    await rounds(12);
    const late = ask();
    backup.last.push(2);
    backup.last.finish();
    for (const listener of [asker, late]) expect((await listener.listen()).end).toMatchObject({ fellBack: true });
    expect(cache.stats()).toMatchObject({ bytes: 0, phrases: 0 });

    const again = ask();
    provider.last.push(1);
    provider.last.finish({ engine: 'openai' });
    await again.listen();
    expect((await ask().listen()).end).toMatchObject({ engine: 'openai', cached: true });
    expect(provider.started).toHaveLength(2);
  });
});
