import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nexy } from '../cli/nexy.js';
import { startAssistant } from '../harness/assistant.js';
import { call, connect, type Stub, status, turn } from '../harness/client.js';
import { DatabaseFolder, databaseReady, NO_DATABASE, stateOf } from '../harness/database.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { until } from '../pool/pools.js';

const hashOf = (device: string): string => createHash('sha256').update(device).digest('hex');

describe.skipIf(NO_DATABASE)('usage, with a database', () => {
  const folder = new DatabaseFolder();
  let server: TestServer;
  let model: LlmServer;
  let client: Stub;

  beforeAll(async () => {
    model = await startLlmServer();
    model.behave({ tokens: ['Yes.'] });
    server = await startAssistant([model], { ...folder.overrides, 'memory.enabled': false });
    await databaseReady(server);
    client = connect(server.port);
  });
  afterAll(async () => {
    client.close();
    await server.stop();
    await model.close();
    expect(folder.isPostgresRunning).toBe(false);
    folder.remove();
  });

  const report = async (device: string, tokens: number) => {
    const usage = { hardware_id: device, session_id: 's', source: 'browser_agent', model_name: 'gemini-2.5-flash' };
    return await call<{ success: boolean }>(client, 'ReportUsage', {
      ...usage,
      input_tokens: tokens,
      output_tokens: 2,
    });
  };
  const storedOf = (device: string) =>
    folder.query<{ input_tokens: number }>(
      'SELECT input_tokens FROM token_usage WHERE hardware_hash = $1 ORDER BY input_tokens',
      [hashOf(device)],
    );

  it('that a client reports is stored when the reply arrives, and shows in nexy usage', async () => {
    const { reply } = await report('reported', 1_000_000);
    expect(reply?.success).toBe(true);
    expect(await storedOf('reported')).toEqual([{ input_tokens: 1_000_000 }]);
    const args = ['usage', '--device', 'reported', '--by', 'model', '--format'];
    const { code, out, err } = await nexy([...args, 'json'], folder.env);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual([
      {
        group: 'gemini-2.5-flash',
        requests: 1,
        inputTokens: 1_000_000,
        outputTokens: 2,
        cost: 0.300005,
        unpricedTokens: 0,
      },
    ]);
    const csv = await nexy([...args, 'csv'], folder.env);
    expect(csv.out.split('\r\n')[1]).toBe('gemini-2.5-flash,1,1000000,2,0.3000,0\n');
    const table = await nexy([...args, 'table'], folder.env);
    expect(table.out).toMatch(/^model +requests .*\ngemini-2\.5-flash +1 +1000000 +2 +0\.3000 +0\ntotal /);
  });

  it('of a turn is stored', async () => {
    await turn(client, { hardware_id: 'asks', prompt: 'Hello there.' });
    await until(async () => (await storedOf('asks')).length === 1, 'the usage of the turn is stored');
  });

  it.each([
    ['NUL in its texts', { source: 'a\0b', model_name: '\0' }],
    ['texts as long as allowed, outside the basic plane', { source: '🎧'.repeat(50), model_name: '🎧'.repeat(100) }],
    ['the largest number of tokens', { source: 's', input_tokens: 2_147_483_647, output_tokens: 2_147_483_647 }],
  ])('with %s is stored', async (_what, fields: object) => {
    const { error } = await call(client, 'ReportUsage', { hardware_id: 'odd', source: 's', ...fields });
    expect(error).toBeUndefined();
    expect(readdirSync(folder.spool)).toEqual([]);
  });

  it('reported while PostgreSQL is frozen is acknowledged, and stored once when it goes on', async () => {
    const processes = await folder.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
    const pids = [folder.postmaster, ...processes.map(({ pid }) => pid)];
    for (const pid of pids) stop(pid, 'SIGSTOP');
    try {
      const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => report('frozen', n)));
      expect(replies.map(({ reply }) => reply?.success)).toEqual(Array(20).fill(true));
      expect(stateOf(server)).toBe('degraded');
      expect((await turn(client, { prompt: 'Can you hear me?' })).status.code).toBe(status.OK);
    } finally {
      for (const pid of pids.reverse()) stop(pid, 'SIGCONT');
    }
    await until(async () => (await storedOf('frozen')).length >= 20, 'the rows are stored');
    await sleep(300);
    expect((await storedOf('frozen')).map((row) => row.input_tokens)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    await until(() => readdirSync(folder.spool).length === 0, 'the spool is empty');
  });

  it('reported while PostgreSQL is killed is acknowledged, and stored once after it was started again', async () => {
    const before = folder.postmaster;
    const acknowledged: number[] = [];
    let isKilled = false;
    const reporting = Array.from({ length: 200 }, async (_, n) => {
      await sleep(n * 10);
      if (n === 50) {
        process.kill(folder.postmaster, 'SIGKILL');
        isKilled = true;
      }
      const { reply } = await report('killed', n);
      if (reply?.success) acknowledged.push(n);
    });
    await Promise.all(reporting);
    expect(isKilled).toBe(true);
    expect(acknowledged).toHaveLength(200);
    await until(() => stateOf(server) === 'running' && folder.postmaster !== before, 'PostgreSQL was started again');
    await until(() => readdirSync(folder.spool).length === 0, 'the spool is empty');
    expect((await storedOf('killed')).map((row) => row.input_tokens)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it('that finds the spool full is refused, logged and counted', async () => {
    const full = new DatabaseFolder();
    const other = await startTestServer({
      ...full.overrides,
      'database.mode': 'external',
      'database.host': '127.0.0.1',
      'database.port': 1,
      'database.spool_max_bytes': 65_536,
    });
    const reporter = connect(other.port);
    const usage = { hardware_id: 'd', source: 's', model_name: 'm'.repeat(100), input_tokens: 1 };
    const replies = await Promise.all(Array.from({ length: 600 }, () => call(reporter, 'ReportUsage', usage)));
    const refused = replies.filter(({ error }) => error?.code === status.UNAVAILABLE).length;
    expect(refused).toBeGreaterThan(0);
    expect(replies.filter(({ error }) => !error)).toHaveLength(600 - refused);
    reporter.close();
    await other.stop();
    const errors = other.lines.filter(({ scope, decision }) => scope === 'usage' && decision === 'error');
    expect(errors).toHaveLength(refused);
    expect(other.lines.findLast(({ scope }) => scope === 'metrics')?.ctx.usage).toMatchObject({
      rows: 600 - refused,
      refused,
    });
    full.remove();
  });

  it('is never deleted, not even by the owner', async () => {
    for (const statement of [
      'DELETE FROM token_usage',
      'TRUNCATE token_usage',
      'DELETE FROM users',
      'TRUNCATE users CASCADE',
    ]) {
      await expect(folder.query(statement)).rejects.toThrow('are never removed');
    }
  });
});

/** Sends a signal to a process, which may have ended. */
function stop(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}
