import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Address, ConfigOptions } from '../../options.js';
import type { ServerOrder, ServerReport } from './server-process.js';

const SERVER_PROCESS = fileURLToPath(new URL('./server-process.js', import.meta.url));
/** The flags of `npm start` and of the `nexy` command. */
const NODE_FLAGS = ['--initial-heap-size=128'];

/** A server in a process of its own. */
export interface SpawnedServer extends Address {
  stop(): Promise<void>;
}

/** Starts a server in a process of its own. @throws Error when the server does not start */
export async function spawnServer(options: ConfigOptions): Promise<SpawnedServer> {
  const child = fork(SERVER_PROCESS, { execArgv: NODE_FLAGS, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await exited;
  };
  const started = new Promise<ServerReport>((resolve) => {
    child.once('message', (report: ServerReport) => resolve(report));
    child.once('exit', (code) => resolve({ failed: `its process ended with exit code ${code}` }));
  });
  child.send({ options } satisfies ServerOrder);
  const report = await started;
  if ('port' in report) return { ...report, stop };
  await stop();
  throw new Error(`the server did not start: ${report.failed}`);
}
