import type { Config } from '../../shared/config/schema.js';
import type { UsageLedger } from '../store/usage/usage-ledger.js';
import { type DatabaseEvents, databaseEvents } from './events/database-events.js';
import { type Module, type ModuleStatus, RUNNING, statusFor } from './module.js';
import type { OpenDatabase } from './open-database.js';
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
  #open: OpenDatabase | undefined;

  constructor({ config, log }: Wiring) {
    this.#config = config.database;
    this.#events = databaseEvents(log);
  }

  /** The ledger; undefined while the module does not run, and when the config switches the database off. */
  get ledger(): UsageLedger | undefined {
    return this.#open?.ledger;
  }

  async start(): Promise<void> {
    if (this.#config.mode === 'off') return;
    // A server without a database does not load its code.
    const { openDatabase } = await import('./open-database.js');
    this.#open = await openDatabase(this.#config, this.#events);
  }

  async stop(): Promise<void> {
    await this.#open?.close();
  }

  status(): ModuleStatus {
    if (!this.#open) return RUNNING;
    const { isReady, problem } = this.#open.database;
    if (!isReady && problem === undefined) return { state: 'starting', detail: 'not reached yet' };
    return statusFor(problem);
  }
}
