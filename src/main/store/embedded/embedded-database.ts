import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { harden } from '../protection/harden.js';
import type { Migration } from '../schema/migrations.js';
import { prepareSchema } from '../schema/prepare-schema.js';
import type { Cluster } from './cluster.js';
import type { Login, Logins } from './logins.js';

/** The longest time from the start of PostgreSQL to its first connection, ms: after a crash it recovers first. */
const READY_TIMEOUT_MS = 60_000;
const RETRY_MS = 50;

/**
 * Starts the cluster unless it runs, creates the database in it unless it exists, brings its schema up to date and gives the server's
 * role its privileges.
 * @throws Error that says why it cannot be used, or the signal's reason
 */
export async function startEmbedded(
  cluster: Cluster,
  migrations: readonly Migration[],
  onApplied: (migration: Migration) => void,
  signal: AbortSignal,
): Promise<Logins> {
  await cluster.start(signal);
  const { app, owner } = cluster.logins();
  const first = await firstConnection(cluster, { ...owner, database: 'postgres' }, signal);
  await using(first, async () => {
    const { rowCount } = await first.query('SELECT FROM pg_database WHERE datname = $1', [owner.database]);
    if (rowCount === 0) await first.query(`CREATE DATABASE ${pg.escapeIdentifier(owner.database)}`);
  });
  const client = new pg.Client(owner);
  client.on('error', () => {});
  await client.connect();
  await using(client, async () => {
    await prepareSchema(client, migrations, true, onApplied);
    await harden(client, { name: app.user, password: app.password });
  });
  return { app, owner };
}

async function using(client: pg.Client, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } finally {
    await client.end();
  }
}

/** Connects once PostgreSQL accepts connections. */
async function firstConnection(cluster: Cluster, login: Login, signal: AbortSignal): Promise<pg.Client> {
  for (const startedMs = performance.now(); ; ) {
    signal.throwIfAborted();
    const client = new pg.Client({ ...login, connectionTimeoutMillis: READY_TIMEOUT_MS });
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
