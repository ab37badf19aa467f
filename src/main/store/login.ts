import type pg from 'pg';
import type { Config } from '../../shared/config/schema.js';

/** The secrets of the database, which are no config. */
export interface DatabaseSecrets {
  /** The variable `DATABASE_URL`. */
  readonly url: string | undefined;
  /** The variable `DB_PASSWORD`. */
  readonly password: string | undefined;
}

/**
 * Returns the login of the external database. `DATABASE_URL` goes before the keys of the config.
 * @throws Error when neither says where it is
 */
export function externalLogin(
  { host, port, name, user }: Config['database'],
  { url, password }: DatabaseSecrets,
): pg.ClientConfig {
  if (url !== undefined) return { connectionString: url };
  if (host === '') throw new Error('no address: set DATABASE_URL, or database.host');
  return { host, port, database: name, user, ...(password === undefined ? {} : { password }) };
}
