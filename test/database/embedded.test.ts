import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Served, serve } from '../cli/nexy.js';
import { call, connect } from '../harness/client.js';
import { DatabaseFolder, databaseReady, NO_DATABASE, stateOf } from '../harness/database.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { until } from '../pool/pools.js';

const ROUNDS = 3;

describe.skipIf(NO_DATABASE)('an embedded database', () => {
  const folder = new DatabaseFolder();
  const servers: TestServer[] = [];
  let served: Served | undefined;

  const start = async (): Promise<TestServer> => {
    const server = await startTestServer(folder.overrides);
    servers.push(server);
    return server;
  };
  const detailOf = (server: TestServer): string | undefined =>
    server.modules().find(({ name }) => name === 'database')?.detail;

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    served?.signal('SIGKILL');
  });
  afterAll(() => folder.remove());

  it('is not shared by two servers; the second has it when the first has ended', async () => {
    const first = await start();
    await databaseReady(first);
    const second = await start();
    await until(() => stateOf(second) === 'degraded', 'the second server is degraded');
    expect(detailOf(second)).toBe(`the folder is in use by the server with pid ${process.pid}`);
    await first.stop();
    expect(folder.isPostgresRunning).toBe(false);
    await databaseReady(second);
  });

  it('survives the end of its server by SIGKILL at any moment, with every row that was acknowledged', async () => {
    const acknowledged: number[] = [];
    let next = 0;
    for (let round = 0; round < ROUNDS; round++) {
      served = await serve({ ...folder.env, DATABASE_RETRY_MS: '100' });
      const client = connect(Number(served.port));
      let isKilled = false;
      const reports = Array.from({ length: 4 }, async () => {
        while (!isKilled) {
          const tokens = next++;
          const usage = { hardware_id: 'killed', source: 'browser_agent', input_tokens: tokens };
          if (!(await call(client, 'ReportUsage', usage)).error) acknowledged.push(tokens);
        }
      });
      await sleep(300 + round * 400);
      served.signal('SIGKILL');
      isKilled = true;
      await Promise.all(reports);
      client.close();
      await served.ended;
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    await databaseReady(await start());
    await until(() => readdirSync(folder.spool).length === 0, 'the spool is empty');
    const rows = await folder.query<{ input_tokens: number; count: number }>(
      'SELECT input_tokens, count(*)::integer FROM token_usage GROUP BY 1',
    );
    const counts = new Map(rows.map(({ input_tokens, count }) => [input_tokens, count]));
    expect(acknowledged.filter((tokens) => counts.get(tokens) !== 1)).toEqual([]);
    expect(rows.filter(({ count }) => count > 1)).toEqual([]);
  });

  it('that another program has left half created is created anew', async () => {
    const other = new DatabaseFolder();
    mkdirSync(join(other.pg, 'data.new'), { recursive: true });
    writeFileSync(join(other.pg, 'data.new', 'PG_VERSION'), '18\n');
    writeFileSync(join(other.pg, 'owner'), '{"pid":');
    const server = await startTestServer(other.overrides);
    await databaseReady(server);
    await server.stop();
    other.remove();
  });

  it('that cannot be started does not keep the server from serving, and the state says why', async () => {
    const other = new DatabaseFolder();
    mkdirSync(join(other.pg, 'data'), { recursive: true });
    writeFileSync(join(other.pg, 'data', 'PG_VERSION'), '9.6\n');
    const server = await startTestServer(other.overrides);
    await until(() => stateOf(server) === 'degraded', 'the state says why');
    expect(detailOf(server)).toMatch(/^PostgreSQL ended with code \d: .+/);
    const client = connect(server.port);
    const { error } = await call(client, 'ReportUsage', { hardware_id: 'd', source: 's', input_tokens: 1 });
    expect(error).toBeUndefined();
    expect(readdirSync(other.spool)).toHaveLength(1);
    client.close();
    await server.stop();
    other.remove();
  });
});
