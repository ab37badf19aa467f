import { serve } from './processes.mjs';

/** One engine thread, and no limits in the way. */
const ENV = {
  WORKERS_CPU_THREADS: '1',
  BACKPRESSURE_MAX_STREAMS: '10000',
  BACKPRESSURE_MAX_FIRST_AUDIO_WAIT_MS: '0',
  MAX_WORKERS: '100',
  WORKERS_MAX_QUEUE: '100000',
  AUDIO_ARENA_BYTES: '268435456',
};

/** A server (see `serve`) whose engine is what is measured. */
export const serveEngine = (env = {}) => serve({ ...ENV, ...env });
