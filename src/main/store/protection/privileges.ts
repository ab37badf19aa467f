/** The privileges of tables that the server may need. */
export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE';

/** The most that the server's role may do with a table whose rows change. */
const CHANGES: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE'];

/** The privileges of the server's role, by table. It has no others, on any object. */
export const PRIVILEGES: Readonly<Record<string, readonly Privilege[]>> = {
  users: CHANGES,
  sessions: CHANGES,
  commands: CHANGES,
  llm_answers: CHANGES,
  // What was spent is never changed.
  token_usage: ['SELECT', 'INSERT'],
  subscriptions: CHANGES,
  quota_usage: CHANGES,
  schema_migrations: ['SELECT'],
};

/** The tables whose rows are never removed, not even by their owner. */
export const PROTECTED_TABLES: readonly string[] = Object.keys(PRIVILEGES).filter(
  (name) => name !== 'schema_migrations',
);
