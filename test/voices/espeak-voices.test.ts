import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/workers/engines/engine.js';
import { loadEspeak } from '../../src/workers/engines/espeak.js';

/** The voices that know no numbers or, like Cherokee, have no sounds in this build. */
const WITHOUT_NUMBERS = ['chr-US-Qaaa-x-west', 'cv', 'sjn'];

let espeak: Engine<undefined>;
beforeAll(async () => {
  espeak = await loadEspeak(175);
});

/** Returns the highest absolute sample of a spoken text. */
function peakOf(text: string, voice: string): number {
  let peak = 0;
  espeak.speak(text, voice, (samples) => {
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    return false;
  });
  return peak;
}

describe('the voices of eSpeak', () => {
  it('are audible, by each of their names', () => {
    const silent = [...espeak.voices].filter((voice) => peakOf('1 2 3', voice) < 1_000);
    expect(silent.sort()).toEqual(WITHOUT_NUMBERS);
  });

  it.each(['fr', 'fr-FR', 'fr-CA', 'en-GB', 'en-AU', 'es-MX', 'pt-PT', 'pt', 'no', 'nb', 'zh', 'zh-TW', 'he', 'iw'])(
    'include an audible voice for %s',
    (language) => {
      const voice = espeak.voiceFor(language);
      expect(voice).toBeDefined();
      expect(peakOf('1 2 3', voice!)).toBeGreaterThan(1_000);
    },
  );
});
