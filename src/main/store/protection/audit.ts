import pg from 'pg';
import { PRIVILEGES, PROTECTED_TABLES, type Privilege } from './privileges.js';

/** SQLSTATE of a refusal for want of a privilege. */
const INSUFFICIENT_PRIVILEGE = '42501';
/** SQLSTATE of the triggers that refuse removals. */
const RESTRICT_VIOLATION = '23001';

/** A line of the audit: a statement that was tried, as the server's role or as the owner, or a trigger that was looked up. */
export interface AuditLine {
  readonly role: 'app' | 'owner';
  readonly statement: string;
  readonly expected: 'allowed' | 'refused' | 'in force';
  /** The outcome; another failure than a refusal is its message. */
  readonly found: string;
}

/** Tells whether a line is as it must be. */
export const holds = ({ expected, found }: AuditLine): boolean => expected === found;

const quoted = pg.escapeIdentifier;

/** The statements that try each privilege; where they would change something, the audit takes it back. */
const TRIALS: Readonly<
  Record<Privilege | 'DELETE' | 'TRUNCATE' | 'TRIGGER', (table: string, column: string) => string>
> = {
  SELECT: (table) => `SELECT FROM ${table} LIMIT 1`,
  INSERT: (table, column) => `INSERT INTO ${table} (${column}) SELECT ${column} FROM ${table} WHERE false`,
  UPDATE: (table, column) => `UPDATE ${table} SET ${column} = ${column} WHERE false`,
  DELETE: (table) => `DELETE FROM ${table} WHERE false`,
  TRUNCATE: (table) => `TRUNCATE ${table} CASCADE`,
  TRIGGER: (table) =>
    `CREATE TRIGGER audit_trigger BEFORE INSERT ON ${table} EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
};

/** Statements beside those on tables, which the server's role must not run. */
const FORBIDDEN = [
  'CREATE TABLE audit_table (id integer)',
  'CREATE TEMPORARY TABLE audit_table (id integer)',
  'CREATE SCHEMA audit_schema',
  'CREATE FUNCTION audit_function() RETURNS integer LANGUAGE sql AS $$SELECT 1$$',
  'CREATE ROLE audit_role',
  'SET LOCAL session_replication_role = replica',
  `COPY (SELECT 1) TO PROGRAM 'true'`,
  `SELECT pg_read_file('PG_VERSION')`,
] as const;

/**
 * Tries each line of the privilege matrix: what the server's role must be able to do, and what it and the owner must not. Each
 * statement runs in a transaction that is rolled back.
 * @param app a connection of the server's role, with its own login
 * @param owner a connection of the owner
 */
export async function audit(app: pg.ClientBase, owner: pg.ClientBase): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  const trial = async (role: AuditLine['role'], statement: string, expected: AuditLine['expected']): Promise<void> => {
    lines.push({ role, statement, expected, found: await tried(role, role === 'app' ? app : owner, statement) });
  };
  const columns = await firstColumns(owner);
  for (const [table, privileges] of Object.entries(PRIVILEGES)) {
    const column = columns.get(table) ?? '';
    for (const [privilege, statementFor] of Object.entries(TRIALS)) {
      const isAllowed = privileges.some((one) => one === privilege);
      await trial('app', statementFor(quoted(table), quoted(column)), isAllowed ? 'allowed' : 'refused');
    }
    await trial('app', `ALTER TABLE ${quoted(table)} DISABLE TRIGGER ALL`, 'refused');
    await trial('app', `ALTER TABLE ${quoted(table)} ADD COLUMN audit_column integer`, 'refused');
    await trial('app', `DROP TABLE ${quoted(table)} CASCADE`, 'refused');
  }
  for (const statement of FORBIDDEN) await trial('app', statement, 'refused');
  const { rows } = await owner.query<{ name: string }>('SELECT current_user AS name');
  await trial('app', `SET LOCAL ROLE ${quoted(rows[0]?.name ?? '')}`, 'refused');
  for (const table of PROTECTED_TABLES) {
    for (const privilege of ['DELETE', 'TRUNCATE'] as const) {
      await trial('owner', TRIALS[privilege](quoted(table), ''), 'refused');
      // Where a session replicates, ordinary triggers do not fire.
      await trial(
        'owner',
        `SET LOCAL session_replication_role = replica; ${TRIALS[privilege](quoted(table), '')}`,
        'refused',
      );
    }
  }
  return [...lines, ...(await triggers(owner))];
}

/** Looks up the triggers: a removal that cascades is refused by the trigger of another table, too. */
async function triggers(owner: pg.ClientBase): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for (const table of PROTECTED_TABLES) {
    for (const name of ['refuse_delete', 'refuse_truncate']) {
      const text = 'SELECT tgenabled AS enabled FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = $2';
      const { rows } = await owner.query<{ enabled: string }>(text, [`public.${quoted(table)}`, name]);
      // A = always, also where a session replicates (PostgreSQL manual, pg_trigger).
      const found = rows[0] ? (rows[0].enabled === 'A' ? 'in force' : 'off') : 'missing';
      lines.push({ role: 'owner', statement: `trigger ${name} of ${table}`, expected: 'in force', found });
    }
  }
  return lines;
}

/**
 * Runs a statement and takes it back. The server's role must be refused for want of a privilege, before any trigger runs.
 * @returns 'allowed', 'refused', or the message of another failure
 */
async function tried(role: AuditLine['role'], client: pg.ClientBase, statement: string): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query(statement);
    return 'allowed';
  } catch (cause) {
    const { code } = cause as pg.DatabaseError;
    if (code === INSUFFICIENT_PRIVILEGE || (role === 'owner' && code === RESTRICT_VIOLATION)) return 'refused';
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Returns a column of each table that may be set. */
async function firstColumns(owner: pg.ClientBase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await owner.query<{ table: string; column: string }>(`
    SELECT c.relname AS table, min(a.attname) AS column
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attidentity = '' AND a.attgenerated = ''
    GROUP BY 1`);
  return new Map(rows.map(({ table, column }) => [table, column]));
}
