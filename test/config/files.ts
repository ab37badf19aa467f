import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigProblem } from '../../src/main/config/layers.js';
import { ConfigError, type ConfigSource, loadConfig } from '../../src/main/config/load.js';

/** Calls `use` with the path of a file of its own that holds `text`. */
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

/** Loads with nothing from the process's own environment. */
export const load = (source: ConfigSource = {}) => loadConfig({ env: {}, ...source });

/** The problems that stop the start; fails when nothing does. */
export function problemsOf(source: ConfigSource): readonly ConfigProblem[] {
  return refused(source).problems;
}

export function refused(source: ConfigSource): ConfigError {
  try {
    load(source);
  } catch (cause) {
    if (cause instanceof ConfigError) return cause;
    throw cause;
  }
  throw new Error('the config was accepted');
}

/** The problems of a file laid over the one that ships. */
export function problemsIn(text: string, source: ConfigSource = {}): readonly ConfigProblem[] {
  return withFile(text, (file) => problemsOf({ ...source, file }));
}
