import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes a scenario of answers (see the config key `llm.script_file`) to a temporary folder, which `remove` deletes.
 * @param {readonly object[]} answers
 */
export function writeScript(answers) {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-bench-'));
  const file = join(folder, 'script.json');
  writeFileSync(file, JSON.stringify({ answers }));
  return { env: { LLM_CHAIN: 'script', LLM_SCRIPT_FILE: file }, remove: () => rmSync(folder, { recursive: true }) };
}
