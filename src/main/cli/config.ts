import type { Command } from 'commander';
import { describeAllowed } from '../config/allowed.js';
import type { ConfigEntry } from '../config/load.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

interface ShowOptions extends ConfigOptions {
  readonly json?: boolean;
  readonly docs?: boolean;
}

export function addConfigCommand(program: Command): void {
  withConfigOptions(program.command('config'))
    .description('print every effective value and where it came from')
    .argument('[part]', 'only keys that contain this, such as "audio."')
    .option('--docs', 'also what each key means, what is allowed, and its environment variable')
    .option('--json', 'print one JSON object instead of text')
    .action(show);
}

function show(part: string | undefined, options: ShowOptions): void {
  const { environment, entries } = configFrom(options);
  const shown = entries.filter(({ key }) => part === undefined || key.includes(part));
  if (options.json) {
    const values = shown.map(({ key, value, source, spec }) => [key, { value, source, env: spec.env, doc: spec.doc }]);
    print(JSON.stringify({ environment, values: Object.fromEntries(values) }, undefined, 2));
    return;
  }
  print(`environment ${environment}`);
  const width = (column: (entry: ConfigEntry) => string): number =>
    Math.max(0, ...shown.map((entry) => column(entry).length));
  const keyWidth = width(({ key }) => key);
  const valueWidth = width(({ value }) => JSON.stringify(value));
  for (const { key, value, source, spec } of shown) {
    print(`${key.padEnd(keyWidth)}  ${JSON.stringify(value).padEnd(valueWidth)}  ${source}`);
    if (options.docs) print(`    ${spec.doc}\n    ${describeAllowed(spec.schema)}; ${spec.env}`);
  }
}
