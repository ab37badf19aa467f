import { writeFile } from 'node:fs/promises';
import { type Address, addressFrom, print, withClient } from '../options.js';
import { type LoadOptions, setupOf } from './plan/setup.js';
import { type SpawnedServer, spawnServer } from './processes/spawned-server.js';
import { aboutRun } from './report/about.js';
import { htmlOf } from './report/html.js';
import { Progress } from './report/progress.js';
import { type LoadReport, reportOf } from './report/report.js';
import { tableOf } from './report/table.js';
import { runLoad } from './run.js';

/** Runs `nexy load`: measures a server, then prints the report and writes its files. */
export async function load(options: LoadOptions): Promise<void> {
  // A bad config ends the command here, before anything is started.
  const address = addressFrom(options);
  // The first ctrl-c ends the run early; the second one ends the process.
  const ended = new AbortController();
  const end = (): void => ended.abort(new Error('ended before the measurement began'));
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
  const output = json === true ? process.stderr : process.stdout;
  if (typeof json === 'string') await writeFile(json, `${text}\n`);
  if (html !== undefined) await writeFile(html, await htmlOf(report));
  for (const file of [json, html]) if (typeof file === 'string') output.write(`wrote ${file}\n`);
}
