import { describe, expect, it } from 'vitest';
import { Playback } from '../../src/main/turn/playback.js';
import type { Silence } from '../../src/main/turn/services.js';
import { type SpeakServices, speak } from '../../src/main/turn/speak.js';
import { Transcript } from '../../src/main/turn/transcript.js';
import { FakeSpeech, NEVER, slowly } from './fakes.js';
import { recordingLog, services } from './speak-fixtures.js';

/** The sample rate of the fixtures is 1 Hz: a pause of 3 s is three samples, in one frame. */
const PAUSES_MS = { none: 0, clause: 1_000, sentence: 2_000, item: 3_000, paragraph: 4_000 };
const silence: Silence = {
  pauseMs: (pause) => PAUSES_MS[pause],
  frames: (durationMs) => {
    const samples = Math.round(durationMs / 1000);
    return samples === 0 ? [] : [{ bytes: Buffer.alloc(0), byteLength: 0, samples, release: () => {} }];
  },
};

/** Speaks sentences of five seconds each; returns the texts and the samples of each pause, in order. */
async function heard(sentences: readonly string[]) {
  const clock = { nowMs: 1 };
  const playback = new Playback(() => clock.nowMs);
  const transcript = new Transcript(playback);
  const speech = new FakeSpeech(() => ({ frames: [0, 0, 0, 0, 0] }));
  const all: SpeakServices = { ...services(speech, 60_000), silence };
  const events: (string | number)[] = [];
  for await (const event of speak(slowly(sentences), all, {}, transcript, recordingLog(), NEVER)) {
    if (event.type === 'text') events.push(event.text);
    if (event.type !== 'audio') continue;
    const samples = event.frames.reduce((sum, frame) => sum + frame.samples, 0);
    if (event.frames[0]?.byteLength === 0) events.push(samples);
    event.onSent(samples);
    for (const frame of event.frames) frame.release();
  }
  await speech.ended();
  return { events, playback, transcript, speech };
}

describe('the pause between two sentences', () => {
  it('is sent before the sound of the second, and neither before the first sound nor after the last', async () => {
    const { events } = await heard(['One. ', 'Two.\n', '\nThree.']);
    expect(events).toEqual(['One. ', 'Two.\n', 2, '\nThree.', 4]);
  });

  it('is part of the playback clock: the words after it are heard later', async () => {
    const { playback, transcript } = await heard(['One. ', 'Two.']);
    // Five seconds, two of silence, five.
    expect(playback.playsUntilMs).toBe(1 + 12_000);
    expect(playback.unsentMs).toBe(0);
    expect(transcript.heardText(1 + 6_900)).toBe('One.');
    expect(transcript.heardText(1 + 12_000)).toBe('One. Two.');
  });

  it('gives the synthesis of the second sentence more time', async () => {
    const { speech } = await heard(['One. ', 'Two. ', 'Three.']);
    const [first, second] = speech.started.map(({ deadlineMs }) => deadlineMs) as [number, number];
    expect(first).toBe(1);
    expect(second).toBeGreaterThanOrEqual(1 + 2_000 - 100);
  });

  it('is left out as far as the listener has waited already', async () => {
    const clock = { nowMs: 1 };
    const playback = new Playback(() => clock.nowMs);
    const first = playback.recordStarted('One.', 0);
    expect(playback.takePause(first)).toBe(0);
    playback.recordSynthesized(first, 1_000);
    playback.recordSent(first, 1_000);
    clock.nowMs = 1_501;
    const second = playback.recordStarted('Two.', 2_000);
    expect(playback.takePause(second)).toBe(1_500);
    clock.nowMs = 9_000;
    const third = playback.recordStarted('Three.', 2_000);
    expect(playback.takePause(third)).toBe(0);
  });
});
