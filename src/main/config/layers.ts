/** Merges the files of the config: finds the value of each key and its origin. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { configKeys } from '../../shared/config/schema.js';

export const ENVIRONMENTS = ['dev', 'stage', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** A problem of the config; `nexy` prints all problems at once. */
export interface ConfigProblem {
  readonly key: string;
  readonly value: unknown;
  /** The allowed values, in words. */
  readonly allowed: string;
  /** The origin of the value, such as a file and its section, or an environment variable. */
  readonly source: string;
}

/** A value as it was written, and its origin. */
export interface Sourced {
  value: unknown;
  source: string;
}

/**
 * Merges one file into `values`: first its `base`, then the environments that `environment` inherits from, then
 * `environment` itself. Adds mistakes to `problems`.
 */
export function collectFile(
  file: string,
  sourceName: string,
  environment: Environment,
  values: Map<string, Sourced>,
  problems: ConfigProblem[],
): void {
  const addProblem = (key: string, value: unknown, allowed: string) =>
    problems.push({ key, value, source: sourceName, allowed });
  let root: unknown;
  try {
    root = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    addProblem('(file)', file, `a readable YAML file: ${cause instanceof Error ? cause.message : String(cause)}`);
    return;
  }
  if (root === null || root === undefined) return;
  if (!isRecord(root)) return void addProblem('(file)', root, 'a mapping with `base` and `environments`');
  for (const name of Object.keys(root)) {
    if (name !== 'base' && name !== 'environments')
      addProblem(name, root[name], 'only `base` and `environments` at the top');
  }
  const environments = isRecord(root.environments) ? root.environments : {};
  if (environments !== (root.environments ?? environments)) addProblem('environments', root.environments, 'a mapping');
  const isKnown = (name: unknown): boolean => ENVIRONMENTS.some((known) => known === name);
  for (const [name, section] of Object.entries(environments)) {
    if (!isKnown(name)) addProblem(`environments.${name}`, section, `only ${ENVIRONMENTS.join(', ')}`);
    const inherits = isRecord(section) ? section.inherits : undefined;
    if (inherits !== undefined && !isKnown(inherits)) {
      addProblem(`environments.${name}.inherits`, inherits, `one of ${ENVIRONMENTS.join(', ')}`);
    }
  }
  collectSections(root.base, `${sourceName}, base`, values, problems);

  const chain: string[] = [];
  for (let name: unknown = environment; typeof name === 'string'; ) {
    const section: unknown = environments[name];
    if (chain.includes(name))
      return void addProblem(`environments.${name}.inherits`, name, 'no environment that inherits from itself');
    chain.unshift(name);
    name = isRecord(section) ? section.inherits : undefined;
  }
  for (const name of chain) collectSections(environments[name], `${sourceName}, ${name}`, values, problems);
  // The sections of other environments are checked, too: otherwise their mistakes would be found only when they come
  // into force.
  for (const name of ENVIRONMENTS.filter((other) => !chain.includes(other))) {
    const notInForce = new Map<string, Sourced>();
    collectSections(environments[name], `${sourceName}, ${name}`, notInForce, problems);
    refuseUnknownKeys(notInForce, problems);
  }
  refuseUnknownKeys(values, problems);
}

const KNOWN_KEYS: ReadonlySet<string> = new Set(configKeys().map(({ key }) => key));

function refuseUnknownKeys(values: Map<string, Sourced>, problems: ConfigProblem[]): void {
  for (const [key, { value, source }] of values) {
    if (KNOWN_KEYS.has(key)) continue;
    problems.push({ key, value, source, allowed: 'no such key; `nexy config` lists all keys' });
    values.delete(key);
  }
}

function collectSections(
  sections: unknown,
  source: string,
  values: Map<string, Sourced>,
  problems: ConfigProblem[],
): void {
  if (sections === null || sections === undefined) return;
  if (!isRecord(sections))
    return void problems.push({ key: '(section)', value: sections, source, allowed: 'a mapping' });
  for (const [section, names] of Object.entries(sections)) {
    if (section === 'inherits' && !source.endsWith(', base')) continue;
    if (!isRecord(names)) {
      problems.push({ key: section, value: names, source, allowed: 'a mapping of keys' });
      continue;
    }
    for (const [name, value] of Object.entries(names)) {
      const key = `${section}.${name}`;
      if (isSerializable(value)) mergeValue(values, key, value, source);
      else
        problems.push({
          key,
          value,
          source,
          allowed: 'a value that is not nested too deeply and has no alias that contains itself',
        });
    }
  }
}

/**
 * Sets the value of a key. A mapping is merged into an earlier mapping field by field; any other value replaces the
 * earlier one.
 */
function mergeValue(values: Map<string, Sourced>, key: string, value: unknown, source: string): void {
  const below = values.get(key);
  if (!below || !isRecord(below.value) || !isRecord(value)) values.set(key, { value, source });
  else values.set(key, { value: merged(below.value, value), source: `${below.source}; ${source}` });
}

function merged(below: Record<string, unknown>, above: Record<string, unknown>): Record<string, unknown> {
  const result = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const lower = result[name];
    result[name] = isRecord(lower) && isRecord(value) ? merged(lower, value) : value;
  }
  return result;
}

/**
 * Tells whether a value of a YAML file can be traversed. It cannot when an alias contains itself or the nesting is too
 * deep.
 */
export function isSerializable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
