import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RpcMetrics } from '../../src/main/metrics/rpc-metrics.js';
import { ERROR_TABLE, type ErrorType } from '../../src/shared/errors.js';
import { collect, connect, request, turn } from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';

const NO_CACHE = { hits: 0, misses: 0, bytes: 0, phrases: 0 };
const types = Object.keys(ERROR_TABLE) as ErrorType[];

describe('the error rate of `RpcMetrics`', () => {
  it('is the share of requests that ended with an error of the server', () => {
    const metrics = new RpcMetrics();
    for (let i = 0; i < 3; i++) metrics.completed('StreamAudio');
    metrics.failed('StreamAudio', 'internal');
    metrics.failed('StreamAudio', 'cancelled_by_user');
    metrics.failed('StreamAudio', 'validation_failed');
    metrics.failed('StreamAudio', 'timeout');
    metrics.failed('StreamAudio', 'overloaded');
    expect(metrics.takeSummary(NO_CACHE)).toMatchObject({
      error_rate: { StreamAudio: 2 / 8 },
      backpressure_refusal_rate: 1 / 8,
    });
  });

  it('is never above 1, even when requests end in a later interval than they began', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...types))), (endings) => {
        const metrics = new RpcMetrics();
        for (const type of endings) {
          if (type) metrics.failed('GenerateWelcomeAudio', type);
          else metrics.completed('GenerateWelcomeAudio');
        }
        const { error_rate, backpressure_refusal_rate } = metrics.takeSummary(NO_CACHE);
        for (const rate of [...Object.values(error_rate), backpressure_refusal_rate]) {
          expect(rate).toBeGreaterThanOrEqual(0);
          expect(rate).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is left out for an interval in which no request ended, while latencies are reported', () => {
    const metrics = new RpcMetrics();
    metrics.latency('StreamAudio', 5);
    const { error_rate, p95_latency_ms } = metrics.takeSummary(NO_CACHE);
    expect(error_rate).toEqual({});
    expect(p95_latency_ms.StreamAudio).toBeCloseTo(5, 1);
  });
});

it('a server logs no error rate above 1 when turns fail in a later interval than they began', async () => {
  const answers = [{ match: 'late', tokens: [{ delay_ms: 400 }, { fail: 'internal' as const }] }, { tokens: ['Hi.'] }];
  const server = await startWithScenario({ answers }, { 'logging.metrics_interval_seconds': 0.15 });
  const client = connect(server.port);
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      await sleep(index * 60);
      return index % 4 === 3
        ? turn(client)
        : collect(client.StreamAudio(request({ prompt: 'late', hardware_id: `d${index}` })));
    }),
  );
  await server.atRest();
  await server.stop();
  client.close();
  const rates = server.lines.flatMap(({ scope, ctx }) =>
    scope === 'metrics' ? Object.values(ctx.error_rate as object) : [],
  );
  expect(rates.length).toBeGreaterThan(2);
  for (const rate of rates) expect(rate).toBeLessThanOrEqual(1);
  expect(Math.max(...rates)).toBeGreaterThan(0);
});
