import type { Command } from 'commander';
import { print, type TargetOptions, withClient, withTargetOptions } from './options.js';

export function addInterruptCommand(program: Command): void {
  withTargetOptions(program.command('interrupt'), 'the local server')
    .description('interrupt the answers that a device is receiving')
    .argument('<hardware-id>', 'hardware ID of the device')
    .option('--session <session-id>', 'interrupt only this session of the device')
    .action(interrupt);
}

async function interrupt(hardwareId: string, options: TargetOptions & { readonly session?: string }): Promise<void> {
  const reply = await withClient(options, (client) => client.interrupt(hardwareId, options.session));
  if (options.json) print(JSON.stringify(reply));
  else print([reply.message, ...reply.interruptedSessions.map((session) => `  ${session}`)].join('\n'));
}
