import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { untilEnded } from './nexy.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('npm start', () => {
  // The server runs in a folder of its own, so that its build does not touch the dist of running tests.
  const folder = mkdtempSync(join(tmpdir(), 'nexy-npm-start-'));
  for (const name of ['package.json', 'tsconfig.json', 'src', 'dist', 'scripts', 'config', 'proto']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('passes SIGTERM on, and ends with the server, with exit code 0', async () => {
    const npm = spawn('npm', ['start'], {
      cwd: folder,
      env: { ...process.env, GRPC_PORT: '0', GRPC_HOST: '127.0.0.1', WORKERS_CPU_THREADS: '1', NEXY_CONFIG: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    npm.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    await new Promise<void>((resolve, reject) => {
      npm.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        if (/^(ready|serving)/m.test(out)) resolve();
      });
      npm.once('exit', (code) => reject(new Error(`npm ended with ${code}: ${out}${err}`)));
    });
    const server = childOf(npm.pid as number);
    npm.kill('SIGTERM');
    const code = await new Promise((resolve) => npm.once('close', resolve));
    await untilEnded(server);
    expect(code).toBe(0);
    expect(err).toContain('"method":"stop","decision":"complete"');
  });
});

/** Returns the first child of a process (Linux). */
function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}
