import type { Command } from 'commander';
import { variablesOf } from '../../shared/config/key.js';
import { describeAllowed } from '../config/allowed.js';
import type { ConfigEntry } from '../config/config-entry.js';
import { findWarnings } from '../config/warnings.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

interface ShowOptions extends ConfigOptions {
  readonly json?: boolean;
  readonly docs?: boolean;
}

export function addConfigCommand(program: Command): void {
  withConfigOptions(program.command('config'))
    .description('print every value in force and its source')
    .argument('[part]', 'print only keys that contain this text, such as "audio."')
    .option(
      '--docs',
      'also print the meaning of each key, its allowed values, its environment variable, and whether it needs a restart',
    )
    .option('--json', 'print one JSON object instead of text')
    .action(show);
}

function show(part: string | undefined, options: ShowOptions): void {
  const { environment, config, entries } = configFrom(options);
  const shown = entries.filter(({ key }) => part === undefined || key.includes(part));
  if (options.json) {
    const values = shown.map(({ key, value, source, spec }) => [
      key,
      { value, source, env: spec.env, other_env: spec.otherEnv, doc: spec.doc, live: spec.live },
    ]);
    print(JSON.stringify({ environment, values: Object.fromEntries(values) }, undefined, 2));
    return;
  }
  print(`environment ${environment}`);
  const rows = shown.map((entry) => ({ entry, parts: partsOf(entry) }));
  const all = rows.flatMap(({ parts }) => parts);
  const keyWidth = Math.max(0, ...all.map(({ key }) => key.length));
  const valueWidth = Math.min(MAX_VALUE_WIDTH, Math.max(0, ...all.map(({ value }) => value.length)));
  for (const { entry, parts } of rows) {
    const { source, spec } = entry;
    for (const { key, value } of parts) print(`${key.padEnd(keyWidth)}  ${value.padEnd(valueWidth)}  ${source}`);
    if (!options.docs) continue;
    const effect = spec.live ? 'changes while the server runs' : 'needs a restart';
    print(`    ${spec.doc}\n    ${describeAllowed(spec.schema)}; ${variablesOf(spec).join(' or ')}; ${effect}`);
  }
  for (const { key, text } of findWarnings(config)) print(`warning: ${key}: ${text}`);
}

/** The limit of the width of the value column, characters; a longer value shifts only the rest of its own line. */
const MAX_VALUE_WIDTH = 40;

/** Splits a mapping into its fields, one line each; any other value is one line. */
function partsOf({ key, value }: Pick<ConfigEntry, 'key' | 'value'>): { key: string; value: string }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
    return [{ key, value: JSON.stringify(value) }];
  }
  return Object.entries(value).flatMap(([name, inner]) => partsOf({ key: `${key}.${name}`, value: inner as unknown }));
}
