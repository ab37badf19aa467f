import type { ClientBase } from 'pg';
import type { Migration } from './migrations.js';

/** The key of the advisory lock that one migrator holds; any number that no other program uses. */
const LOCK = 7_303_949_621_001n;

/** The state of a schema, compared with the migrations of this build. */
export type SchemaState =
  | { readonly state: 'current' }
  | { readonly state: 'older'; readonly version: number; readonly known: number }
  | { readonly state: 'newer'; readonly version: number; readonly known: number }
  /** An applied migration is not the one of this build. */
  | { readonly state: 'changed'; readonly name: string };

/** The schema cannot be migrated: it is newer than this build, or an applied migration has changed. */
export class SchemaConflict extends Error {}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/** Compares the schema of a database with the migrations of this build. @throws Error of the database */
export async function schemaState(client: ClientBase, migrations: readonly Migration[]): Promise<SchemaState> {
  const applied = await appliedMigrations(client);
  for (const { version, name, checksum } of applied) {
    const own = migrations[version - 1];
    if (own && own.checksum !== checksum) return { state: 'changed', name };
  }
  const version = applied.at(-1)?.version ?? 0;
  const known = migrations.length;
  if (version === known) return { state: 'current' };
  return { state: version < known ? 'older' : 'newer', version, known };
}

/**
 * Applies the migrations that are missing, each in a transaction. Migrators that run at the same time wait for each other.
 * @param onApplied called after each migration
 * @returns the number of migrations that were applied
 * @throws SchemaConflict, or an error of the database: the migrations before it stay applied
 */
export async function migrate(
  client: ClientBase,
  migrations: readonly Migration[],
  onApplied: (migration: Migration) => void = () => {},
): Promise<number> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      version    integer     PRIMARY KEY,
      name       text        NOT NULL,
      checksum   text        NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
    const found = await schemaState(client, migrations);
    if (found.state === 'changed')
      throw new SchemaConflict(`the applied migration ${found.name} is not the one of this version`);
    if (found.state === 'newer') {
      throw new SchemaConflict(
        `the schema has version ${found.version}, and this server knows ${found.known}: update the server`,
      );
    }
    const missing = found.state === 'older' ? migrations.slice(found.version) : [];
    for (const migration of missing) {
      await applyOne(client, migration);
      onApplied(migration);
    }
    return missing.length;
  } finally {
    // When the connection is lost, the lock is as well.
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
  }
}

async function applyOne(client: ClientBase, { version, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
      version,
      name,
      checksum,
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    throw cause;
  }
}

async function appliedMigrations(client: ClientBase): Promise<readonly Applied[]> {
  const {
    rows: [table],
  } = await client.query<{ name: string | null }>(`SELECT to_regclass('schema_migrations') AS name`);
  if (!table?.name) return [];
  const { rows } = await client.query<Applied>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  return rows;
}
