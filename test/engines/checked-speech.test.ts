import { describe, expect, it } from 'vitest';
import { speakChecked } from '../../src/workers/engines/checked-speech.js';
import type { Engine, SampleSink } from '../../src/workers/engines/engine.js';
import { fakeEngine } from '../voices/fake-engine.js';

const TEXT = 'A sentence with enough letters.';
const KNOWN = { text: 'Known text.', voice: 'en' };
const MAX_MS = 60_000;

/** The sound that an engine makes of a text: `ms` of sound with this peak (0 = silence), or an error. */
type Sounds = { readonly ms: number; readonly peak: number } | Error;
const LOUD: Sounds = { ms: 2_000, peak: 20_000 };
const MUTE: Sounds = { ms: 160, peak: 0 };

/** Creates an engine that makes the sounds of `soundsOf`, and counts its resets and restores. */
function engineWith(soundsOf: (text: string, state: { resets: number; restores: number }) => Sounds) {
  const state = { resets: 0, restores: 0 };
  const spoken: string[] = [];
  const engine: Engine = {
    ...fakeEngine('espeak', { en: 'en' }),
    sampleRateHz: 1_000,
    speak: (text: string, _voice: string, sink: SampleSink): undefined => {
      spoken.push(text);
      const sounds = soundsOf(text, state);
      if (sounds instanceof Error) throw sounds;
      for (let ms = 0; ms < sounds.ms; ms += 100) {
        if (sink(new Int16Array(Math.min(100, sounds.ms - ms)).fill(-sounds.peak))) return;
      }
    },
    reset: () => void state.resets++,
    restore: async () => void state.restores++,
  };
  return { engine, state, spoken };
}

const say = (engine: Engine, sink: SampleSink = () => false, text = TEXT, maxMs = MAX_MS) =>
  speakChecked(engine, text, 'en', maxMs, sink, KNOWN);

describe('speakChecked', () => {
  it('speaks a sentence once when the sound fits the text', async () => {
    const { engine, state, spoken } = engineWith(() => LOUD);
    expect(await say(engine)).toEqual({ stopped: false, audible: true, fault: undefined });
    expect(spoken).toEqual([TEXT]);
    expect(state).toEqual({ resets: 0, restores: 0 });
  });

  it.each([
    ['silence', MUTE],
    ['no samples', { ms: 0, peak: 0 }],
    ['audio that is far too short', { ms: 40, peak: 20_000 }],
    ['audio that is far too quiet', { ms: 2_000, peak: 300 }],
  ])('resets an engine that makes %s of a sentence, and speaks the sentence again', async (_situation, sounds) => {
    const { engine, state, spoken } = engineWith((_, { resets }) => (resets === 0 ? sounds : LOUD));
    expect(await say(engine)).toEqual({ stopped: false, audible: true, fault: 'muted' });
    expect(spoken).toEqual([TEXT, TEXT]);
    expect(state).toEqual({ resets: 1, restores: 0 });
  });

  it.each([TEXT, 'Yes.', 'OK', '7', 'да', '是'])(
    'replaces an engine that is mute for all texts, and speaks %j again',
    async (text) => {
      const { engine, state, spoken } = engineWith((_, { restores }) => (restores === 0 ? MUTE : LOUD));
      expect(await say(engine, undefined, text)).toEqual({ stopped: false, audible: true, fault: 'muted' });
      expect(spoken).toEqual([text, text, KNOWN.text, text]);
      expect(state).toEqual({ resets: 1, restores: 1 });
    },
  );

  it.each([TEXT, '²', 'ь'])('reports no fault of the engine when only %j has no sound', async (text) => {
    const { engine, state } = engineWith((spoken) => (spoken === text ? MUTE : LOUD));
    expect(await say(engine, undefined, text)).toEqual({ stopped: false, audible: false, fault: undefined });
    expect(state.restores).toBe(0);
  });

  it('distinguishes a mute engine from a mute text even when little time is left for the sentence', async () => {
    const { engine, state } = engineWith((text) => (text === TEXT ? { ms: 0, peak: 0 } : LOUD));
    expect(await say(engine, undefined, TEXT, 50)).toEqual({ stopped: false, audible: false, fault: undefined });
    expect(state.restores).toBe(0);
  });

  it('replaces an engine that throws', async () => {
    const { engine, state, spoken } = engineWith(() => new Error('unreachable'));
    expect(await say(engine)).toEqual({ stopped: false, audible: false, fault: 'threw' });
    expect(spoken).toEqual([TEXT]);
    expect(state.restores).toBe(1);
  });

  it('stops an endless sound at the longest duration that the text can have', async () => {
    const { engine } = engineWith(() => ({ ms: 10_000_000, peak: 20_000 }));
    let samples = 0;
    const sound = await say(engine, (chunk) => {
      samples += chunk.length;
      return false;
    });
    expect(sound).toEqual({ stopped: false, audible: true, fault: 'too_long' });
    expect(samples).toBeLessThanOrEqual(2_000 + 1_000 * TEXT.length + 100);
  });

  it('reports no fault when a sentence is cancelled', async () => {
    const { engine, spoken } = engineWith(() => MUTE);
    expect(await say(engine, () => true)).toEqual({ stopped: true, audible: true, fault: undefined });
    expect(spoken).toEqual([TEXT]);
  });

  it('rethrows the errors of its sink, and keeps the engine', async () => {
    const { engine, state } = engineWith(() => LOUD);
    const failing = (): boolean => {
      throw new Error('no room');
    };
    await expect(say(engine, failing)).rejects.toThrow('no room');
    expect(state.restores).toBe(0);
  });
});
