import { Arena } from '../../shared/arena.js';
import type { Config } from '../../shared/config/schema.js';
import type { HttpSpeechSetup } from '../../shared/task-messages.js';
import type { DecisionLog } from '../log/decision-log.js';
import { SlotTable } from '../pool/slot-table.js';
import type { TimesSummary } from '../pool/task-times.js';
import { WORKER_FILE, WorkerPool } from '../pool/worker-pool.js';
import { ArenaRoom } from '../tts/arena-room.js';
import { poolEvents } from './events/pool-events.js';
import { arenaFor, type PoolName, workerSetupFor } from './worker-setup.js';

/** A segmenting task that each thread takes beside its sentences: long texts do not wait behind a speech server. */
const SEGMENTING_TASKS_PER_THREAD = 1;

/** The worker threads of a server, and the arena in which they write audio. A pool starts its threads when it is created. */
export class Pools {
  readonly arena: Arena;
  readonly room: ArenaRoom;
  /** Speech by the embedded engines. */
  readonly cpu: WorkerPool;
  /** Speech by a server, and the segmentation of long texts. */
  readonly io: WorkerPool;
  /** The settings of the speech server that the io pool calls; undefined = there is no speech server. */
  readonly speechServer: HttpSpeechSetup | undefined;
  readonly #all = new Map<PoolName, WorkerPool>();
  readonly #config: Config;
  readonly #log: DecisionLog;
  readonly #workerFile: string;
  readonly #arenaMemory: ReturnType<typeof arenaFor>;
  /** The first owner number of the next pool: the slots of all pools have different ones, as they share the arena. */
  #nextOwner = 1;

  /** @param workerFile the entry of the worker threads; the server's own by default */
  constructor(
    config: Config,
    log: DecisionLog,
    speechServer: HttpSpeechSetup | undefined,
    workerFile: string = WORKER_FILE,
  ) {
    this.#config = config;
    this.#log = log;
    this.#workerFile = workerFile;
    this.speechServer = speechServer;
    this.#arenaMemory = arenaFor(config);
    this.arena = new Arena(this.#arenaMemory);
    this.cpu = this.#create('cpu');
    this.io = this.#create('io');
    this.room = new ArenaRoom(this.arena, config.audio.chunk_ms, () => {
      this.cpu.startWaiting();
      this.io.startWaiting();
    });
  }

  /** Starts the threads that decode screenshots. */
  createScreenshotPool(): WorkerPool {
    return this.#create('screenshot');
  }

  /** The number of running tasks. */
  get inFlight(): number {
    return [...this.#all.values()].reduce((sum, pool) => sum + pool.inFlight, 0);
  }

  /** The number of tasks that wait for a thread. */
  get waiting(): number {
    return [...this.#all.values()].reduce((sum, pool) => sum + pool.waiting, 0);
  }

  /** Tells whether new speech would wait: for room in the arena, or behind a full queue. */
  get isFull(): boolean {
    return this.room.isFull || Math.max(this.cpu.waiting, this.io.waiting) >= this.#config.workers.max_queue;
  }

  /** Returns the waiting and running times since the last call, by pool. */
  takeTimes(): Record<string, TimesSummary> {
    return Object.fromEntries([...this.#all].map(([name, pool]) => [name, pool.times.takeSummary()]));
  }

  #create(name: PoolName): WorkerPool {
    const { grpc, workers } = this.#config;
    const threads = { cpu: workers.cpu_threads, io: workers.io_threads, screenshot: workers.screenshot_threads }[name];
    const speechServer = name === 'io' ? this.speechServer : undefined;
    // Tasks wait in the order of their deadlines, not in Piscina's queue. A thread prefetches speech only: its next sentence is there
    // when the last one ends.
    const sentences = speechServer ? workers.io_concurrency : 1;
    const segmenting = sentences > 1 ? SEGMENTING_TASKS_PER_THREAD : 0;
    const atOnce = Math.min(grpc.max_workers, threads * sentences);
    const slots = new SlotTable(atOnce, name === 'cpu' ? 1 : 0, this.#nextOwner, threads * segmenting);
    this.#nextOwner += slots.memory.slotCount;
    const pool = new WorkerPool(
      {
        name,
        threads,
        tasksPerThread: sentences + segmenting,
        hangTimeoutMs: workers.hang_timeout_ms,
        slots,
        setup: workerSetupFor(this.#config, this.#arenaMemory, slots.memory, name, speechServer),
        workerFile: this.#workerFile,
      },
      this.arena,
      poolEvents(this.#log),
    );
    this.#all.set(name, pool);
    return pool;
  }
}
