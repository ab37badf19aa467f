import { Socket } from 'node:net';
import pg from 'pg';
import { settledWithin } from '../../shared/timeout.js';
import { isConnectionFailure } from './failures.js';

export interface DatabaseOptions {
  /**
   * Returns the address and the login, always the same ones. Called before each attempt: an embedded database is started here.
   * @throws Error that says why there is no database
   */
  readonly login: (signal: AbortSignal) => Promise<pg.ClientConfig>;
  readonly maxConnections: number;
  /** The longest wait for a connection, ms. */
  readonly connectTimeoutMs: number;
  /** The longest query, ms: a database that is frozen or out of reach answers nothing. */
  readonly queryTimeoutMs: number;
  /** The time between the first attempts to reach the database, ms; each further one doubles it, up to ten times its length. */
  readonly retryMs: number;
  /** Checks a database that was reached, for example its schema. @throws Error whose message says why it cannot be used */
  readonly check: (client: pg.PoolClient) => Promise<void>;
  readonly onChange: (state: 'ready' | 'away', reason: string | undefined) => void;
}

/** The longest time between two attempts, in times of `retryMs`. */
const MAX_RETRY_FACTOR = 10;
/** The time in which a database answers the end of a connection, ms; a frozen one never does. */
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * A connection to PostgreSQL that comes and goes. Nobody waits for it: a query fails at once while the database is away.
 *
 * ```
 * away ──attempt every retryMs──► ready ──a connection fails──► away
 * ```
 */
export class Database {
  readonly #options: DatabaseOptions;
  readonly #closing = new AbortController();
  #pool: pg.Pool | undefined;
  readonly #sockets = new Set<Socket>();
  #isReady = false;
  #problem: string | undefined;
  #failures = 0;
  #attempt: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** The reason why the database cannot be used, in words fit for a client; undefined = it can, or was not reached yet. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Tries to reach the database now; resolves after the attempt, whatever its outcome. Never rejects. */
  reach(): Promise<void> {
    this.#attempt ??= this.#tryToReach().finally(() => {
      this.#attempt = undefined;
    });
    return this.#attempt;
  }

  /**
   * Runs one statement.
   * @throws Error of the database, also at once while it is away; the outcome of a statement that timed out is not known
   */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (!this.#isReady || !this.#pool) throw new Error(`the database is away: ${this.#problem ?? 'closed'}`);
    try {
      const { rows } = await this.#pool.query<Row>(text, values as unknown[]);
      return rows;
    } catch (cause) {
      if (isConnectionFailure(cause)) this.#lost(cause);
      throw cause;
    }
  }

  /** Closes the connections. The caller has waited for its queries. Idempotent. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new Error('the server stops'));
    this.#isReady = false;
    clearTimeout(this.#retry);
    await this.#attempt;
    if (this.#pool) await settledWithin(CLOSE_TIMEOUT_MS, this.#pool.end());
    for (const socket of this.#sockets) socket.destroy();
  }

  async #tryToReach(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      const login = await this.#options.login(this.#closing.signal);
      this.#pool ??= this.#createPool(login);
      const client = await this.#pool.connect();
      try {
        await this.#options.check(client);
      } finally {
        client.release();
      }
      if (this.#closing.signal.aborted) return;
      this.#failures = 0;
      this.#set(true, undefined);
    } catch (cause) {
      this.#lost(cause);
    }
  }

  #createPool(login: pg.ClientConfig): pg.Pool {
    const { maxConnections, connectTimeoutMs, queryTimeoutMs } = this.#options;
    const pool = new pg.Pool({
      ...login,
      max: maxConnections,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: queryTimeoutMs,
      statement_timeout: queryTimeoutMs,
      keepAlive: true,
      application_name: 'nexy-server',
      stream: () => this.#createSocket(),
    });
    // An idle connection that is lost reports it to the pool, one in use to the client; without a listener the process would end.
    pool.on('error', (cause) => this.#lost(cause));
    pool.on('connect', (client) => client.on('error', ignore));
    return pool;
  }

  #createSocket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  #lost(cause: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#set(false, cause instanceof Error ? cause.message : String(cause));
    clearTimeout(this.#retry);
    const { retryMs } = this.#options;
    this.#retry = setTimeout(
      () => void this.reach(),
      Math.min(MAX_RETRY_FACTOR, 2 ** this.#failures++) * retryMs,
    ).unref();
  }

  #set(isReady: boolean, problem: string | undefined): void {
    const isChange = isReady !== this.#isReady;
    this.#isReady = isReady;
    this.#problem = problem;
    if (isChange) this.#options.onChange(isReady ? 'ready' : 'away', problem);
  }
}

function ignore(): void {}
