import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  chunks,
  collect,
  connect,
  kinds,
  type Message,
  request,
  type Stub,
  status,
  trailer,
  turn,
} from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';
import type { TestServer } from '../harness/server.js';

let server: TestServer;
let client: Stub;

const answers = [
  { match: 'never', tokens: [{ hang: true as const }] },
  { match: 'stuck', tokens: ['A sentence. ', { hang: true as const }] },
  { match: 'slow', tokens: Array.from({ length: 200 }, () => ['word ', { delay_ms: 10 }]).flat() },
  { tokens: Array.from({ length: 30 }, (_, index) => `This is sentence ${index} of many that follow. `) },
];

beforeAll(async () => {
  server = await startWithScenario(
    { answers },
    { 'backpressure.idle_timeout_seconds': 1, 'grpc.write_stall_timeout_seconds': 2 },
  );
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

const endings = (): string[] =>
  server.lines
    .filter(
      ({ method, decision }) => method === 'StreamAudio' && ['complete', 'abort', 'error', 'reject'].includes(decision),
    )
    .map(({ decision, ctx }) => `${decision} ${String(ctx.error_type ?? '')}`.trim());

describe('a client that cancels', () => {
  const stages: [string, string, (message: Message) => boolean][] = [
    ['at its first text', 'many', ({ content }) => content === 'text_chunk'],
    ['at its first audio', 'many', ({ content }) => content === 'audio_chunk'],
  ];
  it.each(stages)('%s leaves nothing behind', async (_stage, prompt, isCancelPoint) => {
    server.lines.length = 0;
    const ended = await collect(client.StreamAudio(request({ prompt })), (message, stream) => {
      if (isCancelPoint(message)) stream.cancel();
    });
    expect(ended.status.code).toBe(status.CANCELLED);
    await server.atRest();
    expect(endings()).toEqual(['abort cancelled_by_user']);
  });

  it.each([
    ['before the model has said anything', 'never'],
    ['while the model is writing', 'slow'],
    ['between two sentences', 'stuck'],
  ])('%s leaves nothing behind', async (_stage, prompt) => {
    server.lines.length = 0;
    const stream = client.StreamAudio(request({ prompt }));
    const ended = collect(stream);
    while (server.gauges().sessions === 0) await sleep(1);
    await sleep(100);
    stream.cancel();
    expect((await ended).status.code).toBe(status.CANCELLED);
    await server.atRest();
    expect(endings()).toEqual(['abort cancelled_by_user']);
  });

  it('at once, before the request is sent, leaves nothing behind', async () => {
    // The client library then neither notifies the server nor reads its messages: the stall timer has to detect it.
    const streams = Array.from({ length: 20 }, () => client.StreamAudio(request({ prompt: 'many' })));
    const ended = streams.map((stream) => collect(stream));
    for (const stream of streams) stream.cancel();
    for (const { status: seen } of await Promise.all(ended)) expect(seen.code).toBe(status.CANCELLED);
    await sleep(200);
  });

  it('by closing its connection leaves nothing behind', async () => {
    const leaving = connect(server.port);
    const ended = collect(leaving.StreamAudio(request({ prompt: 'many' })), ({ content }) => {
      if (content === 'audio_chunk') leaving.close();
    });
    await ended;
  });

  it('a hundred times at random moments leaves nothing behind', async () => {
    const turns = Array.from({ length: 100 }, async (_, index) => {
      const stream = client.StreamAudio(request({ prompt: index % 2 ? 'many' : 'slow', hardware_id: `d${index}` }));
      const ended = collect(stream);
      await sleep((index * 7) % 150);
      stream.cancel();
      await ended;
    });
    await Promise.all(turns);
  });
});

describe('a deadline', () => {
  it('that passes before any content ends in DEADLINE_EXCEEDED and stops the turn', async () => {
    const stream = client.StreamAudio(request({ prompt: 'never' }), new Metadata(), { deadline: Date.now() + 150 });
    const reply = await collect(stream);
    expect(reply.status.code).toBe(status.DEADLINE_EXCEEDED);
  });

  it('that passes while the turn is speaking stops the turn', async () => {
    const stream = client.StreamAudio(request({ prompt: 'stuck' }), new Metadata(), { deadline: Date.now() + 300 });
    const reply = await collect(stream);
    expect(chunks(reply).length).toBeGreaterThan(0);
    expect(reply.status.code).toBe(status.DEADLINE_EXCEEDED);
  });
});

describe('the idle timeout', () => {
  it('ends a stream without any message as timeout, with DEADLINE_EXCEEDED', async () => {
    const reply = await turn(client, { prompt: 'never' });
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.status.code).toBe(status.DEADLINE_EXCEEDED);
    expect(trailer(reply, 'nexy-error-type')).toBe('timeout');
  });

  it('quietly ends a stream that falls silent after its first sentence', async () => {
    const reply = await turn(client, { prompt: 'stuck' });
    expect(reply.status.code).toBe(status.OK);
    expect(trailer(reply, 'nexy-error-type')).toBe('timeout');
    expect(kinds(reply)).not.toContain('end_message');
  });
});
