import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { serve } from '../../bench/lib/processes.mjs';

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('serve', () => {
  it('returns a server that listens, and that has ended after stop', async () => {
    const server = await serve({ WORKERS_CPU_THREADS: '1' });
    await new Promise<void>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => resolve(void socket.destroy())).once('error', reject);
    });
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it('rejects when the server cannot start', async () => {
    await expect(serve({ GRPC_HOST: '', WORKERS_CPU_THREADS: 'many' })).rejects.toThrow('ended before it was ready');
  });

  it('ends the server when the process that started it ends', async () => {
    const lines = [
      `import { serve } from '${new URL('../../bench/lib/processes.mjs', import.meta.url).href}';`,
      'console.log((await serve()).pid);',
    ];
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', lines.join('\n')]);
    const pid = await new Promise<number>((resolve) => owner.stdout.on('data', (text) => resolve(Number(text))));
    expect(isRunning(pid)).toBe(true);
    owner.kill('SIGTERM');
    while (isRunning(pid)) await sleep(20);
  });
});
