import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { call, collect, connect, kinds, request, turn } from '../harness/client.js';
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
): Promise<Health> {
  const server = await startTestServer({ ...WITH_MODULES, ...overrides });
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
    const missing = { 'llm.chain': ['script'], 'llm.script_file': '/nowhere/answers.yaml' };
    await expect(startTestServer(missing)).rejects.toThrow('/nowhere/answers.yaml');
    expect(threads()).toBeLessThanOrEqual(before);
  });
});
