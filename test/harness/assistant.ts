import type { Config } from '../../src/shared/config/schema.js';
import type { LlmServer } from './llm-server.js';
import { startTestServer, type TestServer, testConfig } from './server.js';

/** The environment variable that holds the test model's key. */
const KEY_VARIABLE = 'NEXY_TEST_MODEL_KEY';
export const MODEL_KEY = 'sk-canary-never-in-any-log-0123456789';

/** Returns `llm.chain` and `llm.providers` for models on this machine, which are named first, second and third. */
export function chainOf(servers: readonly LlmServer[]): Record<string, unknown> {
  const names = ['first', 'second', 'third'].slice(0, servers.length);
  const providers = servers.map(({ baseUrl }, index) => [
    names[index],
    { base_url: baseUrl, model: 'test-model', key_env: KEY_VARIABLE },
  ]);
  return { 'llm.chain': names, 'llm.providers': Object.fromEntries(providers) };
}

/**
 * Starts a server that answers with these models; when a model fails, the next model answers.
 * @param live returns the config in force, given the config at the start
 */
export function startAssistant(
  models: readonly LlmServer[],
  overrides: Readonly<Record<string, unknown>> = {},
  live: (config: Config) => Config = (config) => config,
): Promise<TestServer> {
  // The keys of providers are read from the environment only.
  process.env[KEY_VARIABLE] = MODEL_KEY;
  const values = { ...chainOf(models), ...overrides };
  const config = testConfig(values);
  return startTestServer(values, { current: () => live(config) });
}
