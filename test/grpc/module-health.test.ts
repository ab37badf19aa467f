import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ServerOptions } from '../../src/main/server/server.js';
import { call, collect, connect, kinds, request, status, texts, turn } from '../harness/client.js';
import { webpOf } from '../harness/pictures.js';
import { startTestServer, WITH_MODULES } from '../harness/server.js';

interface Health {
  readonly status: string;
  readonly modules: readonly { readonly name: string; readonly state: string; readonly detail: string }[];
}

/** Starts a server, calls `use` with a client, and returns the health of the server. */
async function healthWith(
  overrides: Readonly<Record<string, unknown>>,
  use: (client: ReturnType<typeof connect>) => Promise<void> = async () => {},
  options: ServerOptions = {},
): Promise<Health> {
  const server = await startTestServer({ ...WITH_MODULES, ...overrides }, options);
  const client = connect(server.port);
  try {
    await use(client);
    const { reply } = await call<Health>(client, 'HealthCheck', {});
    await server.atRest();
    return reply as Health;
  } finally {
    client.close();
    await server.stop();
  }
}
const stateOf = ({ modules }: Health, name: string) => modules.find((module) => module.name === name);

const provider = (base_url: string, key_env = '') => ({
  'llm.chain': ['local'],
  'llm.providers': { local: { base_url, model: 'm', key_env } },
});

/** Returns the URL of a port without a listener. */
function closedUrl(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/v1`));
    });
  });
}

describe('HealthCheck', () => {
  it('names every module', async () => {
    const health = await healthWith({});
    expect(health.status).toBe('healthy');
    expect(health.modules.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'database running',
      'text_filtering running',
      'audio_generation running',
      'llm running',
      'memory_management running',
      'screenshots running',
      'interrupt_handling running',
    ]);
  });

  it('is degraded when the model has no key', async () => {
    const health = await healthWith(provider(await closedUrl(), 'NEXY_TEST_NO_KEY'));
    expect(health.status).toBe('degraded');
    const detail = 'local: no API key: NEXY_TEST_NO_KEY is not set';
    expect(stateOf(health, 'llm')).toEqual({ name: 'llm', state: 'degraded', detail });
  });

  it('is degraded when the model cannot be reached', async () => {
    const health = await healthWith(provider(await closedUrl()));
    expect(stateOf(health, 'llm')).toMatchObject({ state: 'degraded', detail: 'local: unreachable' });
  });

  it('is degraded when the speech server has no key', async () => {
    const overrides = { 'tts.engine': 'openai', 'tts.openai_key_env': 'NEXY_TEST_NO_KEY' };
    const health = await healthWith(overrides);
    expect(stateOf(health, 'audio_generation')).toMatchObject({
      state: 'degraded',
      detail: 'speech server: no API key: NEXY_TEST_NO_KEY is not set',
    });
  });

  it('is degraded when the speech server cannot be reached', async () => {
    const overrides = { 'tts.engine': 'openai', 'tts.openai_key_env': '', 'tts.openai_base_url': await closedUrl() };
    expect(stateOf(await healthWith(overrides), 'audio_generation')).toMatchObject({
      state: 'degraded',
      detail: 'speech server: unreachable',
    });
  });
});

describe.each([{ 'kill_switches.disable_module_coordinator': true }, { 'features.use_module_coordinator': false }])(
  'a server with %j',
  (overrides) => {
    it('serves turns without its optional modules, and is healthy', async () => {
      const health = await healthWith(overrides, async (client) => {
        expect(kinds(await turn(client, { prompt: 'Hello.' })).at(-1)).toBe('end_message');
        const screenshot = (await webpOf(64, 64)).toString('base64');
        const seen = await collect(client.StreamAudio(request({ screenshot })));
        expect(kinds(seen).at(-1)).toBe('end_message');
      });
      expect(health.status).toBe('healthy');
      expect(stateOf(health, 'screenshots')?.state).toBe('disabled');
      expect(stateOf(health, 'memory_management')?.state).toBe('disabled');
      expect(stateOf(health, 'audio_generation')?.state).toBe('running');
    });
  },
);

describe('a start that fails', () => {
  it('leaves no thread behind', async () => {
    const threads = (): number => readdirSync('/proc/self/task').length;
    await healthWith({});
    const before = threads();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startTestServer({ ...WITH_MODULES, 'grpc.port': port })).rejects.toThrow('cannot listen');
    other.close();
    expect(threads()).toBeLessThanOrEqual(before);
  });
});

describe('a server whose models cannot be loaded', () => {
  it.each([
    ['the scenario', { 'llm.chain': ['script'], 'llm.script_file': '/nowhere/answers.yaml' }],
    ['the system prompt', { 'llm.prompts_dir': '/nowhere/prompts' }],
  ])('because of %s starts, is degraded, and ends turns as unavailable', async (_file, overrides) => {
    const health = await healthWith(overrides, async (client) => {
      const reply = await turn(client, { prompt: 'Hello.' });
      expect(kinds(reply)).toEqual(['error_message']);
      expect(reply.status.code).toBe(status.UNAVAILABLE);
    });
    expect(health.status).toBe('degraded');
    expect(stateOf(health, 'llm')).toMatchObject({ state: 'failed', detail: 'could not be started; see the log' });
  });
});

describe('a server without threads for text', () => {
  it('starts, is degraded, and segments long answers on the main thread', async () => {
    const workerFile = fileURLToPath(new URL('../harness/textless-worker.mjs', import.meta.url));
    const health = await healthWith(
      { 'workers.segment_inline_chars': 0, 'workers.start_timeout_ms': 5_000 },
      async (client) => {
        const reply = await turn(client, { prompt: 'One sentence. Two sentences.' });
        expect(texts(reply)).toEqual(['One sentence. ', 'Two sentences.']);
        expect(kinds(reply)).toContain('audio_chunk');
      },
      { workerFile },
    );
    expect(health.status).toBe('degraded');
    expect(stateOf(health, 'text_filtering')?.state).toBe('failed');
  });
});
