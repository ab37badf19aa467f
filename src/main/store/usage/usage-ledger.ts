import type { Database } from '../database.js';
import { isConnectionFailure } from '../failures.js';
import type { Spool } from '../spool/spool.js';
import { decodeUsageRow, encodeUsageRow, type UsageRow } from './usage-row.js';
import { insertUsage, ROWS_AT_ONCE } from './usage-table.js';

export interface LedgerEvents {
  /** Reports that rows of the spool were stored in the database. */
  drained(rows: number): void;
  /** Reports that the spool could not be drained. It is tried again when the database is back. */
  drainFailed(cause: unknown): void;
}

/** The figures of a ledger since the last ones, in the names of the log. */
export interface LedgerFigures {
  /** The rows that became durable. */
  readonly rows: number;
  /** The rows that could not be stored: the spool is full, or the disk fails. */
  readonly refused: number;
  /** The bytes that wait on disk for the database, now. */
  readonly spooled_bytes: number;
}

interface Waiting {
  readonly row: UsageRow;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/** The time until the spool is drained again after the database has refused a statement, ms. */
const RETRY_MS = 5_000;
/** The most rows that wait in memory, for the database or for the disk. */
const MAX_WAITING = 50_000;

/** The error of a row that comes while too many others wait in memory. */
export class LedgerFull extends Error {
  constructor() {
    super(`${MAX_WAITING} rows of usage wait to be stored`);
  }
}

/**
 * The one entrance for spent tokens. A row is durable when `record` resolves: in the database, or while that is away in the
 * spool on disk, from where it is stored later. No row is stored twice: each has an id.
 *
 * ```
 * record ──► waiting ──batch──► database
 *                        │          ▲
 *                        └─► spool ─┘ when the database is back
 * ```
 */
export class UsageLedger {
  readonly #database: Database;
  readonly #spool: Spool;
  readonly #events: LedgerEvents;
  #waiting: Waiting[] = [];
  #storing: Promise<void> | undefined;
  #draining: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stored = 0;
  #refused = 0;

  constructor(database: Database, spool: Spool, events: LedgerEvents) {
    this.#database = database;
    this.#spool = spool;
    this.#events = events;
  }

  /** Returns the figures since the last call. */
  takeFigures(): LedgerFigures {
    const figures = { rows: this.#stored, refused: this.#refused, spooled_bytes: this.#spool.byteLength };
    this.#stored = 0;
    this.#refused = 0;
    return figures;
  }

  /**
   * Stores a row; resolves when it is durable.
   * @throws LedgerFull, SpoolFull or an error of the file system: the row is not stored then
   */
  record(row: UsageRow): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) {
      this.#refused++;
      return Promise.reject(new LedgerFull());
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      this.#storing ??= this.#storeAll();
    });
  }

  /** Stores the rows of the spool, if there are any; resolves when this has ended. Called when the database is back. */
  drain(): Promise<void> {
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Resolves when no row waits in memory any more. */
  async flushed(): Promise<void> {
    await this.#storing;
  }

  /** Stores all rows that wait in memory, and closes the spool. */
  async close(): Promise<void> {
    await this.flushed();
    await this.#draining;
    clearTimeout(this.#retry);
    await this.#spool.close();
  }

  async #storeAll(): Promise<void> {
    // Rows of the same tick are stored together; under load those that arrive during a statement are the next batch.
    await null;
    while (this.#waiting.length > 0) await this.#storeBatch(this.#waiting.splice(0, ROWS_AT_ONCE));
    this.#storing = undefined;
  }

  async #storeBatch(batch: readonly Waiting[]): Promise<void> {
    if (this.#database.isReady) {
      try {
        await insertUsage(
          this.#database,
          batch.map(({ row }) => row),
        );
        this.#stored += batch.length;
        for (const { resolve } of batch) resolve();
        return;
      } catch {
        // The outcome may be unknown. The spool keeps the rows with their ids, so that none is stored twice.
      }
    }
    await Promise.all(batch.map((waiting) => this.#spoolRow(waiting)));
    this.#drainLater();
  }

  async #spoolRow({ row, resolve, reject }: Waiting): Promise<void> {
    try {
      await this.#spool.append(encodeUsageRow(row));
      this.#stored++;
      resolve();
    } catch (cause) {
      this.#refused++;
      reject(cause);
    }
  }

  /** Drains the spool some time later, unless the database is away: it is drained when that is back. */
  #drainLater(): void {
    if (!this.#database.isReady || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.drain();
    }, RETRY_MS).unref();
  }

  async #drain(): Promise<void> {
    let rows = 0;
    try {
      await this.#spool.drain(async (payloads) => {
        for (let from = 0; from < payloads.length; from += ROWS_AT_ONCE) {
          await insertUsage(this.#database, payloads.slice(from, from + ROWS_AT_ONCE).map(decodeUsageRow));
        }
        rows += payloads.length;
      });
    } catch (cause) {
      if (!isConnectionFailure(cause) || this.#database.isReady) this.#events.drainFailed(cause);
      this.#drainLater();
    }
    if (rows > 0) this.#events.drained(rows);
  }
}
