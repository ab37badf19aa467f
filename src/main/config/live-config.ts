import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../shared/config/schema.js';
import type { ConfigEntry } from './config-entry.js';
import type { ConfigProblem, Environment } from './layers.js';
import { ConfigError, type ConfigSource, configFiles, configOf, loadConfig } from './load.js';

/** The result of a reload. Either all new values of live keys take effect, or no value changes. */
export interface ReloadOutcome {
  /** The keys with a new value that is in force from now on. */
  readonly applied: readonly string[];
  /**
   * The keys that now have another value than at the start of the server; the old value stays in force until a restart.
   */
  readonly needRestart: readonly string[];
  /** The problems of the new config; when there are any, nothing was changed. */
  readonly problems: readonly ConfigProblem[];
  /** Tells whether this load found something other than the load before. */
  readonly hasChanged: boolean;
}

type Findings = Omit<ReloadOutcome, 'hasChanged'>;

/** The config of a running server, always complete and valid. Read a live key from `current` each time it is needed. */
export class LiveConfig {
  readonly environment: Environment;
  /** The files of the config. */
  readonly files: readonly string[];
  readonly #source: ConfigSource;
  #current: Config;
  /** The entries that `current` was made of. */
  #entries: readonly ConfigEntry[];
  /** The result of the last load: all values, or the problems. */
  #lastResult: unknown;

  /** Loads the config from `source`, as every reload does. @throws ConfigError */
  constructor(source: ConfigSource = {}) {
    const { environment, config, entries } = loadConfig(source);
    this.environment = environment;
    this.files = configFiles(source);
    this.#source = source;
    this.#current = config;
    this.#entries = entries;
    this.#lastResult = valuesOf(entries);
  }

  /** The config in force: frozen, and replaced as a whole. */
  get current(): Config {
    return this.#current;
  }

  /** Loads the config again and applies the new values of live keys, unless there is a problem. */
  reload(): ReloadOutcome {
    const before = this.#lastResult;
    const findings = this.#apply();
    return { ...findings, hasChanged: !isDeepStrictEqual(before, this.#lastResult) };
  }

  #apply(): Findings {
    try {
      const { entries } = loadConfig(this.#source);
      const old = new Map(this.#entries.map((entry) => [entry.key, entry]));
      const changed = entries.filter(({ key, value }) => !isDeepStrictEqual(value, old.get(key)?.value));
      const inForce = entries.map((entry) => (entry.spec.live ? entry : (old.get(entry.key) ?? entry)));
      this.#current = configInForce(inForce);
      this.#entries = inForce;
      this.#lastResult = valuesOf(entries);
      const keys = (live: boolean): string[] => changed.filter(({ spec }) => spec.live === live).map(({ key }) => key);
      return { applied: keys(true), needRestart: keys(false), problems: [] };
    } catch (cause) {
      const problems = cause instanceof ConfigError ? cause.problems : [unexpectedProblem(cause)];
      this.#lastResult = problems;
      return { applied: [], needRestart: [], problems };
    }
  }
}

/**
 * Builds a config from the new values of live keys and the old values of the other keys. The new values alone are
 * consistent, so a contradiction involves a value that only a restart would change; the error says so.
 * @throws ConfigError
 */
function configInForce(entries: readonly ConfigEntry[]): Config {
  try {
    return configOf(entries);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    const reason = 'one of the two values changes only at a restart';
    throw new ConfigError(cause.problems.map((problem) => ({ ...problem, allowed: `${problem.allowed}; ${reason}` })));
  }
}

/**
 * Describes an unexpected error of a load as a problem. A file may hold something that no check foresaw; a running
 * server then keeps its config.
 */
function unexpectedProblem(cause: unknown): ConfigProblem {
  const allowed = `a config that can be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  return { key: '(file)', value: undefined, source: 'reload', allowed };
}

function valuesOf(entries: readonly ConfigEntry[]): unknown[] {
  return entries.map(({ value }) => value);
}
