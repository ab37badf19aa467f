import { type Command, Option } from 'commander';
import { withAddressOptions } from '../options.js';
import { integerBetween, numberBetween, parseOutputFile, parseScreenshot, parseShare } from './plan/option-values.js';
import { readPrompts } from './plan/prompts.js';
import { DEFAULT_LISTENERS, type LoadOptions, MAX_DEFAULT_CONNECTIONS } from './plan/setup.js';

const count = integerBetween(1, 100_000, 'a count');

export function addLoadCommand(program: Command): void {
  const command = withAddressOptions(program.command('load'), 'the local server');
  command
    .description('simulate listeners of a server, and report their latencies, gaps and refusals (docs/load.md)')
    .addOption(new Option('--serve', 'start a server for the run, in a separate process').conflicts(['host', 'port']))
    .option(
      '--listeners <n>',
      `simulated listeners; each hears its whole answer before its next prompt (default: ${DEFAULT_LISTENERS})`,
      count,
    )
    .addOption(
      new Option('--rate <turns/s>', 'turns at random moments, independent of the server, instead of listeners')
        .argParser(numberBetween(0.01, 100_000, 'turns a second'))
        .conflicts('listeners'),
    )
    .option('--duration <s>', 'length of the measurement, seconds', numberBetween(0.1, 86_400, 'seconds'), 10)
    .option(
      '--warm-up <s>',
      'time before the measurement, seconds; its turns are not counted',
      numberBetween(0, 3_600, 'seconds'),
      2,
    )
    .option('--processes <n>', 'client processes that share the load', integerBetween(1, 64, 'processes'), 1)
    .option(
      '--connections <n>',
      `connections of all processes together (default: one per listener, at most ${MAX_DEFAULT_CONNECTIONS})`,
      count,
    )
    .option('--seed <n>', 'seed of all random choices', integerBetween(0, 2 ** 32 - 1, 'a seed'), 1)
    .option(
      '--prompts <file>',
      'file with one prompt a line, or a list in YAML or JSON (default: built-in prompts)',
      readPrompts,
    )
    .option('--unique', 'number every sentence, so that no cache of the server holds it')
    .option('--screenshot <file>', 'picture to send with turns', parseScreenshot)
    .option(
      '--screenshots <share>',
      'share of turns with the picture, 0 to 1 (default: 1 with --screenshot)',
      parseShare,
    )
    .option(
      '--slow <share>',
      'share of turns with a listener that reads only as fast as it plays, 0 to 1',
      parseShare,
      0,
    )
    .option('--interrupts <share>', 'share of turns with a listener that interrupts, 0 to 1', parseShare, 0)
    .option('--json [file]', 'write the report as JSON; without a file, print it instead of the table', parseOutputFile)
    .option('--html <file>', 'write the report as one HTML page', parseOutputFile)
    .action(async (options: LoadOptions) => {
      if (options.screenshots !== undefined && options.screenshot === undefined) {
        command.error("error: option '--screenshots <share>' needs a picture: --screenshot <file>");
      }
      // Loaded late, so that a wrong option is reported at once.
      return (await import('./load.js')).load(options);
    });
}
