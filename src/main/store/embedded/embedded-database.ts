import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster.js';

/** The name of the database in the cluster. */
export const DATABASE_NAME = 'nexy';
/** The longest time from the start of PostgreSQL to its first connection, ms: after a crash it recovers first. */
const READY_TIMEOUT_MS = 60_000;
const RETRY_MS = 50;

/**
 * Starts the cluster unless it runs, and creates the database in it unless it exists.
 * @returns the login of the database
 * @throws Error that says why it cannot be used, or the signal's reason
 */
export async function embeddedLogin(cluster: Cluster, signal: AbortSignal): Promise<pg.ClientConfig> {
  await cluster.start(signal);
  const client = await firstConnection(cluster, signal);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
  return cluster.login(DATABASE_NAME);
}

/** Connects once PostgreSQL accepts connections. */
async function firstConnection(cluster: Cluster, signal: AbortSignal): Promise<pg.Client> {
  for (const startedMs = performance.now(); ; ) {
    signal.throwIfAborted();
    const client = new pg.Client({ ...cluster.login('postgres'), connectionTimeoutMillis: READY_TIMEOUT_MS });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => {});
      const why = cluster.endedBecause;
      if (why !== undefined) throw new Error(why, { cause });
      if (performance.now() - startedMs > READY_TIMEOUT_MS) throw cause;
    }
    await sleep(RETRY_MS, undefined, { signal });
  }
}
