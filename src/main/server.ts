/** The composition root: the one file that knows everyone. It builds the server from its config, starts it and stops it. */
import { Arena } from '../shared/arena.js';
import type { Config } from '../shared/config/schema.js';
import { mayHoldBoundary, segmentBatch } from '../workers/segment/index.js';
import { type Assistant, createAssistant } from './assistant.js';
import { findWarnings } from './config/warnings.js';
import { drain } from './drain.js';
import { GrpcServer } from './grpc/grpc-server.js';
import { settledWithin } from './in-time.js';
import type { DecisionLog } from './log/decision-log.js';
import { Metrics } from './metrics.js';
import { type Module, Modules } from './modules.js';
import { SCREENSHOTS, screenshotModule } from './pictures/screenshot-module.js';
import { WorkerPictures } from './pictures/worker-pictures.js';
import { poolEvents } from './pool/pool-events.js';
import { SlotTable } from './pool/slot-table.js';
import { WORKER_FILE, WorkerPool } from './pool/worker-pool.js';
import { Admission } from './sessions/admission.js';
import { SessionRegistry } from './sessions/registry.js';
import { buildSpeech, type KnownSpeech, providerFor, type SpeechPart } from './speech-parts.js';
import { ArenaRoom } from './tts/arena-room.js';
import type { PhraseCacheStats } from './tts/phrase-cache.js';
import type { GreetingServices, GreetingTexts } from './turn/greeting.js';
import type { Segmenting } from './turn/services.js';
import type { TurnServices } from './turn/turn.js';
import { unlessAborted } from './turn/until-aborted.js';
import { type UsageSink, usageLog } from './usage.js';
import { VERSION } from './version.js';
import { arenaFor, type PoolName, workerSetupFor } from './worker-setup.js';

/** Threads and connections that have not closed after this long are left to the end of the process, ms. */
const PARTS_STOP_TIMEOUT_MS = 1_000;

/** What is in use right now; all zero at rest. */
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
  /** The one in force. */
  readonly config: Config;
  /** Who speaks. */
  readonly speech: KnownSpeech;
  gauges(): Gauges;
  /** The phrases in memory. They are kept on purpose: none of it is a gauge. */
  speechCache(): PhraseCacheStats;
  /** Refuses new streams, lets running ones finish within the grace period, ends the rest. Idempotent. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Entry of the worker threads, where it is not the server's own: tests put faults in. */
  readonly workerFile?: string;
  /** The config in force, where its live keys may change while the server runs. */
  readonly current?: () => Config;
  /** Ends a start that is under way: nothing is left running. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a server; it is ready when this returns.
 * @throws Error when a required part cannot be started, or the signal's reason: nothing is left running
 */
export async function startServer(config: Config, log: DecisionLog, options: ServerOptions = {}): Promise<NexyServer> {
  const startedAt = performance.now();
  for (const { key, text } of findWarnings(config)) {
    log.write('warn', { scope: 'config', method: 'check', decision: 'degrade', ctx: { reason: `${key}: ${text}` } });
  }
  const current = options.current ?? (() => config);
  const parts = await buildParts(config, current, log, options);
  const { arena, cpu, io, screenshot, modules } = parts;
  let service: Service | undefined;
  let port: number;
  const signal = options.signal ?? new AbortController().signal;
  try {
    await modules.start(config.workers.start_timeout_ms, signal);
    service = buildService(config, current, log, parts);
    // A name may take its resolver half a minute.
    port = await unlessAborted(service.grpc.listen(), signal);
  } catch (cause) {
    service?.grpc.close();
    await stopParts(parts, log);
    throw cause;
  }
  const { registry, admission, grpc, metrics } = service;
  grpc.setServing(true);
  const metricsTimer = setInterval(
    () => logMetrics(log, metrics, parts),
    config.logging.metrics_interval_seconds * 1000,
  );
  const ctx = { grpc: `${config.grpc.host}:${port}`, cpu_threads: cpu.threads, io_threads: io.threads };
  const dur_ms = performance.now() - startedAt;
  log.write('info', { scope: 'server', method: 'start', decision: 'start', ctx, dur_ms });

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await drain(service, current().backpressure.grace_period_seconds * 1000, log, async () => {
      await stopParts(parts, log);
      logMetrics(log, metrics, parts);
    });
    clearInterval(metricsTimer);
  };
  return {
    host: config.grpc.host,
    port,
    get config() {
      return current();
    },
    speech: parts.speech.known,
    gauges: () => ({
      sessions: registry.activeCount,
      streams: admission.streams,
      arenaBlocks: arena.blocksInUse,
      tasksInFlight: cpu.inFlight + io.inFlight + screenshot.inFlight,
      tasksWaiting: cpu.waiting + io.waiting + screenshot.waiting,
      rewritings: parts.assistant.memory?.rewritings ?? 0,
    }),
    speechCache: () => parts.speech.cache.stats(),
    stop: () => (stopping ??= stop()),
  };
}

/** What does the work: made first, and started before anybody is listened to. */
interface Parts {
  readonly arena: Arena;
  readonly room: ArenaRoom;
  readonly cpu: WorkerPool;
  readonly io: WorkerPool;
  readonly screenshot: WorkerPool;
  readonly greetingTexts: GreetingTexts;
  readonly usage: UsageSink;
  readonly assistant: Assistant;
  readonly speech: SpeechPart;
  readonly modules: Modules;
}

async function buildParts(
  config: Config,
  current: () => Config,
  log: DecisionLog,
  options: ServerOptions,
): Promise<Parts> {
  const arenaMemory = arenaFor(config);
  const arena = new Arena(arenaMemory);
  const events = poolEvents(log);
  const { grpc, workers } = config;
  const provider = providerFor(config, log);
  let owners = 1;
  const poolOf = (name: PoolName, threads: number): WorkerPool => {
    // What waits, waits in order of its deadline and not in Piscina's queue. Speech is what a thread should never wait for.
    const sentences = name === 'io' && provider ? workers.io_concurrency : 1;
    // Long texts do not wait behind sentences that wait for a server.
    const quick = sentences > 1 ? 1 : 0;
    const atOnce = Math.min(grpc.max_workers, threads * sentences);
    const slots = new SlotTable(atOnce, name === 'cpu' ? 1 : 0, owners, threads * quick);
    owners += slots.memory.slotCount;
    const setup = workerSetupFor(config, arenaMemory, slots.memory, name, provider);
    const workerFile = options.workerFile ?? WORKER_FILE;
    return new WorkerPool(
      {
        name,
        threads,
        tasksPerThread: sentences + quick,
        hangTimeoutMs: workers.hang_timeout_ms,
        slots,
        setup,
        workerFile,
      },
      arena,
      events,
    );
  };
  const usage = usageLog(log);
  const assistant = await createAssistant(config, current, usage, log);
  const cpu = poolOf('cpu', workers.cpu_threads);
  const io = poolOf('io', workers.io_threads);
  const screenshot = poolOf('screenshot', workers.screenshot_threads);
  const room = new ArenaRoom(arena, config.audio.chunk_ms, () => {
    cpu.startWaiting();
    io.startWaiting();
  });
  const greetingTexts: GreetingTexts = {
    segmenting: segmentingBy(io, config),
    defaultLanguage: config.tts.default_language,
    defaultText: config.tts.default_greeting,
    maxSentenceChars: config.tts.max_sentence_chars,
  };
  const speech = buildSpeech(config, log, { cpu, io, arena, room }, provider, greetingTexts);

  const textFiltering: Module = {
    name: 'text_filtering',
    required: true,
    start: async () => void (await io.warm()),
    stop: () => io.close(),
  };
  const audioGeneration: Module = {
    name: 'audio_generation',
    required: false,
    start: () => speech.start(),
    stop: () => speech.stop(),
    problem: () => speech.embedded.health.problem,
  };
  const modules = new Modules([textFiltering, audioGeneration, screenshotModule(screenshot, log)], (name, cause) =>
    log.write('error', { scope: 'modules', method: name, decision: 'degrade', ctx: { cause } }),
  );
  return { arena, room, cpu, io, screenshot, greetingTexts, usage, assistant, speech, modules };
}

async function stopParts({ modules, speech, io, screenshot, assistant }: Parts, log: DecisionLog): Promise<void> {
  await modules.stop();
  // A module that failed to start is not stopped, but its threads are there.
  const closing = Promise.allSettled([speech.stop(), io.close(), screenshot.close(), assistant.close()]);
  if (await settledWithin(PARTS_STOP_TIMEOUT_MS, closing)) return;
  log.write('warn', { scope: 'server', method: 'stop', decision: 'degrade', ctx: { reason: 'parts_still_run' } });
}

/** What listens to clients. */
interface Service {
  readonly registry: SessionRegistry;
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly grpc: GrpcServer;
}

function buildService(config: Config, current: () => Config, log: DecisionLog, parts: Parts): Service {
  const { room, cpu, io, screenshot, greetingTexts, usage, assistant, speech, modules } = parts;
  const isFull = (): boolean => room.isFull || Math.max(cpu.waiting, io.waiting) >= config.workers.max_queue;
  const canSee = modules.isRunning(SCREENSHOTS);
  const turn: TurnServices = {
    ...assistant,
    segmenting: greetingTexts.segmenting,
    response: 'StreamResponse',
    speech: speech.canSpeak ? speech.cache : undefined,
    pictures: canSee ? new WorkerPictures(screenshot, config.screenshot.timeout_ms) : undefined,
    mayLookAhead: () => !isFull(),
    lookaheadMs: config.audio.lookahead_seconds * 1000,
    sampleRateHz: config.audio.sample_rate,
    defaultLanguage: config.tts.default_language,
  };
  const greeting: GreetingServices = {
    ...turn,
    ...greetingTexts,
    speech: speech.cache,
    speakerName: () => speech.speakerName,
  };
  const metrics = new Metrics();
  const registry = new SessionRegistry();
  const admission = new Admission(current, registry, {
    full: isFull,
    speech: () => ({ backlogMs: cpu.backlogMs, usualSentenceMs: speech.embedded.usualSentenceMs }),
  });
  const grpc = new GrpcServer({
    get config() {
      return current();
    },
    registry,
    admission,
    turn,
    greeting: speech.canSpeak ? greeting : undefined,
    log,
    metrics,
    usage,
    version: VERSION,
    modules: () => modules.states(),
  });
  return { registry, admission, metrics, grpc };
}

function logMetrics(log: DecisionLog, metrics: Metrics, { cpu, io, screenshot, speech }: Parts): void {
  const pools = { cpu: cpu.times.take(), io: io.times.take(), screenshot: screenshot.times.take() };
  const lines = { decision_rate: log.takeCounts(), dropped_lines: log.takeDropped() };
  const ctx = { ...metrics.takeSummary(speech.cache.stats()), ...lines, pools };
  log.write('info', { scope: 'metrics', method: 'interval', decision: 'complete', ctx });
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
