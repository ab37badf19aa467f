import { describe, expect, it } from 'vitest';
import { samplesIn } from '../../src/shared/pcm.js';
import { segmentText } from '../../src/text/segment/index.js';
import type { Engine } from '../../src/workers/engines/engine.js';
import { loadEspeak } from '../../src/workers/engines/espeak.js';
import { loadFlite } from '../../src/workers/engines/flite.js';
import { resample } from '../../src/workers/resample/index.js';
import { amplify, factorOf } from '../../src/workers/sound/gain.js';
import { connect, samples, turn } from '../harness/client.js';
import { startTestServer } from '../harness/server.js';
import { trimmedSound } from '../harness/trimmed-sound.js';

const RATE_HZ = 48_000;
const TEXTS = [
  'Hello. How are you today?',
  'One sentence that is somewhat longer, with a pause, and then another one! Is this the third?',
  'Ok.',
];

/** The silence that is sent between two sentences, ms: with the quiet ends of both, a listener hears 300 ms. */
const PAUSE_MS = 280;

/**
 * Returns the audio of the engine itself: each sentence is spoken alone, at the common level, without the silence around
 * it, and resampled as a whole. There is a pause between the sentences.
 */
function expected(engine: Engine<undefined>, voice: string, text: string, rateHz = RATE_HZ): Int16Array {
  const parts = segmentText(text, 'en').map((sentence) => {
    const spoken: number[] = [];
    engine.speak(sentence, voice, (chunk) => {
      spoken.push(...chunk);
      return false;
    });
    const factor = factorOf(engine.gainDb(voice));
    const sound = amplify(Int16Array.from(spoken), factor, new Int16Array(spoken.length));
    return resample(trimmedSound(sound, engine.sampleRateHz), engine.sampleRateHz, rateHz);
  });
  const pause = Array<number>(samplesIn(PAUSE_MS, rateHz)).fill(0);
  return Int16Array.from(parts.flatMap((part, n) => (n === 0 ? [...part] : [...pause, ...part])));
}

describe('the audio of a turn', () => {
  // Espeak draws random numbers while it speaks: a fresh engine returns the same samples for the same sentences in the
  // same order. So the server speaks nothing before these turns but its greeting.
  it('equals the resampled audio of espeak, sample by sample', async () => {
    const greeting = 'Good day.';
    const overrides = { 'tts.engine': 'espeak', 'tts.warm_up_languages': '', 'tts.default_greeting': greeting };
    const server = await startTestServer(overrides);
    const client = connect(server.port);
    const engine = await loadEspeak(server.config.tts.espeak_rate_wpm);
    expected(engine, 'en-us', greeting);
    for (const prompt of TEXTS) {
      expect(samples(await turn(client, { prompt }))).toEqual(expected(engine, 'en-us', prompt));
    }
    client.close();
    await server.stop();
  });

  it('equals the resampled audio of flite, sample by sample', async () => {
    const server = await startTestServer({ 'tts.engine': 'flite', 'tts.warm_up_languages': '' });
    const client = connect(server.port);
    const engine = await loadFlite('slt');
    for (const prompt of TEXTS) {
      expect(samples(await turn(client, { prompt }))).toEqual(expected(engine, 'slt', prompt));
    }
    client.close();
    await server.stop();
  });

  it('equals the resampled audio at another sample rate, too', async () => {
    const server = await startTestServer({
      'tts.engine': 'flite',
      'audio.sample_rate': 16_000,
      'tts.warm_up_languages': '',
    });
    const client = connect(server.port);
    const engine = await loadFlite('slt');
    const prompt = 'Hello there.';
    expect(samples(await turn(client, { prompt }))).toEqual(expected(engine, 'slt', prompt, 16_000));
    client.close();
    await server.stop();
  });
});

describe('a sentence with more audio than tts.max_sentence_seconds', () => {
  it('is cut off at the limit, even when it is made in several pieces, and the next sentence is heard', async () => {
    const server = await startTestServer({
      'tts.engine': 'espeak',
      'tts.max_sentence_seconds': 9,
      'tts.max_sentence_chars': 400,
      // The first clause is not a segment of its own.
      'tts.first_clause_min_chars': 0,
    });
    const client = connect(server.port);
    // About 20 s of audio, in three pieces or more.
    const long = `${'one and two and three and four, '.repeat(10)}that is all.`;
    const seconds = samples(await turn(client, { prompt: long })).length / RATE_HZ;
    expect(seconds).toBeGreaterThan(8.9);
    expect(seconds).toBeLessThan(9.5);
    const both = samples(await turn(client, { prompt: `${long} This is the next sentence.` })).length / RATE_HZ;
    expect(both - seconds).toBeGreaterThan(1);
    client.close();
    await server.stop();
  });
});
