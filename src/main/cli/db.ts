import type { Command } from 'commander';
import { migrate, schemaState } from '../store/schema/migrate.js';
import { readMigrations } from '../store/schema/migrations.js';
import { withDatabase } from './database-client.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

export function addDatabaseCommands(program: Command): void {
  const db = program.command('db').description('look after the database');
  withConfigOptions(db.command('migrate'))
    .description('bring the schema to the version of this server')
    .action(migrateSchema);
  withConfigOptions(db.command('status'))
    .description('print the version of the database and of its schema')
    .action(showStatus);
}

async function migrateSchema(options: ConfigOptions): Promise<void> {
  const migrations = readMigrations();
  const applied = await withDatabase(configFrom(options).config.database, (client) =>
    migrate(client, migrations, ({ name }) => print(`applied ${name}`)),
  );
  print(applied === 0 ? `the schema is current: version ${migrations.length}` : `${applied} applied`);
}

async function showStatus(options: ConfigOptions): Promise<void> {
  const migrations = readMigrations();
  await withDatabase(configFrom(options).config.database, async (client) => {
    const { rows } = await client.query<{ version: string }>('SELECT version()');
    print(rows[0]?.version ?? '');
    const found = await schemaState(client, migrations);
    if (found.state === 'current') print(`schema: version ${migrations.length}, current`);
    else if (found.state === 'changed')
      print(`schema: the applied migration ${found.name} is not the one of this version`);
    else print(`schema: version ${found.version}, ${found.state} than this server's ${found.known}`);
  });
}
