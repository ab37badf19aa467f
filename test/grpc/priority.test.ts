import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Stub, turn } from '../harness/client.js';
import { webpOf } from '../harness/pictures.js';
import { startTestServer, type TestServer, WITH_MODULES } from '../harness/server.js';
import { until } from '../pool/pools.js';

/** Nice values that no other thread has: threads with the default values may remain from other files of this process. */
const [SPEECH, PICTURES] = [11, 13];
/** The index of the nice value in /proc/<pid>/task/<tid>/stat, counted after the last bracket, which ends the name. */
const NICE_FIELD = 16;

interface Thread {
  readonly id: number;
  readonly name: string;
  readonly nice: number;
}

function statOf(id: string): string | undefined {
  try {
    return readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
  } catch {
    // The thread has ended since it was listed.
    return undefined;
  }
}

function threads(): Thread[] {
  return readdirSync('/proc/self/task').flatMap((id) => {
    const stat = statOf(id);
    if (stat === undefined) return [];
    const nice = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[NICE_FIELD]);
    return { id: Number(id), name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')), nice };
  });
}

const countWith = (nice: number): number => threads().filter((thread) => thread.nice === nice).length;

describe('the nice values of threads', () => {
  let server: TestServer;
  let client: Stub;

  beforeAll(async () => {
    server = await startTestServer({
      ...WITH_MODULES,
      'workers.cpu_nice': SPEECH,
      'workers.screenshot_nice': PICTURES,
    });
    client = connect(server.port);
  });
  beforeEach(({ skip }) => skip(process.platform !== 'linux', 'only Linux has a niceness for each thread'));
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('put main before the threads that speak, and these before the picture threads', async () => {
    await until(() => countWith(SPEECH) === 1 && countWith(PICTURES) >= 1, 'each thread has its nice value');
    expect(threads().find(({ id }) => id === process.pid)?.nice).toBe(0);
  });

  it('put the threads of the decoder last, too', async () => {
    const picture = (await webpOf(3_000, 2_000, { noisy: true })).toString('base64');
    const decoders = () => threads().filter(({ name }) => name.startsWith('libvips'));
    const turned = turn(client, { screenshot: picture });
    await until(() => decoders().some(({ nice }) => nice === PICTURES), 'a decoder that lets others go first');
    await turned;
    await server.atRest();
  });
});
