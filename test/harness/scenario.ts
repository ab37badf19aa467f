import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../../src/main/llm/scenario.js';
import { startTestServer, type TestServer } from './server.js';

/**
 * Starts a server that answers from a scenario, the canned answers in `script`. The file of the scenario is deleted
 * again, as the server reads it only once.
 */
export async function startWithScenario(
  scenario: Scenario,
  overrides: Record<string, unknown> = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-script-'));
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(scenario));
  try {
    return await startTestServer({ 'llm.chain': ['script'], 'llm.script_file': file, ...overrides });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
