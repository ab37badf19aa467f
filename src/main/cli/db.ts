import type { Command } from 'commander';
import { audit, holds } from '../store/protection/audit.js';
import { harden } from '../store/protection/harden.js';
import { migrate, schemaState } from '../store/schema/migrate.js';
import { readMigrations } from '../store/schema/migrations.js';
import { withDatabase } from './database-client.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

export function addDatabaseCommands(program: Command): void {
  const db = program.command('db').description('look after the database');
  const add = (name: string, description: string, action: (options: ConfigOptions) => Promise<void>): void => {
    withConfigOptions(db.command(name)).description(description).action(action);
  };
  add('status', 'print the version of the database and of its schema', showStatus);
  add('migrate', 'bring the schema to the version of this server', migrateSchema);
  add('harden', 'give the role of the server its privileges, and no others', hardenDatabase);
  add('audit', 'try everything that the role of the server must and must not be able to do', auditDatabase);
  db.addHelpText(
    'after',
    `
The database is that of the config. migrate, harden and audit connect as the owner of the tables, with the variable
DATABASE_OWNER_URL; without it, with DATABASE_URL. harden creates the role of DATABASE_URL when it is missing; its
password is that of the URL.`,
  );
}

async function showStatus(options: ConfigOptions): Promise<void> {
  const migrations = readMigrations();
  await withDatabase(configFrom(options).config.database, async ({ connect }) => {
    const client = await connect('app');
    const { rows } = await client.query<{ version: string }>('SELECT version()');
    print(rows[0]?.version ?? '');
    const found = await schemaState(client, migrations);
    if (found.state === 'current') print(`schema: version ${migrations.length}, current`);
    else if (found.state === 'changed')
      print(`schema: the applied migration ${found.name} is not the one of this version`);
    else print(`schema: version ${found.version}, ${found.state} than this server's ${found.known}`);
  });
}

async function migrateSchema(options: ConfigOptions): Promise<void> {
  const migrations = readMigrations();
  const applied = await withDatabase(configFrom(options).config.database, async ({ connect }) =>
    migrate(await connect('owner'), migrations, ({ name }) => print(`applied ${name}`)),
  );
  print(applied === 0 ? `the schema is current: version ${migrations.length}` : `${applied} applied`);
}

async function hardenDatabase(options: ConfigOptions): Promise<void> {
  await withDatabase(configFrom(options).config.database, async ({ connect, app }) => {
    const { name, password } = app;
    const client = await connect('owner');
    if (client.user === name) {
      throw new Error(`${name} would own the tables: set DATABASE_OWNER_URL to the login of another role, the owner`);
    }
    await harden(client, { name, password });
    print(`${name} has its privileges, and no others; "nexy db audit" proves it`);
  });
}

async function auditDatabase(options: ConfigOptions): Promise<void> {
  const lines = await withDatabase(configFrom(options).config.database, async ({ connect }) =>
    audit(await connect('app'), await connect('owner')),
  );
  const failed = lines.filter((line) => !holds(line));
  for (const { role, statement, expected, found } of failed) {
    print(`FAILED  ${role}: ${statement}\n        expected: ${expected}, found: ${found}`);
  }
  print(`${lines.length - failed.length} of ${lines.length} lines hold`);
  if (failed.length > 0) throw new Error(`${failed.length} lines failed; run "nexy db harden", and audit again`);
}
