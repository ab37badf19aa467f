import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { DecisionLog } from '../../src/main/log/decision-log.js';
import { type NexyServer, type ServerOptions, startServer } from '../../src/main/server/server.js';
import type { Config } from '../../src/shared/config/schema.js';

/**
 * The timeout for releasing everything after a test, ms. Five seconds are enough, except for a thread that replaces a
 * dead one on a busy machine: its first task waits until the thread has loaded.
 */
const REST_TIMEOUT_MS = 60_000;
/** The number of log lines that are shown when something is still held. */
const LATEST_LINES = 30;

export interface TestServer extends NexyServer {
  /** The lines of the log so far, parsed. */
  readonly lines: LogLine[];
  /** Settles when the server holds nothing any more; after a timeout the test fails, and shows the gauges. */
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

/** The override for a server with its optional modules: memory and screenshots. */
export const WITH_MODULES = { 'features.use_module_coordinator': true };

/** Returns the config of a test server: a free loopback port, and limits high or off unless `overrides` sets them. */
export function testConfig(overrides: Readonly<Record<string, unknown>> = {}): Config {
  const { config } = loadConfig({
    env: {},
    overrides: {
      'grpc.host': '127.0.0.1',
      'grpc.port': 0,
      'grpc.max_workers': 100,
      'backpressure.max_concurrent_streams': 200,
      'audio.arena_bytes': 134_217_728,
      'backpressure.max_message_rate_per_second': 0,
      'backpressure.max_first_audio_wait_ms': 0,
      'backpressure.grace_period_seconds': 5,
      'workers.cpu_threads': 1,
      // A thread or a decoder that has to wait for a core is not a fault. Tests of hung threads set shorter timeouts.
      'workers.hang_timeout_ms': 5_000,
      'screenshot.timeout_ms': 10_000,
      // The warm-up, a long greeting and the modules that few tests need take most of the time of a start.
      'tts.warm_up_languages': '',
      'tts.default_greeting': 'Hi.',
      'features.use_module_coordinator': false,
      // Tests repeat the same sentences, and each time the sentence must be spoken.
      'tts.cache_bytes': 0,
      'database.mode': 'off',
      // On a busy machine the audio of a sentence that is cut is not exactly that of the whole sentence.
      'tts.first_clause_busy_chars': 0,
      ...overrides,
    },
  });
  return config;
}

/** Starts a real server with `testConfig`. */
export async function startTestServer(
  overrides: Readonly<Record<string, unknown>> = {},
  options: ServerOptions = {},
): Promise<TestServer> {
  const config = testConfig(overrides);
  const lines: LogLine[] = [];
  const log = new DecisionLog(config.logging, { write: (line) => void lines.push(JSON.parse(line) as LogLine) });
  const server = await startServer(config, log, options);
  return { ...server, lines, atRest: () => atRest(server, lines) };
}

async function atRest(server: NexyServer, lines: readonly LogLine[]): Promise<void> {
  const deadline = performance.now() + REST_TIMEOUT_MS;
  while (Object.values(server.gauges()).some((held) => held !== 0) && performance.now() < deadline) await sleep(10);
  const latest = lines.slice(-LATEST_LINES).map((line) => JSON.stringify(line));
  expect(server.gauges(), latest.join('\n')).toEqual({
    sessions: 0,
    streams: 0,
    arenaBlocks: 0,
    tasksInFlight: 0,
    tasksWaiting: 0,
    rewritings: 0,
  });
}
