import type { Command } from 'commander';
import { readPromptSections } from '../config/prompt-sections.js';
import { promptFlags } from '../server/assistant-policy.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

interface PromptOptions extends ConfigOptions {
  readonly json?: boolean;
}

export function addPromptCommand(program: Command): void {
  withConfigOptions(program.command('prompt'))
    .description('print the system prompt in force, and list the sections that are off')
    .option('--json', 'print one JSON object instead of text')
    .action(show);
}

function show(options: PromptOptions): void {
  const { config, environment } = configFrom(options);
  const flags = promptFlags(config);
  const sections = readPromptSections(config.llm.prompts_dir).map(({ name, flag, text }) => {
    return { name, when: flag ?? null, on: flag === undefined || flags[flag], text: text.trim() };
  });
  const on = sections.filter((section) => section.on);
  const prompt = on.map(({ text }) => text).join('\n\n');
  if (options.json) {
    print(JSON.stringify({ environment, flags, sections, prompt }, undefined, 2));
    return;
  }
  print(prompt);
  // The summary goes to standard error, because standard output holds the prompt, which may be piped on.
  const off = sections.filter((section) => !section.on).map(({ name, when }) => `${name} (needs ${when})`);
  const summary = [`environment ${environment}`, `${on.length} of ${sections.length} sections`];
  process.stderr.write(`\n${[...summary, ...(off.length > 0 ? [`off: ${off.join(', ')}`] : [])].join('; ')}\n`);
}
