import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, type Stub, status, trailer, turn } from '../harness/client.js';
import { type Served, serve, serveAtTerminal, untilEnded } from './nexy.js';

interface ReloadLine {
  readonly decision: string;
  readonly ctx: {
    readonly reason: string;
    readonly applied?: readonly string[];
    readonly need_restart?: readonly string[];
    readonly wrong_keys?: readonly string[];
  };
}

describe('the config of a running nexy serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-reload-'));
  const file = join(folder, 'own.yaml');
  const write = (base: string): void => writeFileSync(file, `base: { ${base} }`);
  const STREAMING_DISABLED = 'kill_switches: { disable_streaming: true }';
  let server: Served;
  let client: Stub;
  /** The number of lines about reloads that were read so far. */
  let readCount = 0;

  const reloads = (err: string): ReloadLine[] =>
    err
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.includes('"method":"reload"'))
      .map((line) => JSON.parse(line) as ReloadLine);
  /** Returns the next line about a reload. */
  async function nextReload(): Promise<ReloadLine | undefined> {
    await server.untilErr((err) => reloads(err).length > readCount);
    return reloads(server.err())[readCount++];
  }
  const outcomeOf = async (prompt = 'Hello.'): Promise<string> => {
    const reply = await turn(client, { prompt });
    return reply.status.code === status.OK ? 'served' : (trailer(reply, 'nexy-error-type') ?? '');
  };

  beforeAll(async () => {
    write('');
    server = await serve({ NEXY_CONFIG: file, BACKPRESSURE_MAX_RATE: '0' });
    client = connect(Number(server.port));
  });
  afterAll(async () => {
    client.close();
    server.signal('SIGKILL');
    await server.ended;
    rmSync(folder, { recursive: true });
  });

  it('follows its file: a kill switch refuses new turns until it is off again', async () => {
    expect(await outcomeOf()).toBe('served');
    write(STREAMING_DISABLED);
    expect(await nextReload()).toMatchObject({
      decision: 'complete',
      ctx: { reason: 'file', applied: ['kill_switches.disable_streaming'], need_restart: [] },
    });
    expect(await outcomeOf()).toBe('unavailable');
    // Editors that guarantee a complete file at any time rename a new file over the old one.
    writeFileSync(`${file}.new`, 'base: { limits: { max_prompt_bytes: 5 }, grpc: { port: 6001, max_workers: 7 } }');
    renameSync(`${file}.new`, file);
    expect(await nextReload()).toMatchObject({
      decision: 'complete',
      // The port of the command line stays in force: it overrides the file.
      ctx: {
        applied: ['limits.max_prompt_bytes', 'kill_switches.disable_streaming'],
        need_restart: ['grpc.max_workers'],
      },
    });
    expect(await outcomeOf('Yes.')).toBe('served');
    expect(await outcomeOf('Hello there.')).toBe('validation_failed');
  });

  it('stays as it is when the file is broken, and standard error shows the reason and the values', async () => {
    writeFileSync(file, `base: { ${STREAMING_DISABLED}, limits: { max_prompt_bytes: lots } }`);
    expect(await nextReload()).toEqual(
      expect.objectContaining({ decision: 'reject', ctx: { reason: 'file', wrong_keys: ['limits.max_prompt_bytes'] } }),
    );
    await server.untilErr((err) => err.includes('Nothing was changed.'));
    expect(server.err()).toContain(`limits.max_prompt_bytes = "lots" (${file}, base): allowed: an integer from 1`);
    expect(await outcomeOf('Yes.')).toBe('served');
    expect(await outcomeOf('Hello there.')).toBe('validation_failed');
  });

  it('is reloaded at once on SIGHUP', async () => {
    write(STREAMING_DISABLED);
    server.signal('SIGHUP');
    // The poll of the file may have come first. The signal gets its own line in any case, and then the switch is on.
    for (let line = await nextReload(); line?.ctx.reason !== 'signal'; line = await nextReload());
    expect(await outcomeOf()).toBe('unavailable');
    server.signal('SIGHUP');
    expect(await nextReload()).toMatchObject({ decision: 'complete', ctx: { reason: 'signal', applied: [] } });
    expect(await outcomeOf()).toBe('unavailable');
  });

  it('sets the level of the log, and the server still ends on SIGTERM', async () => {
    write('logging: { level: debug }');
    expect((await nextReload())?.ctx.applied).toEqual(['kill_switches.disable_streaming', 'logging.level']);
    await call(client, 'HealthCheck', {});
    await server.untilErr((err) => /"level":"debug".*"HealthCheck"/.test(err));
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});

describe('the terminal of a running nexy serve', () => {
  it.skipIf(process.platform !== 'linux')(
    'ends the server when it is closed, although SIGHUP also means a reload',
    async () => {
      const { pid, closeTerminal } = await serveAtTerminal();
      closeTerminal();
      await untilEnded(pid);
    },
  );
});
