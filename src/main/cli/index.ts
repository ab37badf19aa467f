#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node --initial-heap-size=128
// The reasons for the flag and the variable: docs/decisions/007 and 008.
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { EXIT_FAILURE, EXIT_USAGE } from './exit-codes.js';
import { unknownCommand } from './unknown-command.js';

const HELP_HINT = '(run with --help for a list of commands and options)';

/** Loads a command, by its name. Loading code takes most of the time of a short command, so others are not loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  serve: async () => (await import('./serve.js')).addServeCommand,
  say: async () => (await import('./say.js')).addSayCommand,
  interrupt: async () => (await import('./interrupt.js')).addInterruptCommand,
  welcome: async () => (await import('./welcome.js')).addWelcomeCommand,
  health: async () => (await import('./health.js')).addHealthCommand,
  load: async () => (await import('./load/command.js')).addLoadCommand,
  config: async () => (await import('./config.js')).addConfigCommand,
  prompt: async () => (await import('./prompt.js')).addPromptCommand,
  usage: async () => (await import('./usage-report.js')).addUsageCommand,
  db: async () => (await import('./db.js')).addDatabaseCommands,
  doctor: async () => (await import('./doctor.js')).addDoctorCommand,
};

const program = new Command('nexy')
  .description(
    'Streaming voice-assistant server: a prompt goes in over gRPC, text and speech come back sentence by sentence.',
  )
  .version(VERSION)
  .showHelpAfterError(HELP_HINT)
  .exitOverride()
  .addHelpText('after', '\nExit codes: 0 success, 1 failure, 2 wrong usage or configuration.');
const args = process.argv.slice(2);
for (const add of await Promise.all(neededCommands(args[0]).map((name) => COMMANDS[name]?.()))) add?.(program);

/** Returns the names of the commands that may run, or that the help lists, by the first argument. */
function neededCommands(first: string | undefined): readonly string[] {
  if (first === '--version' || first === '-V') return [];
  return first !== undefined && Object.hasOwn(COMMANDS, first) ? [first] : Object.keys(COMMANDS);
}

// `nexy config | head` closes our output early; that is not an error.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});

const unknown = unknownCommand(program, args);
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
    const { explain } = await import('./explain.js');
    const { message, usage } = explain(cause);
    process.stderr.write(`nexy: ${message}\n`);
    process.exitCode = usage ? EXIT_USAGE : EXIT_FAILURE;
  }
}
