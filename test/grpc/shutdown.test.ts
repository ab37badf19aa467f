import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { chunks, collect, connect, kinds, request, type Stub, status, trailer, turn } from '../harness/client.js';
import { watchHealth } from '../harness/health.js';
import { startWithScenario } from '../harness/scenario.js';

const CLI = fileURLToPath(new URL('../../dist/main/cli/index.js', import.meta.url));
const SLOW = { match: 'slow', tokens: ['First. ', { delay_ms: 700 }, 'And last.'] };
const ENDLESS = { match: 'endless', tokens: ['First. ', { hang: true as const }] };
const SILENT = { match: 'silent', tokens: [{ hang: true as const }] };
const answers = [SLOW, ENDLESS, SILENT];

/** Runs a turn that must send audio, and returns its reply. */
async function turnWithAudio(client: Stub, prompt: string) {
  const stream = client.StreamAudio(request({ prompt }));
  let onAudio = (): void => {};
  const first = new Promise<void>((resolve) => {
    onAudio = resolve;
  });
  const ended = collect(stream, ({ content }) => content === 'audio_chunk' && onAudio());
  await first;
  return ended;
}

describe('a server that is stopped', () => {
  it('lets running turns finish, refuses new turns, and then holds nothing', async () => {
    const server = await startWithScenario({ answers });
    const client = connect(server.port);
    const late = turnWithAudio(client, 'slow');
    while (server.gauges().streams < 1) await sleep(5);
    const stopping = server.stop();
    const refused = await turn(client, { prompt: 'slow' });
    expect(refused.status.code).toBe(status.UNAVAILABLE);
    expect(kinds(refused)).toEqual(['error_message']);
    const greeting = await collect(client.GenerateWelcomeAudio({}));
    expect(greeting.status.code).toBe(status.UNAVAILABLE);
    const finished = await late;
    expect(kinds(finished).at(-1)).toBe('end_message');
    await stopping;
    await server.atRest();
    client.close();
  });

  it('closes the connections of idle clients', async () => {
    const server = await startWithScenario({ answers });
    const idle = connectHttp2(`http://127.0.0.1:${server.port}`);
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    await server.stop();
    await closed;
  });

  it('ends turns that still run after the grace period, as unavailable', async () => {
    const server = await startWithScenario({ answers }, { 'backpressure.grace_period_seconds': 0.2 });
    const client = connect(server.port);
    const silent = collect(client.StreamAudio(request({ prompt: 'silent' })));
    const endlessTurn = turnWithAudio(client, 'endless');
    while (server.gauges().streams < 2) await sleep(5);
    await sleep(100);
    await server.stop();
    const afterContent = await endlessTurn;
    expect(afterContent.status.code).toBe(status.OK);
    expect(trailer(afterContent, 'nexy-error-type')).toBe('unavailable');
    const beforeContent = await silent;
    expect(beforeContent.status.code).toBe(status.UNAVAILABLE);
    await server.atRest();
    client.close();
  });

  it('ends stalled clients and health watches, too, even when it is stopped several times', async () => {
    const server = await startWithScenario(
      { answers: [{ tokens: ['A sentence of some length. '.repeat(60)] }] },
      { 'backpressure.grace_period_seconds': 0.3 },
    );
    const client = connect(server.port);
    const stream = client.StreamAudio(request());
    stream.once('data', () => stream.pause());
    stream.on('error', () => {});
    const watch = watchHealth(server.port);
    expect(await watch.next()).toBe('SERVING');
    await sleep(200);
    const stops = [server.stop(), server.stop(), server.stop()];
    expect(await watch.next()).toBe('NOT_SERVING');
    await Promise.all(stops);
    await server.atRest();
    watch.close();
    client.close();
  });

  it('frees its port, so that another server can start there', async () => {
    const first = await startWithScenario({ answers });
    const { port } = first;
    await first.stop();
    const second = await startWithScenario({ answers }, { 'grpc.port': port });
    expect(second.port).toBe(port);
    await second.stop();
  });
});

describe('a server process', () => {
  const processes: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'nexy-shutdown-'));
  afterEach(() => {
    for (const child of processes.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function serve(): Promise<{ child: ChildProcess; port: number; log: () => string }> {
    const script = join(folder, 'answers.json');
    writeFileSync(script, JSON.stringify({ answers }));
    const env = {
      ...process.env,
      LLM_CHAIN: 'script',
      LLM_SCRIPT_FILE: script,
      BACKPRESSURE_GRACE_PERIOD: '2',
      TTS_WARM_UP_LANGUAGES: '',
    };
    const child = spawn(process.execPath, [CLI, 'serve', '--host', '127.0.0.1', '--port', '0'], { env });
    processes.push(child);
    let log = '';
    child.stderr?.on('data', (data: Buffer) => {
      log += data.toString();
    });
    let out = '';
    for await (const data of child.stdout ?? []) {
      out += String(data);
      if (out.includes('ready')) break;
    }
    return { child, port: Number(/127\.0\.0\.1:(\d+)/.exec(out)?.[1]), log: () => log };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'exits with 0 on %s when its streams have ended, and ignores a second signal',
    async (signal) => {
      const { child, port, log } = await serve();
      const client = connect(port);
      const running = turnWithAudio(client, 'slow');
      await sleep(100);
      const exited = once(child, 'exit');
      child.kill(signal);
      await sleep(50);
      child.kill(signal);
      const reply = await running;
      expect(kinds(reply).at(-1)).toBe('end_message');
      expect(chunks(reply).length).toBeGreaterThan(0);
      const [code] = (await exited) as [number | null];
      expect(code).toBe(0);
      const methods = log()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { scope: string; decision: string });
      expect(methods.filter(({ scope }) => scope === 'metrics')).toHaveLength(1);
      expect(methods.at(-1)).toMatchObject({ scope: 'server', decision: 'complete' });
      client.close();
    },
  );

  it('exits with 0 within its grace period, despite endless and stalled streams', async () => {
    const { child, port } = await serve();
    const client = connect(port);
    const endless = turnWithAudio(client, 'endless');
    const stream = client.StreamAudio(request({ prompt: 'slow' }));
    stream.on('error', () => {});
    stream.pause();
    await sleep(300);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    expect(code).toBe(0);
    expect(trailer(await endless, 'nexy-error-type')).toBe('unavailable');
    client.close();
  });
});
