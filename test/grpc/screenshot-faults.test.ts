import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, kinds, type Stub, status, texts, turn } from '../harness/client.js';
import { webpOf } from '../harness/pictures.js';
import { startTestServer, type TestServer, WITH_MODULES } from '../harness/server.js';

const workerFile = (name: string): string => fileURLToPath(new URL(`../harness/${name}`, import.meta.url));

const degraded = ({ lines }: TestServer): unknown[] =>
  lines.filter(({ decision, scope }) => decision === 'degrade' && scope === 'grpc').map(({ ctx }) => ctx.reason);

describe('a worker that fails while it decodes a screenshot', () => {
  let server: TestServer;
  let client: Stub;

  beforeAll(async () => {
    const overrides = { 'workers.hang_timeout_ms': 2_000, 'screenshot.timeout_ms': 25_000 };
    server = await startTestServer({ ...WITH_MODULES, ...overrides }, { workerFile: workerFile('faulty-worker.mjs') });
    client = connect(server.port);
  });
  afterEach(() => server.atRest());
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it.each([
    ['exits', 2_001],
    ['throws', 2_002],
    ['runs an endless loop', 2_003],
  ])('is replaced when it %s, and its turn loses only the picture', async (_situation, height) => {
    const before = degraded(server).length;
    const screenshot = (await webpOf(2_000, height, { noisy: true })).toString('base64');
    const reply = await turn(client, { screenshot });
    expect(reply.status.code).toBe(status.OK);
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(degraded(server).slice(before)).toEqual(['internal']);
    await server.atRest();

    const good = (await webpOf(1_920, 1_080)).toString('base64');
    expect((await turn(client, { screenshot: good })).status.code).toBe(status.OK);
    expect(degraded(server)).toHaveLength(before + 1);
  });

  it('is replaced when its decoder never ends, and the next turns keep their pictures', async () => {
    const before = degraded(server).length;
    const endless = (await webpOf(2_000, 2_004)).toString('base64');
    const good = (await webpOf(1_920, 1_080)).toString('base64');
    const replies = await Promise.all([
      turn(client, { screenshot: endless }),
      turn(client, { screenshot: good, hardware_id: 'next' }),
    ]);
    for (const reply of replies) expect(kinds(reply).at(-1)).toBe('end_message');
    expect(degraded(server).slice(before)).toEqual(['internal']);
  });

  it('does not affect turns without a screenshot', async () => {
    const screenshot = (await webpOf(2_000, 2_003, { noisy: true })).toString('base64');
    const looking = turn(client, { screenshot, hardware_id: 'looking' });
    const others = await Promise.all(
      Array.from({ length: 5 }, (_, index) => turn(client, { hardware_id: `other-${index}` })),
    );
    for (const reply of [...others, await looking]) expect(kinds(reply).at(-1)).toBe('end_message');
  });
});

describe('a server that cannot load its picture decoder', () => {
  it('starts, reports degraded health, and answers without pictures', async () => {
    const server = await startTestServer(WITH_MODULES, { workerFile: workerFile('blind-worker.mjs') });
    const client = connect(server.port);
    const { reply } = await call<{ status: string; modules: { name: string; state: string }[] }>(
      client,
      'HealthCheck',
      {},
    );
    expect(reply?.status).toBe('degraded');
    expect(reply?.modules.map(({ name, state }) => `${name} ${state}`)).toContain('screenshots failed');
    const reason = server.lines.find(({ method }) => method === 'load_decoder')?.ctx.reason;
    expect(reason).toBe('no decoder for this machine');

    const screenshot = (await webpOf(300, 200)).toString('base64');
    const answer = await turn(client, { screenshot });
    expect(texts(answer).join('')).toBe('Hello. How are you today?');
    expect(degraded(server)).toEqual(['unavailable']);
    await server.atRest();
    client.close();
    await server.stop();
  });
});
