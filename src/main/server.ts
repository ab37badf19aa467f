/** The composition root: the one file that knows everyone. It builds the server from its config, starts it and stops it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Arena } from '../shared/arena.js';
import type { Config } from '../shared/config/schema.js';
import { NexyError } from '../shared/errors.js';
import type { DescribeResult, WorkerSetup } from '../shared/task-messages.js';
import { mayHoldBoundary, segmentBatch } from '../workers/segment/index.js';
import { GrpcServer } from './grpc/grpc-server.js';
import { EchoLlm } from './llm/echo.js';
import { readScript, ScriptLlm } from './llm/script.js';
import type { DecisionLog } from './log/decision-log.js';
import { Metrics } from './metrics.js';
import { type ModuleState, Modules } from './modules.js';
import { SlotTable } from './pool/slot-table.js';
import { type PoolEvents, WORKER_FILE, WorkerPool } from './pool/worker-pool.js';
import { Admission } from './sessions/admission.js';
import { SessionRegistry } from './sessions/registry.js';
import { EmbeddedSpeech } from './tts/embedded-speech.js';
import { Greeting } from './turn/greeting.js';
import type { Llm, Segmenting } from './turn/services.js';
import type { TurnServices } from './turn/turn.js';
import { VERSION } from './version.js';
import { arenaFor, workerSetupFor } from './worker-setup.js';

/** After the grace period, streams get this long to end by themselves before their transport is closed, ms. */
const FORCED_END_MS = 500;

/** What is in use right now; all zero at rest. */
export interface Gauges {
  readonly sessions: number;
  readonly streams: number;
  readonly arenaBlocks: number;
  readonly tasksInFlight: number;
  readonly tasksWaiting: number;
}

export interface NexyServer {
  readonly host: string;
  readonly port: number;
  readonly config: Config;
  /** What the speaking threads can do. */
  readonly speech: DescribeResult;
  gauges(): Gauges;
  modules(): readonly ModuleState[];
  /** Refuses new streams, lets running ones finish within the grace period, ends the rest. Idempotent. */
  stop(): Promise<void>;
}

/** Entry of the worker threads, where it is not the server's own: tests put faults in. */
export interface ServerOptions {
  readonly workerFile?: string;
}

/**
 * Starts a server; it is ready when this returns.
 * @throws Error when a required part cannot be started: nothing is left running
 */
export async function startServer(config: Config, log: DecisionLog, options: ServerOptions = {}): Promise<NexyServer> {
  const startedAt = performance.now();
  const arenaMemory = arenaFor(config);
  const arena = new Arena(arenaMemory);
  const events = poolEvents(log);
  const poolOf = (name: string, threads: number, firstOwner: number): WorkerPool => {
    const slots = new SlotTable(config.grpc.max_workers, config.workers.max_queue, firstOwner);
    const setup: WorkerSetup = workerSetupFor(config, arenaMemory, slots.memory, name === 'cpu');
    const workerFile = options.workerFile ?? WORKER_FILE;
    const hangTimeoutMs = config.workers.hang_timeout_ms;
    return new WorkerPool({ name, threads, hangTimeoutMs, slots, setup, workerFile }, arena, events);
  };
  const llm = createLlm(config);
  const cpu = poolOf('cpu', config.workers.cpu_threads, 1);
  const io = poolOf('io', config.workers.io_threads, 1 + config.grpc.max_workers);
  let speech: DescribeResult = { engines: [], failures: [] };

  const warm = async (pool: WorkerPool, threads: number): Promise<DescribeResult> => {
    // One task a thread: each answers when it has loaded.
    const [first] = await Promise.all(Array.from({ length: threads }, () => pool.run('describe', {})));
    return first ?? { engines: [], failures: [] };
  };
  const modules = new Modules(
    [
      {
        name: 'text_filtering',
        required: true,
        start: async () => void (await warm(io, config.workers.io_threads)),
        stop: () => io.close(),
      },
      {
        name: 'audio_generation',
        required: false,
        start: async () => {
          speech = await warm(cpu, config.workers.cpu_threads);
          for (const { name } of speech.failures) {
            log.write('warn', { scope: 'speech', method: 'load_engine', decision: 'degrade', ctx: { engine: name } });
          }
          if (speech.engines.length === 0) throw new Error('no speech engine could be loaded');
          await greeting.store();
        },
        stop: () => cpu.close(),
      },
    ],
    (name, cause) => log.write('error', { scope: 'modules', method: name, decision: 'degrade', ctx: { cause } }),
  );

  const embedded = new EmbeddedSpeech(cpu, arena);
  const greeting = new Greeting(embedded, config.tts.default_greeting, config.audio.sample_rate);
  await modules.start();
  const canSpeak = speech.engines.length > 0;
  const turn: TurnServices = {
    llm,
    segmenting: segmentingBy(io, config),
    speech: canSpeak ? embedded : undefined,
    lookaheadSentences: config.audio.lookahead_sentences,
  };
  const metrics = new Metrics();
  const registry = new SessionRegistry();
  const admission = new Admission(
    config,
    registry,
    () => arena.freeBlocks === 0 || cpu.waiting >= config.workers.max_queue,
  );
  const grpc = new GrpcServer({
    config,
    registry,
    admission,
    turn,
    greeting: canSpeak ? greeting : undefined,
    log,
    metrics,
    version: VERSION,
    modules: () => modules.states(),
  });

  let port: number;
  try {
    port = await grpc.listen();
  } catch (cause) {
    await modules.stop();
    await cpu.close();
    throw cause;
  }
  grpc.setServing(true);
  const reportMetrics = (): void => {
    const ctx = { ...metrics.takeSummary(), decision_rate: log.takeCounts() };
    log.write('info', { scope: 'metrics', method: 'interval', decision: 'complete', ctx });
  };
  const metricsTimer = setInterval(reportMetrics, config.logging.metrics_interval_seconds * 1000);
  const started = { grpc: `${config.grpc.host}:${port}`, cpu_threads: cpu.threads, io_threads: io.threads };
  const dur_ms = performance.now() - startedAt;
  log.write('info', { scope: 'server', method: 'start', decision: 'start', ctx: started, dur_ms });

  const stop = async (): Promise<void> => {
    const stoppedAt = performance.now();
    grpc.setServing(false);
    admission.drain();
    log.write('info', { scope: 'server', method: 'stop', decision: 'start', ctx: { streams: admission.streams } });
    await settled(admission.idle(), config.backpressure.grace_period_seconds * 1000);
    for (const session of registry.all()) session.cancel(new NexyError('unavailable'));
    await settled(admission.idle(), FORCED_END_MS);
    for (const session of registry.all()) session.resetStream();
    grpc.close();
    await modules.stop();
    await cpu.close();
    clearInterval(metricsTimer);
    reportMetrics();
    log.write('info', { scope: 'server', method: 'stop', decision: 'complete', dur_ms: performance.now() - stoppedAt });
  };
  let stopping: Promise<void> | undefined;
  return {
    host: config.grpc.host,
    port,
    config,
    speech,
    gauges: () => ({
      sessions: registry.activeCount,
      streams: admission.streams,
      arenaBlocks: arena.blocksInUse,
      tasksInFlight: cpu.inFlight + io.inFlight,
      tasksWaiting: cpu.waiting + io.waiting,
    }),
    modules: () => modules.states(),
    stop: () => (stopping ??= stop()),
  };
}

/** Waits for `work`, but not longer than `timeoutMs`. */
async function settled(work: Promise<void>, timeoutMs: number): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, sleep(timeoutMs, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
}

function createLlm({ llm }: Config): Llm {
  return llm.provider === 'echo' ? new EchoLlm() : new ScriptLlm(readScript(llm.script_file));
}

/** Short text is segmented where it is: a hop to a worker and back costs more than the work (docs/decisions/001). */
function segmentingBy(pool: WorkerPool, { tts, workers }: Config): Segmenting {
  const limits = { firstClauseMinChars: tts.first_clause_min_chars, maxChars: tts.max_sentence_chars };
  return {
    segment: async (request, signal) => {
      if (request.text.length <= workers.segment_inline_chars)
        return segmentBatch(request.text, { ...request, ...limits });
      return await pool.run('segment', { ...request, ...limits }, signal);
    },
    mayHoldBoundary: (more, pending) => mayHoldBoundary(more, pending, limits.maxChars),
  };
}

function poolEvents(log: DecisionLog): PoolEvents {
  const scope = 'workers';
  return {
    workerLost: (pool, reason) =>
      log.write('error', { scope, method: 'worker_lost', decision: 'retry', ctx: { pool, reason } }),
    workerReplaced: (pool, dur_ms) =>
      log.write('info', { scope, method: 'worker_replaced', decision: 'complete', ctx: { pool }, dur_ms }),
    workerError: (pool, cause) =>
      log.write('error', { scope, method: 'worker_error', decision: 'error', ctx: { pool, cause } }),
  };
}
