import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../harness/server.js';
import { missingTools, runPythonClient } from './python.js';

interface Heard {
  kinds: string[];
  texts: string[];
  samples: number;
  loudness: number;
  ndim: number[];
  code: string;
  details: string;
  error_type: string | null;
}
interface Results {
  turn: Heard;
  russian: Heard;
  interrupt: Heard & { success: boolean; interrupted: string[] };
  next: Heard;
  error: Heard;
  metadata: Heard & { seconds: number; beside: string };
  far: string[];
  health: string;
}

const missing = missingTools();
// In CI everything must be installed: a skip would hide a missing package.
if (missing && process.env.CI) throw new Error(missing);

describe('a Python client with grpcio and numpy', () => {
  let server: TestServer;
  let results: Results;

  beforeAll(async () => {
    if (missing) return;
    server = await startTestServer();
    results = (await runPythonClient(
      'python_client.py',
      '../../proto/streaming.proto',
      server.port,
      60_000,
    )) as Results;
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
  });

  it('receives a whole turn, and reshapes each chunk with numpy', (context) => {
    context.skip(missing !== undefined, missing);
    const { kinds, texts, samples, loudness, ndim, code } = results.turn;
    expect(code).toBe('OK');
    expect(texts.join('')).toBe('Hello. How are you today?');
    expect(kinds[0]).toBe('text_chunk');
    expect(kinds.at(-1)).toBe('end_message');
    expect(samples).toBeGreaterThan(48_000);
    expect(loudness).toBeGreaterThan(300);
    expect(ndim).toEqual([1]);
    expect(results.russian.samples).toBeGreaterThan(20_000);
    expect(results.health).toBe('healthy');
  });

  it('interrupts a turn: the stream ends quietly, and the next prompt is answered', (context) => {
    context.skip(missing !== undefined, missing);
    const { success, interrupted, code, error_type, kinds } = results.interrupt;
    expect({ success, interrupted, code, error_type }).toEqual({
      success: true,
      interrupted: ['told'],
      code: 'OK',
      error_type: 'cancelled_by_user',
    });
    expect(kinds).not.toContain('end_message');
    expect(results.next.kinds.at(-1)).toBe('end_message');
  });

  it('gets UNAVAILABLE at once for metadata of 66 KB, and for the other turn on the connection', (context) => {
    context.skip(missing !== undefined, missing);
    const { code, seconds, beside } = results.metadata;
    expect([code, beside]).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
    expect(seconds).toBeLessThan(2);
  });

  it('can set a deadline of several weeks', (context) => {
    context.skip(missing !== undefined, missing);
    expect(results.far).toEqual(['OK', 'OK', 'OK', 'OK']);
  });

  it('receives an error as a message and as a status', async (context) => {
    context.skip(missing !== undefined, missing);
    const { kinds, code, details, error_type } = results.error;
    expect(kinds).toEqual(['error_message']);
    expect(code).toBe('INVALID_ARGUMENT');
    expect(details).toBe('session_id is required and must be provided by client');
    expect(error_type).toBe('validation_failed');
    await server.atRest();
  });
});
