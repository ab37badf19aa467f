import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigProblem } from '../../src/main/config/layers.js';
import { ConfigError, type ConfigSource, loadConfig } from '../../src/main/config/load.js';

/** Calls `use` with the path of a temporary file that holds `text`. */
export function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-config-'));
  try {
    const file = join(folder, 'own.yaml');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads the config without the environment of the process. */
export const load = (source: ConfigSource = {}) => loadConfig({ env: {}, ...source });

/** Returns the problems that stop the start; throws when the config is accepted. */
export function problemsOf(source: ConfigSource): readonly ConfigProblem[] {
  return configErrorOf(source).problems;
}

export function configErrorOf(source: ConfigSource): ConfigError {
  try {
    load(source);
  } catch (cause) {
    if (cause instanceof ConfigError) return cause;
    throw cause;
  }
  throw new Error('the config was accepted');
}

/** Returns the problems of a config file on top of the shipped file. */
export function problemsIn(text: string, source: ConfigSource = {}): readonly ConfigProblem[] {
  return withFile(text, (file) => problemsOf({ ...source, file }));
}
