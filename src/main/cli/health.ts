import type { Command } from 'commander';
import { EXIT_FAILURE } from './exit-codes.js';
import { print, type TargetOptions, withClient, withTargetOptions } from './options.js';

export function addHealthCommand(program: Command): void {
  withTargetOptions(program.command('health'), 'the local server')
    .description('print the health of a server and its modules; exit code 0 only when it is healthy')
    .action(health);
}

async function health(options: TargetOptions): Promise<void> {
  const reply = await withClient(options, (client) => client.health());
  if (reply.status !== 'healthy') process.exitCode = EXIT_FAILURE;
  if (options.json) {
    print(JSON.stringify(reply));
    return;
  }
  print(`${reply.status}, version ${reply.version}`);
  for (const { name, state, detail } of reply.modules)
    print(`  ${name.padEnd(20)} ${state}${detail ? `: ${detail}` : ''}`);
}
