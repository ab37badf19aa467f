import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { z } from 'zod';
import { type KeySpec, variablesOf } from '../../shared/config/key.js';
import { type Config, configKeys, type RawConfig } from '../../shared/config/schema.js';
import { describeAllowed, parseEnvText } from './allowed.js';
import type { ConfigEntry } from './config-entry.js';
import { findContradictions } from './contradictions.js';
import { type ConfigProblem, collectFile, ENVIRONMENTS, type Environment, type Sourced } from './layers.js';

/** The file that ships with the server: the embedded defaults. */
export const DEFAULT_CONFIG_FILE = fileURLToPath(new URL('../../../config/unified_config.yaml', import.meta.url));

const DEFAULT_CONFIG_NAME = 'config/unified_config.yaml';

/** The error of an invalid config, with all its problems. It stops the start. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ key, value, allowed, source }) => `  ${key} = ${show(value)} (${source}): ${allowed}`,
    );
    super(`The configuration is not valid:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** Formats a value as JSON, or by `inspect` when a YAML alias makes the value contain itself. */
function show(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  }
}

export interface LoadedConfig {
  readonly environment: Environment;
  readonly config: Config;
  /** Every effective value and its origin, in the order of the schema. */
  readonly entries: readonly ConfigEntry[];
}

export interface ConfigSource {
  /** The name of the environment; overrides NEXY_ENV. */
  readonly environment?: string | undefined;
  /** A file merged over the one that ships with the server; overrides NEXY_CONFIG. */
  readonly file?: string | undefined;
  /** The environment variables; by default those of the process. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** The values that override all others, by `section.name`: those of the command line or of a test. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
}

/** Returns the files of the config; each is merged over the file before it. */
export function configFiles({ file, env = process.env }: ConfigSource): string[] {
  const ownFile = file ?? env.NEXY_CONFIG;
  return ownFile ? [DEFAULT_CONFIG_FILE, ownFile] : [DEFAULT_CONFIG_FILE];
}

/**
 * Reads, validates, resolves and freezes the config, once.
 * @throws ConfigError naming every bad key, its value, its origin and the allowed values
 */
export function loadConfig(source: ConfigSource = {}): LoadedConfig {
  const env = source.env ?? process.env;
  const problems: ConfigProblem[] = [];
  const environment = chooseEnvironment(source.environment, env);
  const values = new Map<string, Sourced>();

  for (const file of configFiles(source)) {
    const name = file === DEFAULT_CONFIG_FILE ? DEFAULT_CONFIG_NAME : file;
    collectFile(file, name, environment, values, problems);
  }
  const entries = configKeys().map(({ key, spec }) =>
    effectiveEntry(key, spec, values, env, source.overrides ?? {}, problems),
  );
  for (const key of Object.keys(source.overrides ?? {})) {
    if (!entries.some((entry) => entry.key === key)) {
      problems.push({ key, value: source.overrides?.[key], source: 'override', allowed: 'no such key' });
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);

  const resolved = entries.map((entry) => resolveAuto(entry, environment, env));
  return { environment, config: configOf(resolved), entries: resolved };
}

/** Builds the frozen config from resolved entries. @throws ConfigError when their values contradict each other */
export function configOf(entries: readonly ConfigEntry[]): Config {
  const config = deepFreeze(nest(entries));
  const contradictions = findContradictions(config, entries);
  if (contradictions.length > 0) throw new ConfigError(contradictions);
  return config;
}

function chooseEnvironment(chosen: string | undefined, env: NodeJS.ProcessEnv): Environment {
  const name = chosen ?? (env.NEXY_ENV || 'dev');
  const environment = ENVIRONMENTS.find((known) => known === name);
  if (environment) return environment;
  const source = chosen === undefined ? 'environment variable NEXY_ENV' : '--env';
  throw new ConfigError([{ key: 'NEXY_ENV', value: name, source, allowed: `one of ${ENVIRONMENTS.join(', ')}` }]);
}

function effectiveEntry(
  key: string,
  spec: KeySpec<unknown>,
  values: ReadonlyMap<string, Sourced>,
  env: NodeJS.ProcessEnv,
  overrides: Readonly<Record<string, unknown>>,
  problems: ConfigProblem[],
): ConfigEntry {
  let chosen: Sourced = values.get(key) ?? { value: undefined, source: 'not set' };
  // An empty variable has no effect.
  const variable = variablesOf(spec).find((name) => env[name]);
  if (Object.hasOwn(overrides, key)) chosen = { value: overrides[key], source: 'command line' };
  else if (variable !== undefined) {
    chosen = { value: parseEnvText(spec.schema, env[variable] ?? ''), source: `environment variable ${variable}` };
  }
  const parsed = spec.schema.safeParse(chosen.value);
  if (parsed.success) return { key, spec, source: chosen.source, value: parsed.data };
  problems.push(...problemsOf(key, chosen, spec, parsed.error));
  return { key, spec, ...chosen };
}

/** Returns the problems of one value. A problem inside a mapping is named by its path in the mapping. */
function problemsOf(
  key: string,
  { value, source }: Sourced,
  spec: KeySpec<unknown>,
  error: z.ZodError,
): ConfigProblem[] {
  const inside = error.issues.filter(({ path }) => path.length > 0);
  if (inside.length === 0) return [{ key, value, source, allowed: `allowed: ${describeAllowed(spec.schema)}` }];
  return inside.map(({ path, message }) => ({
    key: [key, ...path].join('.'),
    value: path.reduce<unknown>((part, name) => (part as Record<PropertyKey, unknown> | undefined)?.[name], value),
    source,
    allowed: message,
  }));
}

function resolveAuto(entry: ConfigEntry, environment: Environment, env: NodeJS.ProcessEnv): ConfigEntry {
  if (entry.value !== 'auto') return entry;
  const resolvedTo = (value: unknown): ConfigEntry => ({ ...entry, value, source: `auto, ${entry.source}` });
  if (entry.key.endsWith('.host')) return resolvedTo(environment === 'dev' ? '0.0.0.0' : '127.0.0.1');
  if (entry.key === 'workers.cpu_threads') return resolvedTo(Math.max(1, availableParallelism() - 1));
  if (entry.key === 'database.mode') {
    if (env.DATABASE_URL || env.DB_HOST) return resolvedTo('external');
    return resolvedTo(environment === 'dev' ? 'embedded' : 'off');
  }
  if (entry.key === 'workers.io_threads' || entry.key === 'workers.screenshot_threads') return resolvedTo(1);
  return entry;
}

/** Nests `section.name` entries into sections. The cast is safe because every entry was parsed by its schema before. */
function nest(entries: readonly ConfigEntry[]): Config {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const { key, value } of entries) {
    const [section = '', name = ''] = key.split('.');
    (sections[section] ??= {})[name] = value;
  }
  return sections as unknown as Config & RawConfig;
}

function deepFreeze(config: Config): Config {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  };
  freeze(config);
  return config;
}
