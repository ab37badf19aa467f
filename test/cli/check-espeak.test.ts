import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkEspeak } from '../../src/main/cli/check-espeak.js';
import { missingNativeEspeak } from '../engines/native.js';

const missing = missingNativeEspeak();
// In CI everything must be installed: a skip would hide a missing package.
if (missing && process.env.CI) throw new Error(missing);

beforeEach(() => void vi.stubEnv('WORKERS_CPU_THREADS', '1'));
afterEach(() => void vi.unstubAllEnvs());

it.each(['package', 'native'] as const)('measures both builds of espeak, with %s in the config', async (library) => {
  vi.stubEnv('TTS_ESPEAK_LIBRARY', library);
  const found = await checkEspeak({});
  const other = library === 'native' ? 'package' : 'native';
  if (missing) {
    expect(found).toMatchObject({ isGood: library === 'package', detail: expect.stringContaining(missing.slice(6)) });
    return;
  }
  // Which one is faster depends on the machine; the advice follows from the two times.
  const [, own, others] =
    /^\w+: ([\d.]+) ms for a second of speech \(\w+: ([\d.]+) ms\)$/.exec(found?.detail ?? '') ?? [];
  expect(found).toMatchObject({ isGood: true, detail: expect.stringMatching(`^${library}: .*\\(${other}: `) });
  expect(Number(own)).toBeGreaterThan(0);
  if (Number(own) > 1.2 * Number(others) + 0.2) expect(found?.mend).toContain(`set tts.espeak_library to ${other}`);
  if (Number(own) < Number(others)) expect(found?.mend).toBeUndefined();
});

it('reports nothing about espeak where flite speaks', async () => {
  vi.stubEnv('TTS_ENGINE', 'flite');
  expect(await checkEspeak({})).toBeUndefined();
});
