import type { ConfigSource } from '../config/load.js';
import { DecisionLog } from '../log/decision-log.js';
import type { NexyServer } from '../server/server.js';
import type { NexyClient } from './client.js';
import { type ConfigOptions, configFrom } from './options.js';

/**
 * Runs `use` with a separate server on a free port, which answers by itself and keeps neither phrases nor usage, and a client of it.
 * @param overrides further keys of its config
 * @param writeLog gets the lines of its log
 */
export async function withOwnServer<Result>(
  options: ConfigOptions,
  overrides: ConfigSource['overrides'],
  writeLog: (line: string) => void,
  use: (server: NexyServer, client: NexyClient) => Promise<Result>,
): Promise<Result> {
  const own = {
    'grpc.host': '127.0.0.1',
    'grpc.port': 0,
    'llm.chain': ['echo'],
    'tts.cache_bytes': 0,
    'database.mode': 'off',
  };
  const { config } = configFrom(options, { ...own, ...overrides });
  const [{ startServer }, { NexyClient }] = await Promise.all([import('../server/server.js'), import('./client.js')]);
  const server = await startServer(config, new DecisionLog(config.logging, { write: writeLog }));
  try {
    const client = new NexyClient('127.0.0.1', server.port);
    try {
      return await use(server, client);
    } finally {
      client.close();
    }
  } finally {
    await server.stop();
  }
}
