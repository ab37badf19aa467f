import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, connect } from '../harness/client.js';
import { SpeechServer } from '../harness/speech-server.js';
import { launch } from './nexy.js';

const CLI = fileURLToPath(new URL('../../dist/main/cli/index.js', import.meta.url));
const SERVE = ['serve', '--host', '127.0.0.1', '--port', '0'];

describe('the start of nexy serve', () => {
  const speech = new SpeechServer();
  beforeAll(() => speech.start());
  afterAll(() => speech.stop());
  const remoteSpeech = () => ({
    TTS_ENGINE: 'openai',
    TTS_OPENAI_BASE_URL: speech.baseUrl,
    TTS_OPENAI_KEY_ENV: 'A_KEY',
    A_KEY: 'key',
  });

  it.each([0, 60, 150, 300, 500, 800])('ends with exit code 0 on SIGTERM after %i ms', async (afterMs) => {
    const server = launch(SERVE);
    // The signal handlers exist once the program is loaded; before that the signal itself ends the process.
    await sleep(250 + afterMs);
    server.signal('SIGTERM');
    const { code, err } = await server.ended;
    expect([0, null]).toContain(code);
    expect(err).not.toContain('Error');
  });

  it('ends on SIGTERM while the speech server does not respond', async () => {
    speech.answer = () => ({ fault: 'silent' });
    const server = launch(SERVE, {
      ...remoteSpeech(),
      TTS_CONNECT_TIMEOUT_MS: '600000',
      TTS_FIRST_AUDIO_TIMEOUT_MS: '600000',
    });
    while (speech.asked.length === 0) await sleep(10);
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });

  it('does not wait for a speech server that does not respond', async () => {
    speech.answer = () => ({ fault: 'silent' });
    const child = spawn(process.execPath, [CLI, ...SERVE], {
      env: {
        PATH: process.env.PATH,
        DATABASE_MODE: 'off',
        WORKERS_CPU_THREADS: '1',
        TTS_WARM_UP_LANGUAGES: ',',
        ...remoteSpeech(),
        TTS_CONNECT_TIMEOUT_MS: '600000',
        TTS_FIRST_AUDIO_TIMEOUT_MS: '600000',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    while (!/^(ready|serving)/m.test(out)) await sleep(20);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});

describe('the stop of nexy serve', () => {
  it('ends the process with exit code 0 while the reader of its log is stalled', async () => {
    const child = spawn(process.execPath, [CLI, ...SERVE], {
      env: {
        PATH: process.env.PATH,
        DATABASE_MODE: 'off',
        WORKERS_CPU_THREADS: '1',
        TTS_WARM_UP_LANGUAGES: ',',
        LOG_LEVEL: 'debug',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Nothing reads standard error, so the pipe fills up.
    child.stderr.pause();
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    while (!/^ready/m.test(out)) await sleep(20);
    const client = connect(Number(/127\.0\.0\.1:(\d+)/.exec(out)?.[1]));
    for (let n = 0; n < 2_000; n++) await call(client, 'HealthCheck', {});
    client.close();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });
});
