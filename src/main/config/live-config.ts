import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../shared/config/schema.js';
import type { ConfigProblem, Environment } from './layers.js';
import { type ConfigEntry, ConfigError, type ConfigSource, configFiles, configOf, loadConfig } from './load.js';

/** What became of a reload: all of it took effect, or none. */
export interface ReloadOutcome {
  /** Keys whose new value is in force from now on. */
  readonly applied: readonly string[];
  /** Keys that are written otherwise than the server was started with; the old value stays in force. */
  readonly needRestart: readonly string[];
  /** What is wrong; nothing was changed where there is any. */
  readonly problems: readonly ConfigProblem[];
  /** The load before found something else. */
  readonly isNews: boolean;
}

type Findings = Omit<ReloadOutcome, 'isNews'>;

/** The config of a running server: always a whole, valid one. Who needs a live key asks for `current` at that moment. */
export class LiveConfig {
  readonly environment: Environment;
  /** The files it is read from. */
  readonly files: readonly string[];
  readonly #source: ConfigSource;
  #current: Config;
  /** What `current` was made of. */
  #entries: readonly ConfigEntry[];
  /** What the last load found: all values, or what was wrong. */
  #found: unknown;

  /** Loads from `source`, and so does every reload. @throws ConfigError */
  constructor(source: ConfigSource = {}) {
    const { environment, config, entries } = loadConfig(source);
    this.environment = environment;
    this.files = configFiles(source);
    this.#source = source;
    this.#current = config;
    this.#entries = entries;
    this.#found = valuesOf(entries);
  }

  /** The config in force: frozen, and replaced as a whole. */
  get current(): Config {
    return this.#current;
  }

  /** Loads anew and puts the live keys into force, unless anything is wrong. */
  reload(): ReloadOutcome {
    const before = this.#found;
    const findings = this.#apply();
    return { ...findings, isNews: !isDeepStrictEqual(before, this.#found) };
  }

  #apply(): Findings {
    try {
      const { entries } = loadConfig(this.#source);
      const old = new Map(this.#entries.map((entry) => [entry.key, entry]));
      const changed = entries.filter(({ key, value }) => !isDeepStrictEqual(value, old.get(key)?.value));
      const inForce = entries.map((entry) => (entry.spec.live ? entry : (old.get(entry.key) ?? entry)));
      this.#current = mixOf(inForce);
      this.#entries = inForce;
      this.#found = valuesOf(entries);
      const keys = (live: boolean): string[] => changed.filter(({ spec }) => spec.live === live).map(({ key }) => key);
      return { applied: keys(true), needRestart: keys(false), problems: [] };
    } catch (cause) {
      const problems = cause instanceof ConfigError ? cause.problems : [unreadable(cause)];
      this.#found = problems;
      return { applied: [], needRestart: [], problems };
    }
  }
}

/**
 * New live values with old ones of the other keys. What is written holds together: a contradiction is with a value that
 * only a restart would change, and says so.
 * @throws ConfigError
 */
function mixOf(entries: readonly ConfigEntry[]): Config {
  try {
    return configOf(entries);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    const why = 'one of the two changes only with a restart';
    throw new ConfigError(cause.problems.map((problem) => ({ ...problem, allowed: `${problem.allowed}; ${why}` })));
  }
}

/** A file may hold what no check foresaw; a running server keeps its config then. */
function unreadable(cause: unknown): ConfigProblem {
  const allowed = `a config that can be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  return { key: '(file)', value: undefined, source: 'reload', allowed };
}

function valuesOf(entries: readonly ConfigEntry[]): unknown[] {
  return entries.map(({ value }) => value);
}
