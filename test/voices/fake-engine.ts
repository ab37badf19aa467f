import type { EngineName } from '../../src/shared/task-messages.js';
import { isWrittenIn } from '../../src/text/language/language-tag.js';
import type { Engine } from '../../src/workers/engines/engine.js';

/** Returns an engine that makes no sound, with a voice for each of the given languages. */
export function fakeEngine(name: EngineName, voiceByLanguage: Readonly<Record<string, string>>): Engine {
  return {
    name,
    sampleRateHz: 22_050,
    rate: 1,
    voices: new Set(Object.values(voiceByLanguage)),
    voiceFor: (language) => voiceByLanguage[language] ?? voiceByLanguage[language.split('-')[0] ?? language],
    gainDb: () => 0,
    languageOf: (voice) => Object.entries(voiceByLanguage).find(([, known]) => known === voice)?.[0] ?? 'und',
    reads: (voice, script) =>
      script === 'Latn' ||
      Object.entries(voiceByLanguage).some(([language, known]) => known === voice && isWrittenIn(language, script)),
    speak: () => undefined,
    reset: () => {},
    restore: () => Promise.resolve(),
  };
}
