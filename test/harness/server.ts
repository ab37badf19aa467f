import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { DecisionLog } from '../../src/main/log/decision-log.js';
import { type NexyServer, type ServerOptions, startServer } from '../../src/main/server.js';
import type { Config } from '../../src/shared/config/schema.js';

/** After every situation, five seconds later at most, nothing is held. */
const REST_TIMEOUT_MS = 5_000;

export interface TestServer extends NexyServer {
  /** The log so far, a parsed line each. */
  readonly lines: LogLine[];
  /** Settles when nothing is held any more; fails after five seconds, saying what is. */
  atRest(): Promise<void>;
}

export interface LogLine {
  readonly ts: string;
  readonly level: string;
  readonly scope: string;
  readonly method: string;
  readonly decision: string;
  readonly ctx: Readonly<Record<string, unknown>>;
  readonly dur_ms?: number;
}

/** A config for tests: a free loopback port, and limits out of the way unless `overrides` sets them. */
export function testConfig(overrides: Readonly<Record<string, unknown>> = {}): Config {
  return loadConfig({
    env: {},
    overrides: {
      'grpc.host': '127.0.0.1',
      'grpc.port': 0,
      'grpc.max_workers': 100,
      'backpressure.max_concurrent_streams': 200,
      'backpressure.max_message_rate_per_second': 0,
      'backpressure.max_first_audio_wait_ms': 0,
      'backpressure.grace_period_seconds': 5,
      'workers.cpu_threads': 1,
      'tts.warm_up_languages': 'en',
      // Tests say the same again and again, and each time it is to be spoken.
      'tts.cache_bytes': 0,
      ...overrides,
    },
  }).config;
}

/** A real server with a config for tests. */
export async function startTestServer(
  overrides: Readonly<Record<string, unknown>> = {},
  options: ServerOptions = {},
): Promise<TestServer> {
  const config = testConfig(overrides);
  const lines: LogLine[] = [];
  const log = new DecisionLog(config.logging, { write: (line) => void lines.push(JSON.parse(line) as LogLine) });
  const server = await startServer(config, log, options);
  return { ...server, lines, atRest: () => atRest(server) };
}

async function atRest(server: NexyServer): Promise<void> {
  const deadline = performance.now() + REST_TIMEOUT_MS;
  while (Object.values(server.gauges()).some((held) => held !== 0) && performance.now() < deadline) await sleep(10);
  expect(server.gauges()).toEqual({
    sessions: 0,
    streams: 0,
    arenaBlocks: 0,
    tasksInFlight: 0,
    tasksWaiting: 0,
    rewritings: 0,
  });
}
