import { describe, expect, it } from 'vitest';
import type { VoiceWish } from '../../src/main/turn/services.js';
import { speak as speakInto, type TurnEvent } from '../../src/main/turn/speak.js';
import { Transcript } from '../../src/main/turn/transcript.js';
import { NexyError } from '../../src/shared/errors.js';
import { FakeSpeech, NEVER, rounds, slowly } from './fakes.js';
import { REASON, recordingLog, services, speak } from './speak-fixtures.js';

/** Reports a whole batch of audio as sent, and releases its frames. */
function send({ frames, onSent }: Extract<TurnEvent, { type: 'audio' }>): void {
  onSent(frames.reduce((sum, { samples }) => sum + samples, 0));
  for (const frame of frames) frame.release();
}

/** Sends an event and adds it to `events`: a text as it is, a frame as its number of samples. */
function take(event: TurnEvent, events: (string | number)[]): void {
  if (event.type === 'text') events.push(event.text);
  else if (event.type === 'audio') {
    events.push(...event.frames.map(({ samples }) => samples));
    send(event);
  }
}

/** Speaks `sentences` to the end. */
async function heard(
  sentences: readonly string[],
  speech: FakeSpeech | undefined,
  wish: VoiceWish = {},
  log = recordingLog(),
) {
  const events: (string | number)[] = [];
  for await (const event of speak(slowly(sentences), services(speech), wish, log, NEVER)) {
    take(event, events);
  }
  await speech?.ended();
  return { events, lines: log.lines };
}

describe('speak', () => {
  it('yields the text of each sentence before its audio, in order', async () => {
    const speech = new FakeSpeech((text) => ({ frames: text === 'One.' ? [9, 9, 9] : [0] }));
    const { events } = await heard(['One.', 'Two.', 'Three.'], speech);
    expect(events).toEqual(['One.', 1, 1, 1, 'Two.', 1, 'Three.', 1]);
    expect(speech.started.map(({ text }) => text)).toEqual(['One.', 'Two.', 'Three.']);
    expect(speech.ledger.wrong).toBe(0);
  });

  it('passes on the wish of the client', async () => {
    const speech = new FakeSpeech(() => ({ frames: [] }));
    await heard(['One.'], speech, { language: 'ru', voice: 'slt' });
    const wish = { language: 'ru', voice: 'slt' };
    expect(speech.started).toMatchObject([{ text: 'One.', wish, response: 'StreamResponse' }]);
  });

  it('yields only text when there is no speech', async () => {
    expect((await heard(['One.', 'Two.'], undefined)).events).toEqual(['One.', 'Two.']);
  });

  it('starts the next sentence while a sentence is being sent, and more as far as the look-ahead allows', async () => {
    // Each sentence lasts a second, which is known once a sentence is made. The sentence that passes the bound is made.
    for (const [lookaheadMs, started] of [
      [0, 1],
      [1_000, 2],
      [2_000, 2],
      [2_001, 3],
      [4_500, 5],
    ] as const) {
      const speech = new FakeSpeech(() => ({ frames: [0] }));
      const sentences = slowly(['1', '2', '3', '4', '5', '6'], 9);
      const events = speak(sentences, services(speech, lookaheadMs), {}, recordingLog(), NEVER);
      expect((await events.next()).value).toEqual({ type: 'text', text: '1' });
      await rounds(90);
      expect(speech.started).toHaveLength(started);
      await events.return();
      await speech.ended();
      expect(speech.ledger.wrong).toBe(0);
    }
  });

  it('makes the next sentences while a long sentence is being sent', async () => {
    const frames = Array.from({ length: 50 }, () => 0);
    const speech = new FakeSpeech((text) => ({ frames: text === 'long' ? frames : [0] }));
    const events = speak(slowly(['long', '2', '3'], 9), services(speech, 30_000), {}, recordingLog(), NEVER);
    let sent = 0;
    for await (const event of events) {
      await rounds(120);
      // The long sentence lasts 50 s and the next 1 s, so there is room for the third once 22 s were sent.
      expect(speech.started).toHaveLength(sent >= 22 ? 3 : 2);
      if (event.type !== 'audio') continue;
      sent += event.frames.length;
      send(event);
      if (sent > 40) break;
    }
    await speech.ended();
  });

  it('makes nothing ahead while the queues or the memory for speech are full', async () => {
    const speech = new FakeSpeech(() => ({ frames: [0] }));
    let full = true;
    const congested = { ...services(speech, 60_000), canPrefetch: () => !full };
    const events = speak(slowly(['1', '2', '3', '4'], 9), congested, {}, recordingLog(), NEVER);
    await events.next();
    await rounds(90);
    expect(speech.started).toHaveLength(1);
    full = false;
    for await (const event of events) if (event.type === 'audio') send(event);
    expect(speech.started).toHaveLength(4);
  });

  it('reads text ahead only up to a bound when there is no audio', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<string, void, undefined> {
      for (;;) {
        read += 100;
        yield 'x'.repeat(100);
      }
    }
    const events = speak(endless(), services(undefined, 60_000), {}, recordingLog(), NEVER);
    for (let sent = 0; sent < 50; sent++) {
      await events.next();
      await rounds(30);
      expect(read - 100 * sent).toBeLessThanOrEqual(2_100);
    }
    await events.return();
  });

  it('counts only the sent part of a batch that was cut', async () => {
    const speech = new FakeSpeech(() => ({ frames: [0, 0, 0, 0] }));
    const transcript = new Transcript();
    const events = speakInto(slowly(['one two three four']), services(speech), {}, transcript, recordingLog(), NEVER);
    for await (const event of events) {
      if (event.type !== 'audio') continue;
      event.onSent(1);
      for (const frame of event.frames) frame.release();
      break;
    }
    expect(transcript.playback.playsUntilMs - performance.now()).toBeGreaterThan(0);
    expect(transcript.playback.playsUntilMs - performance.now()).toBeLessThan(1_001);
  });

  it('sets the deadline of each sentence by the end of the audio before it', async () => {
    const speech = new FakeSpeech(() => ({ frames: [0, 0] }));
    const before = performance.now();
    await heard(['1', '2', '3'], speech);
    const after = performance.now();
    const [first, second, third] = speech.started.map(({ deadlineMs }) => deadlineMs) as [number, number, number];
    expect(first).toBeGreaterThanOrEqual(before);
    expect(first).toBeLessThanOrEqual(after);
    // Each sentence has two samples of a second each. Audio that is not sent yet may turn out a quarter shorter.
    expect(second - first).toBeGreaterThan(0);
    expect(third).toBeGreaterThanOrEqual(before + 3_000);
    expect(third).toBeLessThan(after + 4_000);
  });

  it('logs the reason for a silence, unless there is nothing to speak', async () => {
    const speech = new FakeSpeech((text) => ({
      frames: [],
      end: { outcome: 'silent', silence: text === '…' ? 'nothing_to_speak' : 'no_engine', language: 'zh' },
    }));
    const { events, lines } = await heard(['…', '你好'], speech);
    expect(events).toEqual(['…', '你好']);
    expect(lines).toEqual([['speak', { silence: 'no_engine', language: 'zh' }]]);
  });

  it('logs that a wish could not be met', async () => {
    const speech = new FakeSpeech(() => ({ frames: [0], end: { substituted: true, language: 'en' } }));
    const { lines } = await heard(['Hola.'], speech, { language: 'es' });
    expect(lines).toEqual([['choose_voice', { language: 'en', engine: 'espeak' }]]);
  });

  it('fails with a sentence that fails, after the audio of that sentence so far', async () => {
    const speech = new FakeSpeech((text) => ({
      frames: [0, 0],
      ...(text === '2' ? { end: new NexyError('overloaded') } : {}),
    }));
    const events: (string | number)[] = [];
    const speaking = (async () => {
      for await (const event of speak(slowly(['1', '2', '3']), services(speech), {}, recordingLog(), NEVER)) {
        take(event, events);
      }
    })();
    await expect(speaking).rejects.toMatchObject({ type: 'overloaded' });
    await speech.ended();
    expect(events).toEqual(['1', 1, 1, '2', 1, 1]);
    expect(speech.ledger.wrong).toBe(0);
  });

  it('ends at once with its turn, even when a worker has not noticed yet', async () => {
    const turn = new AbortController();
    const speech = new FakeSpeech(() => ({ frames: [0, 500, 0], late: 2 }));
    const speaking = (async () => {
      for await (const event of speak(slowly(['1', '2']), services(speech), {}, recordingLog(), turn.signal)) {
        if (event.type !== 'audio') continue;
        for (const frame of event.frames) frame.release();
        turn.abort(REASON);
      }
    })();
    await expect(speaking).rejects.toBe(REASON);
    await speech.ended();
    expect(speech.ledger.made).toBeGreaterThan(1);
    expect(speech.ledger.wrong).toBe(0);
  });
});
