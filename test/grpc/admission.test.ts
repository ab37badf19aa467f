import { afterEach, describe, expect, it } from 'vitest';
import { call, collect, connect, kinds, request, type Stub, status, trailer, turn } from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';
import { startTestServer, type TestServer } from '../harness/server.js';

let server: TestServer;
let client: Stub;

async function start(overrides: Record<string, unknown>): Promise<void> {
  const answers = [{ match: 'wait', tokens: ['Wait. ', { hang: true as const }] }, { tokens: ['Hello there.'] }];
  server = await startWithScenario({ answers }, overrides);
  client = connect(server.port);
}
afterEach(async () => {
  await server.atRest();
  client.close();
  await server.stop();
});

/** Starts a turn that runs until it is cancelled; settles at its first message. */
async function waiting(fields: object): Promise<{ cancel: () => void; ended: Promise<unknown> }> {
  const stream = client.StreamAudio(request({ prompt: 'wait', ...fields }));
  const first = new Promise((resolve) => stream.once('data', resolve));
  const ended = collect(stream);
  await Promise.race([first, ended]);
  return { cancel: () => stream.cancel(), ended };
}

describe('admission', () => {
  it('admits only one of a hundred simultaneous turns of a session, with the limits of the dev environment', async () => {
    await start({ 'backpressure.max_message_rate_per_second': 5, 'backpressure.max_concurrent_streams': 10 });
    const session_id = 'one-session';
    const replies = await Promise.all(Array.from({ length: 100 }, () => turn(client, { session_id })));
    const winners = replies.filter((reply) => reply.status.code === status.OK);
    expect(winners).toHaveLength(1);
    const losers = replies.filter((reply) => trailer(reply, 'nexy-error-type') === 'concurrent_request');
    expect(losers).toHaveLength(99);
    for (const loser of losers) {
      expect(loser.status.code).toBe(status.RESOURCE_EXHAUSTED);
      expect(kinds(loser)).toEqual(['error_message']);
    }
  });

  it('refuses a second turn of a session from another device, too', async () => {
    await start({});
    const first = await waiting({ session_id: 'shared', hardware_id: 'one' });
    const second = await turn(client, { session_id: 'shared', hardware_id: 'two' });
    expect(trailer(second, 'nexy-error-type')).toBe('concurrent_request');
    first.cancel();
    await first.ended;
  });

  it('admits at most max_concurrent_streams, and another stream once a stream has ended', async () => {
    await start({ 'backpressure.max_concurrent_streams': 3 });
    const held = await Promise.all([waiting({}), waiting({}), waiting({})]);
    const refused = await turn(client);
    expect(refused.status.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(trailer(refused, 'nexy-error-type')).toBe('stream_limit_exceeded');
    expect(trailer(refused, 'retry-after-ms')).toBe('60000');
    const greeting = await collect(client.GenerateWelcomeAudio({}));
    expect(trailer(greeting, 'nexy-error-type')).toBe('stream_limit_exceeded');
    for (const { cancel, ended } of held) {
      cancel();
      await ended;
    }
    await server.atRest();
    expect((await turn(client)).status.code).toBe(status.OK);
  });

  it('refuses the sixth request of a device within a second, but not another device', async () => {
    await start({ 'backpressure.max_message_rate_per_second': 5 });
    const replies = await Promise.all(Array.from({ length: 6 }, () => turn(client)));
    const codes = replies.map((reply) => reply.status.code).sort();
    expect(codes).toEqual([status.OK, status.OK, status.OK, status.OK, status.OK, status.RESOURCE_EXHAUSTED]);
    const refused = replies.find((reply) => reply.status.code !== status.OK);
    expect(refused && trailer(refused, 'nexy-error-type')).toBe('rate_limit_exceeded');
    expect((await turn(client, { hardware_id: 'another' })).status.code).toBe(status.OK);
  });

  it('does not count the messages of the server against the rate limit', async () => {
    await start({ 'backpressure.max_message_rate_per_second': 1, 'llm.chain': ['echo'], 'llm.script_file': '' });
    const reply = await turn(client, { prompt: 'Many words. '.repeat(20) });
    expect(reply.status.code).toBe(status.OK);
    expect(reply.messages.length).toBeGreaterThan(100);
  });

  it('refuses a turn while disable_streaming is on', async () => {
    await start({ 'kill_switches.disable_streaming': true });
    const reply = await turn(client);
    expect(reply.status.code).toBe(status.UNAVAILABLE);
    expect(kinds(reply)).toEqual(['error_message']);
  });

  it('generates a session id when the policy says so', async () => {
    await start({ 'grpc.session_id_policy': 'generate' });
    expect((await turn(client, { session_id: '' })).status.code).toBe(status.OK);
  });

  it('refuses turns as overloaded, with retry-after-ms, when the queue is full', async () => {
    server = await startTestServer({ 'grpc.max_workers': 1, 'workers.max_queue': 1 });
    client = connect(server.port);
    const prompt = 'This sentence takes a while to speak, because it is long and goes on. '.repeat(8);
    const ask = (count: number) => Array.from({ length: count }, () => turn(client, { prompt }));
    const first = ask(10);
    // Turns that start while the queue is still empty are admitted.
    await expect.poll(() => server.gauges().tasksWaiting, { interval: 1, timeout: 10_000 }).toBeGreaterThan(0);
    const replies = await Promise.all([...first, ...ask(20)]);
    const refused = replies.filter((reply) => trailer(reply, 'nexy-error-type') === 'overloaded');
    expect(refused.length).toBeGreaterThan(0);
    for (const reply of refused.filter(({ status: ended }) => ended.code !== status.OK)) {
      expect(reply.status.code).toBe(status.RESOURCE_EXHAUSTED);
      expect(Number(trailer(reply, 'retry-after-ms'))).toBeGreaterThan(0);
    }
    const { reply } = await call<{ status: string }>(client, 'HealthCheck', {});
    expect(reply?.status).toBe('healthy');
  });
});
