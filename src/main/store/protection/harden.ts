import pg from 'pg';
import { PRIVILEGES, PROTECTED_TABLES } from './privileges.js';

/** The login of the server's role. */
export interface AppRole {
  readonly name: string;
  /** The password to set; undefined = an existing role keeps its own. */
  readonly password: string | undefined;
}

const { escapeIdentifier, escapeLiteral } = pg;

/**
 * Gives the server's role its privileges and no others, and makes sure that the triggers that refuse removals are in force. The role is
 * created when it is missing. All or nothing is changed; to run it again changes nothing.
 * @param owner a connection of the owner of the tables
 * @throws Error of the database
 */
export async function harden(owner: pg.ClientBase, app: AppRole): Promise<void> {
  const role = escapeIdentifier(app.name);
  await owner.query('BEGIN');
  try {
    const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [app.name]);
    if (rowCount === 0) await owner.query(`CREATE ROLE ${role} LOGIN NOINHERIT`);
    if (app.password !== undefined) await owner.query(`ALTER ROLE ${role} PASSWORD ${escapeLiteral(app.password)}`);
    const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
    const database = escapeIdentifier(rows[0]?.name ?? '');
    await owner.query(`
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC, ${role};
      GRANT CONNECT ON DATABASE ${database} TO ${role};
      REVOKE ALL ON SCHEMA public FROM PUBLIC, ${role};
      GRANT USAGE ON SCHEMA public TO ${role};
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, ${role};
      REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, ${role};
      REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, ${role};`);
    for (const [table, privileges] of Object.entries(PRIVILEGES)) {
      await owner.query(`GRANT ${privileges.join(', ')} ON ${escapeIdentifier(table)} TO ${role}`);
    }
    for (const table of PROTECTED_TABLES) {
      for (const removal of ['DELETE', 'TRUNCATE']) {
        const trigger = escapeIdentifier(`refuse_${removal.toLowerCase()}`);
        await owner.query(`
          CREATE OR REPLACE TRIGGER ${trigger} BEFORE ${removal} ON ${escapeIdentifier(table)}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();
          ALTER TABLE ${escapeIdentifier(table)} ENABLE ALWAYS TRIGGER ${trigger};`);
      }
    }
    await owner.query('COMMIT');
  } catch (cause) {
    await owner.query('ROLLBACK').catch(() => {});
    throw cause;
  }
}
