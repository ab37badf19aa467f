import type { Config } from '../../shared/config/schema.js';
import { readSecret } from '../config/secrets.js';
import { Database } from '../store/database.js';
import { requireBinaries } from '../store/embedded/binaries.js';
import { Cluster } from '../store/embedded/cluster.js';
import { startEmbedded } from '../store/embedded/embedded-database.js';
import { externalLogin } from '../store/login.js';
import { type Migration, readMigrations } from '../store/schema/migrations.js';
import { prepareSchema } from '../store/schema/prepare-schema.js';
import { Spool } from '../store/spool/spool.js';
import { UsageLedger } from '../store/usage/usage-ledger.js';
import type { DatabaseEvents } from './events/database-events.js';

/** A database, which may be away, and the ledger in front of it. */
export interface OpenDatabase {
  readonly database: Database;
  readonly ledger: UsageLedger;
  /** Stores what waits, and closes everything. */
  close(): Promise<void>;
}

/**
 * Opens the spool, and begins to reach the database of the config, without waiting for it.
 * @throws Error of the file system
 */
export async function openDatabase(config: Config['database'], events: DatabaseEvents): Promise<OpenDatabase> {
  const migrations = readMigrations();
  let cluster: Cluster | undefined;
  const embeddedLogin = async (signal: AbortSignal) => {
    const { folder } = config;
    const { progress: onProgress, exited: onExit } = events;
    cluster ??= new Cluster({ folder, binaries: requireBinaries(), onProgress, onExit });
    const onApplied = ({ name }: Migration): void => events.migrated(name);
    return (await startEmbedded(cluster, migrations, onApplied, signal)).app;
  };
  const ownLogin = async () =>
    externalLogin(config, { url: readSecret('DATABASE_URL'), password: readSecret('DB_PASSWORD') });

  const spool = await Spool.open({
    folder: config.spool_folder,
    maxBytes: config.spool_max_bytes,
    onDamaged: events.spoolDamaged,
  });
  const database = new Database({
    login: config.mode === 'embedded' ? embeddedLogin : ownLogin,
    maxConnections: config.max_connections,
    connectTimeoutMs: config.connect_timeout_ms,
    queryTimeoutMs: config.query_timeout_ms,
    retryMs: config.retry_ms,
    check: (client) => prepareSchema(client, migrations, false, () => {}),
    onChange: (state, reason) => {
      events.changed(state, reason);
      if (state === 'ready') void ledger.drain();
    },
  });
  const ledger = new UsageLedger(database, spool, events);
  void database.reach();
  const close = async (): Promise<void> => {
    await ledger.close();
    await database.close();
    await cluster?.stop();
  };
  return { database, ledger, close };
}
