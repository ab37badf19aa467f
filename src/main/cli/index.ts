#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node --initial-heap-size=128
// The reasons for the flag and the variable: docs/decisions/007 and 008.
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { addConfigCommand } from './config.js';
import { addDoctorCommand } from './doctor.js';
import { EXIT_FAILURE, EXIT_USAGE, explain } from './exit.js';
import { addHealthCommand } from './health.js';
import { addInterruptCommand } from './interrupt.js';
import { addLoadCommand } from './load/command.js';
import { addPromptCommand } from './prompt.js';
import { addSayCommand } from './say.js';
import { addServeCommand } from './serve.js';
import { unknownCommand } from './unknown-command.js';
import { addWelcomeCommand } from './welcome.js';

const HELP_HINT = '(run with --help for a list of commands and options)';

const program = new Command('nexy')
  .description(
    'Streaming voice-assistant server: a prompt goes in over gRPC, text and speech come back sentence by sentence.',
  )
  .version(VERSION)
  .showHelpAfterError(HELP_HINT)
  .exitOverride()
  .addHelpText('after', '\nExit codes: 0 success, 1 failure, 2 wrong usage or configuration.');
for (const add of [
  addServeCommand,
  addSayCommand,
  addInterruptCommand,
  addWelcomeCommand,
  addHealthCommand,
  addLoadCommand,
  addConfigCommand,
  addPromptCommand,
  addDoctorCommand,
]) {
  add(program);
}

// `nexy config | head` closes our output early; that is not an error.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});

const unknown = unknownCommand(program, process.argv.slice(2));
if (unknown !== undefined) {
  process.stderr.write(`error: ${unknown}\n${HELP_HINT}\n`);
  process.exit(EXIT_USAGE);
}

try {
  await program.parseAsync();
} catch (cause) {
  if (cause instanceof CommanderError) {
    process.exitCode = cause.exitCode === 0 ? 0 : EXIT_USAGE;
  } else {
    const { message, usage } = explain(cause);
    process.stderr.write(`nexy: ${message}\n`);
    process.exitCode = usage ? EXIT_USAGE : EXIT_FAILURE;
  }
}
