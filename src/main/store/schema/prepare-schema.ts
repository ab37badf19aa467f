import type pg from 'pg';
import { migrate, schemaState } from './migrate.js';
import type { Migration } from './migrations.js';

/**
 * Makes sure that the schema is the one of this server.
 * @param migrates true = missing migrations are applied; false = an operator applies them
 * @throws Error that says what is wrong with the schema, and the command to run
 */
export async function prepareSchema(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  migrates: boolean,
  onApplied: (migration: Migration) => void,
): Promise<void> {
  const found = await schemaState(client, migrations);
  switch (found.state) {
    case 'current':
      return;
    case 'older':
      if (!migrates) {
        throw new Error(`the schema has version ${found.version} and must have ${found.known}: run "nexy db migrate"`);
      }
      await migrate(client, migrations, onApplied);
      return;
    case 'newer':
      throw new Error(
        `the schema has version ${found.version}, and this server knows ${found.known}: update the server`,
      );
    case 'changed':
      throw new Error(`the applied migration ${found.name} is not the one of this version of the server`);
  }
}
