import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requireBinaries } from '../../src/main/store/embedded/binaries.js';
import { Cluster } from '../../src/main/store/embedded/cluster.js';
import { startEmbedded } from '../../src/main/store/embedded/embedded-database.js';
import { migrate, schemaState } from '../../src/main/store/schema/migrate.js';
import { type Migration, readMigrations } from '../../src/main/store/schema/migrations.js';
import { prepareSchema } from '../../src/main/store/schema/prepare-schema.js';
import { nexy } from '../cli/nexy.js';
import { DatabaseFolder, NO_DATABASE } from '../harness/database.js';

describe.skipIf(NO_DATABASE)('the schema', () => {
  const migrations = readMigrations();
  const folder = new DatabaseFolder();
  const steps: string[] = [];
  let cluster: Cluster;
  let login: pg.ClientConfig;
  let databases = 0;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    const binaries = requireBinaries();
    cluster = new Cluster({ folder: folder.pg, binaries, onProgress: (step) => steps.push(step), onExit: () => {} });
    await startEmbedded(cluster, migrations, () => {}, new AbortController().signal);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await cluster.stop();
    folder.remove();
  });

  /** Each test has an empty database. */
  beforeEach(async () => {
    const owner = new pg.Client(cluster.logins().owner);
    await owner.connect();
    const name = `test${++databases}`;
    await owner.query(`CREATE DATABASE ${name}`);
    await owner.end();
    login = { ...cluster.logins().owner, database: name };
  });

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(login);
    clients.push(client);
    await client.connect();
    return client;
  };
  const further = (sql: string, version = migrations.length + 1): Migration => ({
    version,
    name: `${version}-further`,
    sql,
    checksum: `checksum of ${sql}`,
  });

  it('shows the progress of the first start', () => {
    expect(steps).toEqual(['creating the database', 'created the database']);
  });

  it('is made from nothing, once', async () => {
    const client = await connect();
    expect(await schemaState(client, migrations)).toEqual({ state: 'older', version: 0, known: migrations.length });
    expect(await migrate(client, migrations)).toBe(migrations.length);
    expect(await migrate(client, migrations)).toBe(0);
    expect(await schemaState(client, migrations)).toEqual({ state: 'current' });
  });

  it('is made once by migrators that run at the same time', async () => {
    const migrators = await Promise.all(Array.from({ length: 5 }, connect));
    const applied = await Promise.all(migrators.map((client) => migrate(client, migrations)));
    expect(applied.sort()).toEqual([0, 0, 0, 0, migrations.length]);
  });

  it('keeps the migrations before one that fails, and nothing of that one', async () => {
    const client = await connect();
    const bad = further('CREATE TABLE half (id integer); SELECT 1 / 0');
    await expect(migrate(client, [...migrations, bad])).rejects.toThrow('division by zero');
    expect(await schemaState(client, migrations)).toEqual({ state: 'current' });
    expect((await client.query(`SELECT to_regclass('half') AS found`)).rows).toEqual([{ found: null }]);
    const good = further('CREATE TABLE whole (id integer)');
    expect(await migrate(client, [...migrations, good])).toBe(1);
  });

  it('that is newer than the server is not used, and not migrated', async () => {
    const client = await connect();
    await migrate(client, [...migrations, further('SELECT 1')]);
    const why = `the schema has version ${migrations.length + 1}, and this server knows ${migrations.length}: update the server`;
    await expect(prepareSchema(client, migrations, true, () => {})).rejects.toThrow(why);
    await expect(migrate(client, migrations)).rejects.toThrow(why);
  });

  it('that is older is not used where an operator migrates, and the error names the command', async () => {
    const client = await connect();
    await expect(prepareSchema(client, migrations, false, () => {})).rejects.toThrow('run "nexy db migrate"');
    await prepareSchema(client, migrations, true, () => {});
    await prepareSchema(client, migrations, false, () => {});
  });

  it('with a migration that has changed since is not used', async () => {
    const client = await connect();
    await migrate(client, migrations);
    const changed = migrations.map((migration, i) => (i === 0 ? { ...migration, checksum: 'another' } : migration));
    await expect(prepareSchema(client, changed, true, () => {})).rejects.toThrow('is not the one of this version');
    await expect(migrate(client, changed)).rejects.toThrow('is not the one of this version');
  });

  it.each([
    [
      'negative tokens',
      `INSERT INTO token_usage VALUES (gen_random_uuid(), now(), repeat('a', 64), '', 's', '', -1, 0)`,
    ],
    [
      'a source without a name',
      `INSERT INTO token_usage VALUES (gen_random_uuid(), now(), repeat('a', 64), '', '', '', 0, 0)`,
    ],
    ['a hardware id that is not hashed', `INSERT INTO users (hardware_hash) VALUES ('device')`],
  ])('refuses %s', async (_what, statement) => {
    const client = await connect();
    await migrate(client, migrations);
    await expect(client.query(statement)).rejects.toThrow('violates check constraint');
  });

  it('is migrated and described by nexy db, with and without a server', async () => {
    const env = { DATABASE_MODE: 'external', DATABASE_URL: urlOf(login) };
    expect((await nexy(['db', 'status'], env)).out).toMatch(/^PostgreSQL \d+.*\nschema: version 0, older than/);
    expect(await nexy(['db', 'migrate'], env)).toMatchObject({ code: 0, err: '' });
    expect((await nexy(['db', 'migrate'], env)).out).toBe(`the schema is current: version ${migrations.length}\n`);
    expect((await nexy(['db', 'status'], folder.env)).out).toContain(`schema: version ${migrations.length}, current`);
  });
});

/** Returns the login as a URL, as `DATABASE_URL` has it. */
function urlOf({ host, port, user, password, database }: pg.ClientConfig): string {
  return `postgresql://${user}:${encodeURIComponent(String(password))}@${encodeURIComponent(host ?? '')}:${port}/${database}`;
}
