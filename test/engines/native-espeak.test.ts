import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadEspeak, loadNativeEspeak } from '#dist/workers/engines/espeak.js';
import type { Engine } from '../../src/workers/engines/engine.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import { engineProcesses, missingNativeEspeak } from './native.js';

const REFERENCE = 'Word 12.';
/** The greatest absolute sample of the quiet end of a sentence. */
const QUIET = 100;
/** A text that makes eSpeak NG 1.51 overwrite its memory (github.com/espeak-ng/espeak-ng/pull/2495). */
const FATAL = "s'".repeat(220);

const missing = missingNativeEspeak();
// In CI everything must be installed: a skip would hide a missing package.
if (missing && process.env.CI) throw new Error(missing);

let espeak: Engine;
beforeAll(async () => {
  if (!missing) espeak = await loadNativeEspeak(175, 0);
});
beforeEach(({ skip }) => skip(missing !== undefined, missing));
afterEach(() => {
  if (!missing) expect(engineProcesses()).toHaveLength(1);
});

/** Returns the length of a sound up to its last sample that is not quiet. */
const soundEnd = (samples: Int16Array): number => samples.findLastIndex((sample) => Math.abs(sample) > QUIET) + 1;

/**
 * Speaks a text, and returns the length of its sound in samples; `stop` stops it after its first samples. The quiet end does
 * not count: some texts change its length in all later sentences, and the server cuts it off.
 */
async function samplesOf(text: string, voice = 'en-us', { stop = false } = {}): Promise<number> {
  let [count, end] = [0, 0];
  await espeak.speak(text, voice, (samples) => {
    const last = soundEnd(samples);
    if (last > 0) end = count + last;
    count += samples.length;
    return stop;
  });
  return end;
}

/** Expects the length of the reference; eSpeak draws random numbers, so that it varies by up to 10 ms. */
async function expectReference(): Promise<void> {
  expect(Math.abs((await samplesOf(REFERENCE)) - reference)).toBeLessThan(0.025 * espeak.sampleRateHz);
}
let reference = 0;
beforeAll(async () => {
  if (!missing) reference = await samplesOf(REFERENCE);
});

/** Speaks a text that may end the process of the engine, and restores the engine then. @returns true when it ended */
async function endsWith(text: string, voice: string): Promise<boolean> {
  try {
    await samplesOf(text, voice);
    return false;
  } catch {
    await espeak.restore();
    return true;
  }
}

describe('the native eSpeak', () => {
  it('speaks as long as the npm package does', async () => {
    const packaged = await loadEspeak(175);
    const spoken: number[] = [];
    packaged.speak(REFERENCE, 'en-us', (samples) => {
      spoken.push(...samples);
      return false;
    });
    expect(packaged.sampleRateHz).toBe(espeak.sampleRateHz);
    expect(Math.abs(soundEnd(Int16Array.from(spoken)) - reference)).toBeLessThan(0.025 * espeak.sampleRateHz);
  });

  it('has a voice for each of the languages that most clients speak', () => {
    for (const language of [
      'en',
      'de',
      'es',
      'fr',
      'it',
      'pt',
      'nl',
      'pl',
      'cs',
      'sv',
      'tr',
      'ru',
      'uk',
      'ar',
      'fa',
      'zh',
    ])
      expect(espeak.voiceFor(language), language).toBeDefined();
  });

  it('stops a sentence, and speaks the next one whole', async () => {
    const long = `${'One more word, '.repeat(60)}and the end.`;
    const whole = await samplesOf(long);
    expect(await samplesOf(long, 'en-us', { stop: true })).toBeLessThan(0.2 * whole);
    await expectReference();
  });

  it('stops a text of many minutes at once: its process is replaced', async () => {
    const [before] = engineProcesses();
    const startMs = performance.now();
    expect(await samplesOf('twenty one words, '.repeat(5_000), 'en-us', { stop: true })).toBeGreaterThan(0);
    await expectReference();
    expect(engineProcesses()).not.toEqual([before]);
    expect(performance.now() - startMs).toBeLessThan(20_000);
  });

  it('speaks on after a text that may end its process, and leaves no file open', async () => {
    const openFiles = (): number => readdirSync('/proc/self/fd').length;
    await endsWith(FATAL, 'en-us');
    await expectReference();
    const before = openFiles();
    for (let i = 0; i < 3; i++) await endsWith(FATAL, 'en-us');
    await samplesOf('twenty one words, '.repeat(5_000), 'en-us', { stop: true });
    await expectReference();
    expect(openFiles()).toBe(before);
  });

  it('ends a process that hangs', async () => {
    const [hung] = engineProcesses();
    process.kill(hung!, 'SIGSTOP');
    await expect(samplesOf(REFERENCE)).rejects.toThrow('the process of espeak has ended');
    await espeak.restore();
    await expectReference();
    expect(engineProcesses()).not.toContain(hung);
  });

  it('speaks on after a signal to the group of the server, such as ctrl-c', async () => {
    const before = engineProcesses();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(before[0]!, signal);
    await expectReference();
    expect(engineProcesses()).toEqual(before);
  });

  it('reports a process that was killed, and speaks on after a restore', async () => {
    process.kill(engineProcesses()[0]!, 'SIGKILL');
    await expect(samplesOf(REFERENCE)).rejects.toThrow('the process of espeak has ended');
    await espeak.restore();
    await expectReference();
  });

  it('speaks the next sentence unchanged after any hostile text', async () => {
    const voices = [...espeak.voices];
    const fragment = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 8 }));
    const hostileText = fc.array(fragment, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...voices), hostileText, async (voice, text) => {
        await endsWith(text, voice);
        await expectReference();
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
