import { serve } from './processes.mjs';

/** The environment of a server with one engine thread and limits that are never reached. */
const ENV = {
  WORKERS_CPU_THREADS: '1',
  BACKPRESSURE_MAX_STREAMS: '10000',
  BACKPRESSURE_MAX_FIRST_AUDIO_WAIT_MS: '0',
  MAX_WORKERS: '100',
  WORKERS_MAX_QUEUE: '100000',
  AUDIO_ARENA_BYTES: '268435456',
};

/**
 * Starts a server (see `serve`) for suites that measure the engine.
 * @param {Readonly<Record<string, string>>} env
 */
export const serveEngine = (env = {}) => serve({ ...ENV, ...env });
