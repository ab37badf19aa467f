import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireBinaries } from '../../src/main/store/embedded/binaries.js';
import { Cluster } from '../../src/main/store/embedded/cluster.js';
import { startEmbedded } from '../../src/main/store/embedded/embedded-database.js';
import type { Logins } from '../../src/main/store/embedded/logins.js';
import { type AuditLine, audit, holds } from '../../src/main/store/protection/audit.js';
import { harden } from '../../src/main/store/protection/harden.js';
import { PROTECTED_TABLES } from '../../src/main/store/protection/privileges.js';
import { readMigrations } from '../../src/main/store/schema/migrations.js';
import { nexy } from '../cli/nexy.js';
import { DatabaseFolder, NO_DATABASE } from '../harness/database.js';

describe.skipIf(NO_DATABASE)('the protection of the database', () => {
  const folder = new DatabaseFolder();
  let cluster: Cluster;
  let logins: Logins;
  let app: pg.Client;
  let owner: pg.Client;

  beforeAll(async () => {
    const binaries = requireBinaries();
    cluster = new Cluster({ folder: folder.pg, binaries, onProgress: () => {}, onExit: () => {} });
    logins = await startEmbedded(cluster, readMigrations(), () => {}, new AbortController().signal);
    app = new pg.Client(logins.app);
    owner = new pg.Client(logins.owner);
    await Promise.all([app.connect(), owner.connect()]);
  });
  afterAll(async () => {
    await Promise.all([app.end(), owner.end()]);
    await cluster.stop();
    folder.remove();
  });

  const failed = async (): Promise<AuditLine[]> => (await audit(app, owner)).filter((line) => !holds(line));
  const hardenAgain = () => harden(owner, { name: logins.app.user, password: undefined });

  it('holds in every line after the first start', async () => {
    const lines = await audit(app, owner);
    expect(lines.filter((line) => !holds(line))).toEqual([]);
    expect(lines.filter(({ expected }) => expected === 'allowed').length).toBeGreaterThan(15);
    for (const table of PROTECTED_TABLES) {
      expect(lines).toContainEqual({
        role: 'owner',
        statement: `DELETE FROM "${table}" WHERE false`,
        expected: 'refused',
        found: 'refused',
      });
    }
  });

  it.each([
    ['a privilege too many', 'GRANT DELETE ON users TO nexy_app', 'DELETE FROM "users" WHERE false'],
    ['a privilege too few', 'REVOKE INSERT ON token_usage FROM nexy_app', 'INSERT INTO "token_usage"'],
    ['a privilege of all roles', 'GRANT UPDATE ON token_usage TO PUBLIC', 'UPDATE "token_usage"'],
    ['the right to create tables', 'GRANT CREATE ON SCHEMA public TO PUBLIC', 'CREATE TABLE audit_table'],
    ['the right to create temporary tables', 'GRANT TEMPORARY ON DATABASE nexy TO PUBLIC', 'CREATE TEMPORARY TABLE'],
    ['a trigger that is gone', 'DROP TRIGGER refuse_delete ON commands', 'DELETE FROM "commands" WHERE false'],
    [
      'a trigger that is off',
      'ALTER TABLE sessions DISABLE TRIGGER refuse_truncate',
      'trigger refuse_truncate of sessions',
    ],
    [
      'a trigger that a replicating session skips',
      'ALTER TABLE users ENABLE TRIGGER refuse_delete',
      'SET LOCAL session_replication_role = replica; DELETE FROM "users"',
    ],
  ])('is found broken by %s, and mended by hardening again', async (_what, statement, line) => {
    await owner.query(statement);
    expect((await failed()).map((found) => found.statement)).toContainEqual(expect.stringContaining(line));
    await hardenAgain();
    expect(await failed()).toEqual([]);
  });

  it('changes nothing when the audit runs', async () => {
    const state = `SELECT (SELECT count(*) FROM pg_class) AS classes, (SELECT count(*) FROM pg_roles) AS roles,
      (SELECT count(*) FROM pg_proc) AS functions, (SELECT count(*) FROM pg_trigger) AS triggers`;
    const before = (await owner.query(state)).rows;
    await audit(app, owner);
    expect((await owner.query(state)).rows).toEqual(before);
  });

  it('is applied and proved by nexy db, also to an external database', async () => {
    await owner.query('CREATE DATABASE elsewhere');
    const at = (user: string, password: string): string =>
      `postgresql://${user}:${password}@${encodeURIComponent(logins.owner.host)}:5432/elsewhere`;
    const env = {
      DATABASE_MODE: 'external',
      DATABASE_OWNER_URL: at('postgres', logins.owner.password),
      DATABASE_URL: at('another_app', 'its-password'),
    };
    expect(await nexy(['db', 'migrate'], env)).toMatchObject({ code: 0, err: '' });
    expect(await nexy(['db', 'harden'], env)).toMatchObject({ code: 0, err: '' });
    const proved = await nexy(['db', 'audit'], env);
    expect([proved.code, proved.err]).toEqual([0, '']);
    expect(proved.out).toMatch(/^(\d+) of \1 lines hold\n$/);
    expect((await nexy(['db', 'status'], env)).out).toContain(', current');
    const client = new pg.Client(env.DATABASE_OWNER_URL);
    await client.connect();
    await client.query('GRANT DELETE ON users TO another_app');
    await client.end();
    const broken = await nexy(['db', 'audit'], env);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('FAILED  app: DELETE FROM "users" WHERE false');
    expect(broken.err).toContain('nexy db harden');
    const sameRole = await nexy(['db', 'harden'], {
      ...env,
      DATABASE_OWNER_URL: '',
      DATABASE_URL: env.DATABASE_OWNER_URL,
    });
    expect(sameRole).toMatchObject({ code: 1, err: expect.stringContaining('DATABASE_OWNER_URL') });
  });
});
