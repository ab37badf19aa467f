/** The composition root: the one folder that knows every part. This file builds a server from its config, starts it and stops it. */
import type { Config } from '../../shared/config/schema.js';
import { unlessAborted } from '../../shared/timeout.js';
import { findWarnings } from '../config/warnings.js';
import type { DecisionLog } from '../log/decision-log.js';
import type { PhraseCacheStats } from '../tts/phrase-cache.js';
import { drain } from './drain.js';
import { usageEvents } from './events/usage-events.js';
import type { Service } from './grpc-service.js';
import { MetricsLog } from './metrics-log.js';
import type { ModuleState } from './module.js';
import { Modules } from './modules.js';
import type { Parts } from './parts.js';
import { Pools } from './pools.js';
import type { KnownSpeech } from './speech-module.js';
import { speechServerSetup } from './speech-server.js';

/** The resources in use right now; all zero at rest. */
export interface Gauges {
  readonly sessions: number;
  readonly streams: number;
  readonly arenaBlocks: number;
  readonly tasksInFlight: number;
  readonly tasksWaiting: number;
  /** Memories that are being rewritten, or wait for it. */
  readonly rewritings: number;
}

export interface NexyServer {
  readonly host: string;
  readonly port: number;
  /** The config in force. */
  readonly config: Config;
  /** The value of the metadata `nexy-self-check` that keeps a request out of the metrics. */
  readonly selfCheckToken: string;
  /** The engines and the speech server. */
  readonly speech: KnownSpeech;
  /** Returns the state of each module, in the order of their start. */
  modules(): readonly ModuleState[];
  gauges(): Gauges;
  /** Returns the figures of the phrases in memory, which are kept on purpose: they are no gauge. */
  speechCache(): PhraseCacheStats;
  /** Leaves the work so far out of the metrics, after a self-check. */
  skipMetrics(): void;
  /** Refuses new streams, lets running ones finish within the grace period, ends the rest. Idempotent. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** The entry of the worker threads; tests replace the server's own to inject faults. */
  readonly workerFile?: string;
  /** Returns the config in force, where its live keys may change while the server runs. */
  readonly current?: () => Config;
  /** Ends a start that is under way: nothing is left running. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a server; it is ready when this returns.
 * @throws Error when the server cannot listen, or the signal's reason: nothing is left running
 */
export async function startServer(config: Config, log: DecisionLog, options: ServerOptions = {}): Promise<NexyServer> {
  const startedAt = performance.now();
  for (const { key, text } of findWarnings(config)) {
    log.write('warn', { scope: 'config', method: 'check', decision: 'degrade', ctx: { reason: `${key}: ${text}` } });
  }
  const signal = options.signal ?? new AbortController().signal;
  const current = options.current ?? (() => config);
  const pools = new Pools(config, log, speechServerSetup(config), options.workerFile);
  const { createParts, createService } = await loadCode(pools);
  // The modules that spend tokens are created with the ledger that stores them.
  const usage = usageEvents(log, () => parts.database.ledger);
  const wiring = { config, current, log, usage, pools };
  const parts: Parts = createParts(wiring);
  const modules = new Modules(parts.modules, {
    startTimeoutMs: config.workers.start_timeout_ms,
    optionalDisabled: optionalDisabled(config),
    onFailure: (name, cause) =>
      log.write('error', { scope: 'modules', method: name, decision: 'degrade', ctx: { cause } }),
  });
  let service: Service | undefined;
  let port: number;
  try {
    await modules.start(signal);
    service = createService(wiring, parts, modules);
    // The lookup of a host name may take half a minute.
    port = await unlessAborted(service.grpc.listen(), signal);
  } catch (cause) {
    service?.grpc.close();
    await modules.stop();
    throw cause;
  }
  service.grpc.setServing(true);
  const metricsIntervalMs = config.logging.metrics_interval_seconds * 1000;
  const takeUsage = () => parts.database.ledger?.takeFigures();
  const metricsLog = new MetricsLog(log, service.metrics, pools, parts.speech.cache, takeUsage, metricsIntervalMs);
  const ctx = { grpc: `${config.grpc.host}:${port}`, cpu_threads: pools.cpu.threads, io_threads: pools.io.threads };
  const dur_ms = performance.now() - startedAt;
  log.write('info', { scope: 'server', method: 'start', decision: 'start', ctx, dur_ms });
  const { grpc, admission, selfCheckToken } = service;
  const { sessions, speech, memory } = parts;
  const stop = async (): Promise<void> => {
    const gracePeriodMs = current().backpressure.grace_period_seconds * 1000;
    await drain({ grpc, admission, sessions }, gracePeriodMs, log, async () => {
      await modules.stop();
      metricsLog.stop();
    });
  };
  let stopping: Promise<void> | undefined;
  return {
    host: config.grpc.host,
    port,
    get config() {
      return current();
    },
    selfCheckToken,
    speech: speech.known,
    modules: () => modules.states(),
    gauges: () => ({
      sessions: sessions.registry.activeCount,
      streams: admission.streams,
      arenaBlocks: pools.arena.blocksInUse,
      tasksInFlight: pools.inFlight,
      tasksWaiting: pools.waiting,
      rewritings: memory.memory?.rewriteCount ?? 0,
    }),
    speechCache: () => speech.cache.stats(),
    skipMetrics: () => metricsLog.skip(),
    stop: () => (stopping ??= stop()),
  };
}

/** Loads the code of the other parts, while the threads load theirs. */
async function loadCode(pools: Pools) {
  try {
    const [{ createParts }, { createService }] = await Promise.all([import('./parts.js'), import('./grpc-service.js')]);
    return { createParts, createService };
  } catch (cause) {
    await Promise.all([pools.cpu.close(), pools.io.close()]);
    throw cause;
  }
}

/** Returns the key that leaves the optional modules out; undefined = they are started. */
function optionalDisabled({ features, kill_switches }: Config): string | undefined {
  if (kill_switches.disable_module_coordinator) return 'kill_switches.disable_module_coordinator is on';
  return features.use_module_coordinator ? undefined : 'features.use_module_coordinator is off';
}
