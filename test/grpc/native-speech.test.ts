/** Turns that the system's eSpeak NG speaks, in a process of its own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineProcesses, missingNativeEspeak } from '../engines/native.js';
import { connect, samples, turn } from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const NATIVE = { 'tts.engine': 'espeak', 'tts.espeak_library': 'native', 'workers.hang_timeout_ms': 1_000 };

const missing = missingNativeEspeak();
// In CI everything must be installed: a skip would hide a missing package.
if (missing && process.env.CI) throw new Error(missing);

describe('the native eSpeak', () => {
  let server: TestServer;
  beforeEach(async ({ skip }) => {
    skip(missing !== undefined, missing);
    server = await startTestServer(NATIVE);
  });
  afterEach(async () => {
    if (missing) return;
    await server.atRest();
    await server.stop();
    // A process ends by itself when its pipe closes, some milliseconds after the thread that it speaks for.
    await expect.poll(engineProcesses, { timeout: 5_000 }).toEqual([]);
  });

  it('speaks a turn in a process of its own, one for each thread', async () => {
    const client = connect(server.port);
    expect(samples(await turn(client)).length).toBeGreaterThan(48_000);
    expect(engineProcesses()).toHaveLength(1);
    expect(server.speech.failures).toEqual([]);
    client.close();
  });

  it('goes on with every turn when its process is killed, before them or meanwhile', async () => {
    const client = connect(server.port);
    for (const pid of engineProcesses()) process.kill(pid, 'SIGKILL');
    const turns = Array.from({ length: 5 }, () => turn(client));
    await turns[0];
    for (const pid of engineProcesses()) process.kill(pid, 'SIGKILL');
    for (const reply of await Promise.all(turns)) {
      expect(reply.messages.at(-1)?.content).toBe('end_message');
      expect(samples(reply).length).toBeGreaterThan(24_000);
    }
    expect(samples(await turn(client)).length).toBeGreaterThan(48_000);
    expect(engineProcesses()).toHaveLength(1);
    client.close();
  });

  it('makes the sound of a sentence without it while it hangs, and replaces it', async () => {
    const client = connect(server.port);
    const [hung] = engineProcesses();
    process.kill(hung!, 'SIGSTOP');
    const reply = await turn(client);
    expect(reply.messages.at(-1)?.content).toBe('end_message');
    expect(samples(reply).length).toBeGreaterThan(48_000);
    expect(samples(await turn(client)).length).toBeGreaterThan(48_000);
    expect(engineProcesses()).toHaveLength(1);
    expect(engineProcesses()).not.toContain(hung);
    expect(server.lines.filter(({ method }) => method === 'worker_lost')).toEqual([]);
    client.close();
  });
});
