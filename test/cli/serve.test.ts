import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nexy, type Served, serve } from './nexy.js';
import { readWav } from './wav.js';

describe('nexy serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-serve-'));
  let server: Served;
  const ask = (...args: string[]) => nexy([...args, '--host', '127.0.0.1', '--port', server.port]);
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(async () => {
    server.signal('SIGKILL');
    await server.ended;
    rmSync(folder, { recursive: true });
  });

  it('prints its address and, once it can speak, that it is ready', () => {
    expect(server.out()).toMatch(/^ {2}gRPC {5}127\.0\.0\.1:[1-9]\d+ /m);
    expect(server.out()).toMatch(/^ready: first audio in \d+ ms, \d+\.\d s of speech$/m);
  });

  it('answers nexy health', async () => {
    const { code, out } = await ask('health');
    expect(code).toBe(0);
    expect(out).toMatch(/^healthy, version \d/);
    expect(out).toMatch(/audio_generation +running/);
    const { out: json } = await ask('health', '--json');
    expect(JSON.parse(json)).toMatchObject({ status: 'healthy' });
  });

  it('answers nexy welcome with a greeting', async () => {
    const { code, out } = await ask('welcome', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ method: 'cache', duration_sec: expect.any(Number) });
    const file = join(folder, 'welcome.wav');
    expect((await ask('welcome', 'Good morning!', '--lang', 'en', '--out', file)).code).toBe(0);
    expect(readWav(file)).toMatchObject({ channels: 1, bits: 16, sampleRateHz: 48_000 });
    expect(readWav(file).peak).toBeGreaterThan(1_000);
  });

  it('reports to nexy interrupt that no session is active', async () => {
    const { code, out } = await ask('interrupt', 'phone');
    expect({ code, out }).toEqual({ code: 0, out: 'No active sessions found\n' });
    const { out: json } = await ask('interrupt', 'phone', '--session', 'one', '--json');
    expect(JSON.parse(json)).toEqual({ success: false, interruptedSessions: [], message: 'No active sessions found' });
  });

  it('speaks to nexy say', async () => {
    const file = join(folder, 'say.wav');
    const { code, out } = await ask('say', 'Hello there.', '--json', '--out', file);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sentences: ['Hello there.'], file });
    expect(readWav(file).peak).toBeGreaterThan(1_000);
  });

  it('reports to nexy say that there was nothing to speak', async () => {
    const { code, out } = await ask('say', '…');
    expect(code).toBe(0);
    expect(out).toContain('no speech');
  });

  it('keeps its address: a second server on it fails with exit code 1', async () => {
    const { code, err } = await ask('serve');
    expect(code).toBe(1);
    expect(err).toContain(`cannot listen on 127.0.0.1:${server.port}`);
  });

  it('explains to the client why a request is invalid', async () => {
    const { code, err } = await ask('say', ' ');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'nexy: the server answered INVALID_ARGUMENT: Prompt required: prompt must not be blank\n',
    });
  });

  it('ends with exit code 0 on SIGTERM, even if it comes twice, and logs each decision on standard error', async () => {
    server.signal('SIGTERM');
    server.signal('SIGTERM');
    const { code, err, out } = await server.ended;
    expect(code).toBe(0);
    expect(out).not.toContain('"decision"');
    const lines = err.trimEnd().split('\n');
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        ts: expect.any(String),
        scope: expect.any(String),
        decision: expect.any(String),
      });
    }
    expect(err).not.toContain('Hello there');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ scope: 'server', method: 'stop', decision: 'complete' });
  });
});

describe('nexy serve with a model that has no key', () => {
  it('shows the degraded module at the start, and nexy health ends with exit code 1', async () => {
    const server = await serve({ LLM_CHAIN: 'openai', OPENAI_API_KEY: '', GRPC_PROT: '50051' });
    try {
      const degraded = /degraded llm: openai: no API key: OPENAI_API_KEY is not set/;
      expect(server.out()).toMatch(degraded);
      expect(server.out()).toMatch(/warning +GRPC_PROT: .*GRPC_PORT may be meant/);
      const { code, out } = await nexy(['health', '--host', '127.0.0.1', '--port', server.port]);
      expect(code).toBe(1);
      expect(out).toMatch(/^degraded, version \d/);
      expect(out).toMatch(/llm +degraded: openai: no API key: OPENAI_API_KEY is not set/);
    } finally {
      server.signal('SIGTERM');
      await server.ended;
    }
    // The turns of the self-check are not those of clients.
    const lines = server.err().trimEnd().split('\n');
    const metrics = lines.map((line) => JSON.parse(line)).find(({ scope }) => scope === 'metrics');
    expect(metrics.ctx).toMatchObject({
      error_rate: { HealthCheck: 0 },
      phrase_cache: { hit_rate: 0 },
      pools: { cpu: { tasks: 0 } },
    });
  });
});
