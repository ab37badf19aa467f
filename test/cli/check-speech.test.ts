import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkSpeech } from '../../src/main/cli/check-speech.js';
import { type Answer, SpeechServer } from '../harness/speech-server.js';

const KEY_ENV = 'NEXY_TEST_DOCTOR_KEY';

let voice: SpeechServer;
beforeEach(async () => {
  voice = await new SpeechServer().start();
  const environment = {
    TTS_ENGINE: 'openai',
    TTS_OPENAI_BASE_URL: voice.baseUrl,
    TTS_OPENAI_KEY_ENV: KEY_ENV,
    TTS_WARM_UP_LANGUAGES: ',',
    TTS_DEFAULT_GREETING: 'Hi.',
    WORKERS_CPU_THREADS: '1',
    USE_MODULE_COORDINATOR: 'false',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await voice.stop();
});

it.each<[situation: string, key: string, answer: Answer | undefined, detail: RegExp, mend: string]>([
  [
    'a format that was not requested',
    'key',
    { type: 'audio/mpeg', bytes: Buffer.from('ID3\x04') },
    /^http:\S+ failed \(invalid_response: audio\/mpeg\); \w+ speaks instead$/,
    'correct tts.openai_base_url and tts.openai_format',
  ],
  [
    'a key that is not valid',
    'key',
    { status: 401 },
    /^http:\S+ failed \(refused\); \w+ speaks instead$/,
    `set ${KEY_ENV} to a valid API key`,
  ],
  [
    'a key that is missing',
    '',
    undefined,
    /^http:\S+ failed \(key_missing.*\); \w+ speaks instead$/,
    `set the environment variable ${KEY_ENV} to the API key`,
  ],
])(
  'checkSpeech says how to fix %s, and names the voice in its place',
  async (_situation, key, answer, detail, mend) => {
    vi.stubEnv(KEY_ENV, key);
    if (answer) voice.answer = () => answer;
    const finding = await checkSpeech({});
    expect(finding).toMatchObject({ isGood: false, detail: expect.stringMatching(detail) });
    expect(finding.mend).toContain(mend);
    if (key === '') expect(voice.asked).toEqual([]);
  },
);
