/** The composition root: the one file that knows everyone. It builds the server from its config, starts it and stops it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Arena } from '../shared/arena.js';
import type { Config } from '../shared/config/schema.js';
import { NexyError } from '../shared/errors.js';
import type { DescribeResult } from '../shared/task-messages.js';
import { mayHoldBoundary, segmentBatch } from '../workers/segment/index.js';
import { GrpcServer } from './grpc/grpc-server.js';
import { EchoLlm } from './llm/echo.js';
import { readScript, ScriptLlm } from './llm/script.js';
import type { DecisionLog } from './log/decision-log.js';
import { Metrics } from './metrics.js';
import { type Module, Modules } from './modules.js';
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
  const parts = buildParts(config, log, options);
  const { arena, cpu, io, modules } = parts;
  let service: Service;
  let port: number;
  try {
    await modules.start();
    service = buildService(config, log, parts);
    port = await service.grpc.listen();
  } catch (cause) {
    await stopParts(parts);
    throw cause;
  }
  const { registry, admission, grpc, metrics } = service;
  grpc.setServing(true);
  const metricsTimer = setInterval(() => logMetrics(log, metrics), config.logging.metrics_interval_seconds * 1000);
  const ctx = { grpc: `${config.grpc.host}:${port}`, cpu_threads: cpu.threads, io_threads: io.threads };
  const dur_ms = performance.now() - startedAt;
  log.write('info', { scope: 'server', method: 'start', decision: 'start', ctx, dur_ms });

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await stopService(config, log, service, () => stopParts(parts));
    clearInterval(metricsTimer);
  };
  return {
    host: config.grpc.host,
    port,
    config,
    speech: parts.speech.known,
    gauges: () => ({
      sessions: registry.activeCount,
      streams: admission.streams,
      arenaBlocks: arena.blocksInUse,
      tasksInFlight: cpu.inFlight + io.inFlight,
      tasksWaiting: cpu.waiting + io.waiting,
    }),
    stop: () => (stopping ??= stop()),
  };
}

/** What does the work: made first, and started before anybody is listened to. */
interface Parts {
  readonly arena: Arena;
  readonly cpu: WorkerPool;
  readonly io: WorkerPool;
  readonly llm: Llm;
  readonly speech: SpeechPart;
  readonly modules: Modules;
}

interface SpeechPart {
  readonly embedded: EmbeddedSpeech;
  readonly greeting: Greeting;
  /** What the speaking threads can do; nothing before they have started. */
  known: DescribeResult;
}

function buildParts(config: Config, log: DecisionLog, options: ServerOptions): Parts {
  const arenaMemory = arenaFor(config);
  const arena = new Arena(arenaMemory);
  const events = poolEvents(log);
  const { grpc, workers, audio, tts } = config;
  const poolOf = (name: string, threads: number, firstOwner: number): WorkerPool => {
    const slots = new SlotTable(grpc.max_workers, workers.max_queue, firstOwner);
    const setup = workerSetupFor(config, arenaMemory, slots.memory, name === 'cpu');
    const workerFile = options.workerFile ?? WORKER_FILE;
    return new WorkerPool(
      { name, threads, hangTimeoutMs: workers.hang_timeout_ms, slots, setup, workerFile },
      arena,
      events,
    );
  };
  const llm = createLlm(config);
  const cpu = poolOf('cpu', workers.cpu_threads, 1);
  const io = poolOf('io', workers.io_threads, 1 + grpc.max_workers);
  const embedded = new EmbeddedSpeech(cpu, arena);
  const greeting = new Greeting(embedded, tts.default_greeting, audio.sample_rate);
  const speech: SpeechPart = { embedded, greeting, known: { engines: [], failures: [] } };

  const textFiltering: Module = {
    name: 'text_filtering',
    required: true,
    start: async () => void (await warm(io, workers.io_threads)),
    stop: () => io.close(),
  };
  const audioGeneration: Module = {
    name: 'audio_generation',
    required: false,
    start: () => startSpeech(speech, cpu, workers.cpu_threads, log),
    stop: () => cpu.close(),
  };
  const modules = new Modules([textFiltering, audioGeneration], (name, cause) =>
    log.write('error', { scope: 'modules', method: name, decision: 'degrade', ctx: { cause } }),
  );
  return { arena, cpu, io, llm, speech, modules };
}

/** Settles when every thread of the pool has loaded: one task a thread, each answered then. */
async function warm(pool: WorkerPool, threads: number): Promise<DescribeResult> {
  const [first] = await Promise.all(Array.from({ length: threads }, () => pool.run('describe', {})));
  return first ?? { engines: [], failures: [] };
}

async function startSpeech(speech: SpeechPart, cpu: WorkerPool, threads: number, log: DecisionLog): Promise<void> {
  speech.known = await warm(cpu, threads);
  for (const { name, reason } of speech.known.failures) {
    log.write('warn', { scope: 'speech', method: 'load_engine', decision: 'degrade', ctx: { engine: name, reason } });
  }
  if (speech.known.engines.length === 0) throw new Error('no speech engine could be loaded');
  await speech.greeting.store();
}

async function stopParts({ modules, cpu, io }: Parts): Promise<void> {
  await modules.stop();
  // A module that failed to start is not stopped, but its threads are there.
  await Promise.all([cpu.close(), io.close()]);
}

/** What listens to clients. */
interface Service {
  readonly registry: SessionRegistry;
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly grpc: GrpcServer;
}

function buildService(config: Config, log: DecisionLog, { arena, cpu, io, llm, speech, modules }: Parts): Service {
  const canSpeak = speech.known.engines.length > 0;
  const turn: TurnServices = {
    llm,
    segmenting: segmentingBy(io, config),
    speech: canSpeak ? speech.embedded : undefined,
    lookaheadSentences: config.audio.lookahead_sentences,
  };
  const metrics = new Metrics();
  const registry = new SessionRegistry();
  const overloaded = (): boolean => arena.freeBlocks === 0 || cpu.waiting >= config.workers.max_queue;
  const admission = new Admission(config, registry, overloaded);
  const grpc = new GrpcServer({
    config,
    registry,
    admission,
    turn,
    greeting: canSpeak ? speech.greeting : undefined,
    log,
    metrics,
    version: VERSION,
    modules: () => modules.states(),
  });
  return { registry, admission, metrics, grpc };
}

/** Not ready, no new streams, running ones finish within the grace period, the rest are ended; then the parts stop. */
async function stopService(
  config: Config,
  log: DecisionLog,
  { grpc, admission, registry, metrics }: Service,
  stopThem: () => Promise<void>,
): Promise<void> {
  const stoppedAt = performance.now();
  grpc.setServing(false);
  admission.drain();
  log.write('info', { scope: 'server', method: 'stop', decision: 'start', ctx: { streams: admission.streams } });
  await settled(admission.idle(), config.backpressure.grace_period_seconds * 1000);
  for (const session of registry.all()) session.cancel(new NexyError('unavailable'));
  await settled(admission.idle(), FORCED_END_MS);
  for (const session of registry.all()) session.resetStream();
  grpc.close();
  await stopThem();
  logMetrics(log, metrics);
  log.write('info', { scope: 'server', method: 'stop', decision: 'complete', dur_ms: performance.now() - stoppedAt });
}

function logMetrics(log: DecisionLog, metrics: Metrics): void {
  const ctx = { ...metrics.takeSummary(), decision_rate: log.takeCounts() };
  log.write('info', { scope: 'metrics', method: 'interval', decision: 'complete', ctx });
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
