import { resolve } from 'node:path';
import pg from 'pg';
import type { Config } from '../../shared/config/schema.js';
import { readSecret } from '../config/secrets.js';
import { requireBinaries } from '../store/embedded/binaries.js';
import { Cluster } from '../store/embedded/cluster.js';
import { startEmbedded } from '../store/embedded/embedded-database.js';
import { readLogins } from '../store/embedded/logins.js';
import { enterableFolder, userForPostgres } from '../store/embedded/os-user.js';
import { externalLogin } from '../store/login.js';
import type { AppRole } from '../store/protection/harden.js';
import { readMigrations } from '../store/schema/migrations.js';

/** The role of a connection: that of the server, or the owner of the tables. */
export type Role = 'app' | 'owner';
type Logins = Readonly<Record<Role, pg.ClientConfig>>;

/** The access to a database. */
export interface DatabaseAccess {
  /** Returns a connection, which is closed after its use. @throws Error that says why the database cannot be reached */
  connect(role: Role): Promise<pg.Client>;
  /** The role of the server, and its password. */
  readonly app: AppRole;
}

/**
 * Runs `use` with the database of the config. An embedded database is started for it, unless a server runs it.
 * @throws Error that says why there is no database
 */
export async function withDatabase<Result>(
  database: Config['database'],
  use: (access: DatabaseAccess) => Promise<Result>,
): Promise<Result> {
  return await withLogins(database, async (logins) => {
    const clients: pg.Client[] = [];
    const connect = async (role: Role): Promise<pg.Client> => {
      const client = clientAt(logins[role], database.connect_timeout_ms);
      await client.connect();
      clients.push(client);
      return client;
    };
    const { user, password } = clientAt(logins.app, database.connect_timeout_ms);
    try {
      return await use({ connect, app: { name: user ?? '', password: password ?? undefined } });
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });
}

async function withLogins<Result>(
  database: Config['database'],
  use: (logins: Logins) => Promise<Result>,
): Promise<Result> {
  if (database.mode === 'off') throw new Error('the config has no database: set DATABASE_URL, or database.mode');
  if (database.mode === 'external') {
    const secrets = { url: readSecret('DATABASE_URL'), password: readSecret('DB_PASSWORD') };
    const app = externalLogin(database, secrets);
    const ownerUrl = readSecret('DATABASE_OWNER_URL');
    return await use({ app, owner: ownerUrl === undefined ? app : { connectionString: ownerUrl } });
  }
  const running = readLogins(enterableFolder(resolve(database.folder), userForPostgres()));
  if (running && (await accepts(running.owner))) return await use(running);
  const onProgress = (step: string): void => void process.stderr.write(`database: ${step}\n`);
  const cluster = new Cluster({ folder: database.folder, binaries: requireBinaries(), onProgress, onExit: onProgress });
  try {
    const onApplied = ({ name }: { readonly name: string }): void => onProgress(`applied ${name}`);
    return await use(await startEmbedded(cluster, readMigrations(), onApplied, new AbortController().signal));
  } finally {
    await cluster.stop();
  }
}

function clientAt(login: pg.ClientConfig, connectTimeoutMs: number): pg.Client {
  const client = new pg.Client({ ...login, connectionTimeoutMillis: connectTimeoutMs, application_name: 'nexy' });
  // A lost connection fails the query that runs.
  client.on('error', () => {});
  return client;
}

async function accepts(login: pg.ClientConfig): Promise<boolean> {
  const client = clientAt(login, 1_000);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
