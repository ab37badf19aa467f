import type { Command } from 'commander';
import { print, type TargetOptions, withClient, withTargetOptions } from './options.js';

export function addInterruptCommand(program: Command): void {
  withTargetOptions(program.command('interrupt'), 'the local server')
    .description('stop what a device is being told, now')
    .argument('<hardware-id>', 'the device')
    .option('--session <session-id>', 'only this session of it')
    .action(interrupt);
}

async function interrupt(hardwareId: string, options: TargetOptions & { readonly session?: string }): Promise<void> {
  const reply = await withClient(options, (client) => client.interrupt(hardwareId, options.session));
  if (options.json) print(JSON.stringify(reply));
  else print([reply.message, ...reply.interruptedSessions.map((session) => `  ${session}`)].join('\n'));
}
