import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { type Address, addressFrom, print, withAddressOptions, withClient } from '../options.js';
import { aboutRun } from './about.js';
import { htmlOf } from './html.js';
import { integerBetween, numberBetween, parseOutputFile, parseScreenshot, parseShare } from './option-values.js';
import { Progress } from './progress.js';
import { readPrompts } from './prompts.js';
import { type LoadReport, reportOf } from './report.js';
import { runLoad } from './run.js';
import { DEFAULT_LISTENERS, type LoadOptions, MAX_DEFAULT_CONNECTIONS, setupOf } from './setup.js';
import { type SpawnedServer, spawnServer } from './spawned-server.js';
import { tableOf } from './table.js';

const count = integerBetween(1, 100_000, 'how many');

export function addLoadCommand(program: Command): void {
  const command = withAddressOptions(program.command('load'), 'the local server');
  command
    .description('put listeners on a server and see what they hear: latencies, gaps, refusals (docs/load.md)')
    .addOption(new Option('--serve', 'start a server for the run, in a process of its own').conflicts(['host', 'port']))
    .option(
      '--listeners <n>',
      `people who ask, hear the answer out and ask again (default: ${DEFAULT_LISTENERS})`,
      count,
    )
    .addOption(
      new Option('--rate <turns/s>', 'turns that come at random moments whatever happens, instead of listeners')
        .argParser(numberBetween(0.01, 100_000, 'turns a second'))
        .conflicts('listeners'),
    )
    .option('--duration <s>', 'counted time, seconds', numberBetween(0.1, 86_400, 'seconds'), 10)
    .option('--warm-up <s>', 'time before it that is not counted, seconds', numberBetween(0, 3_600, 'seconds'), 2)
    .option('--processes <n>', 'client processes that share the load', integerBetween(1, 64, 'processes'), 1)
    .option(
      '--connections <n>',
      `connections of all of them (default: one a listener, ${MAX_DEFAULT_CONNECTIONS} at most)`,
      count,
    )
    .option('--seed <n>', 'what all random choices follow from', integerBetween(0, 2 ** 32 - 1, 'a seed'), 1)
    .option('--prompts <file>', 'one prompt a line, or a list in YAML or JSON (default: some built in)', readPrompts)
    .option('--unique', 'number every sentence, so that no cache of the server can answer it')
    .option('--screenshot <file.webp>', 'a picture to send along', parseScreenshot)
    .option('--screenshots <share>', 'turns with the picture, 0 to 1 (default: 1 with --screenshot)', parseShare)
    .option('--slow <share>', 'turns whose listener takes only what is played, 0 to 1', parseShare, 0)
    .option('--interrupts <share>', 'turns whose listener interrupts, 0 to 1', parseShare, 0)
    .option('--json [file]', 'write the report as JSON; without a file print it instead of the table', parseOutputFile)
    .option('--html <file>', 'write the report as a page of its own', parseOutputFile)
    .action((options: LoadOptions) => {
      if (options.screenshots !== undefined && options.screenshot === undefined) {
        command.error("error: option '--screenshots <share>' needs a picture: --screenshot <file.webp>");
      }
      return load(options);
    });
}

async function load(options: LoadOptions): Promise<void> {
  // A bad config ends the command here, before anything is started.
  const address = addressFrom(options);
  // The first ctrl-c ends the run early; the second one ends the process.
  const ended = new AbortController();
  const end = (): void => ended.abort(new Error('ended before anything was counted'));
  process.once('SIGINT', end);
  let served: SpawnedServer | undefined;
  try {
    if (options.serve) served = await spawnServer(options);
    const report = await measure(options, served ?? address, ended.signal);
    await publish(report, options);
  } finally {
    process.removeListener('SIGINT', end);
    await served?.stop();
  }
}

async function measure(options: LoadOptions, { host, port }: Address, signal: AbortSignal): Promise<LoadReport> {
  const { version } = await withClient({ ...options, host, port }, (client) => client.health());
  const setup = setupOf(options, { host, port });
  const progress = new Progress(process.stderr, setup.warmUpMs);
  const about = aboutRun(setup, version, options.serve === true);
  const run = await runLoad(setup, signal, (...turns) => progress.add(...turns)).finally(() => progress.end());
  if (run.countedMs === 0) throw signal.reason;
  return reportOf(run, setup.warmUpMs, about);
}

async function publish(report: LoadReport, { json, html }: LoadOptions): Promise<void> {
  const text = JSON.stringify(report, undefined, 2);
  print(json === true ? text : tableOf(report));
  const wrote = json === true ? process.stderr : process.stdout;
  if (typeof json === 'string') await writeFile(json, `${text}\n`);
  if (html !== undefined) await writeFile(html, await htmlOf(report));
  for (const file of [json, html]) if (typeof file === 'string') wrote.write(`wrote ${file}\n`);
}
