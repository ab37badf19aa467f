import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TurnRecord } from './listener/turn-record.js';
import {
  type ClientHealth,
  type LoadPlan,
  type LoadSetup,
  type Order,
  type ProcessReport,
  planOf,
} from './plan/plan.js';

const CLIENT_PROCESS = fileURLToPath(new URL('./processes/client-process.js', import.meta.url));
/**
 * The delay between the order to begin and the start of the run, ms: every process must have received the order by
 * then.
 */
const START_DELAY_MS = 50;
/** The time that running turns get to complete when the user ends the run early, ms. */
const EARLY_FINISH_TIMEOUT_MS = 1_000;

export interface LoadRun {
  /** All turns, those of the warm-up as well, in the order in which the processes reported them. */
  readonly records: readonly TurnRecord[];
  /** The figures of the client itself, one entry for each process. */
  readonly health: readonly ClientHealth[];
  readonly countedMs: number;
  readonly endedEarly: boolean;
}

/**
 * A callback for turns that have ended. `elapsedMs` is the time since the start of the run; `active` is the number of
 * listeners that wait or hear at the moment.
 */
export type OnTurns = (records: readonly TurnRecord[], active: number, elapsedMs: number) => void;

/**
 * Runs the load to its end, or until `signal` fires.
 * @throws Error when the server cannot be reached, or a process of the run dies
 */
export async function runLoad(setup: LoadSetup, signal: AbortSignal, onTurns: OnTurns): Promise<LoadRun> {
  const records: TurnRecord[] = [];
  const active: number[] = [];
  let beganAtMs = Number.POSITIVE_INFINITY;
  const processes = Array.from({ length: setup.processes }, (_, index) =>
    startProcess(planOf(setup, index), (message) => {
      for (const record of message.records) records.push(record);
      active[index] = message.active;
      onTurns(
        message.records,
        active.reduce((sum, count) => sum + count, 0),
        performance.now() - beganAtMs,
      );
    }),
  );
  try {
    await Promise.all(processes.map(({ connected }) => connected));
    signal.throwIfAborted();
    beganAtMs = performance.now() + START_DELAY_MS;
    for (const { order } of processes) order({ type: 'begin', atEpochMs: performance.timeOrigin + beganAtMs });
    const { durationMs, warmUpMs } = setup;
    let countedMs = durationMs;
    signal.addEventListener('abort', () => {
      countedMs = Math.min(durationMs, Math.max(0, performance.now() - beganAtMs - warmUpMs));
      for (const { order } of processes) order({ type: 'end', finishMs: EARLY_FINISH_TIMEOUT_MS });
    });
    const health = await Promise.all(processes.map(({ done }) => done));
    return { records, health, countedMs, endedEarly: countedMs < durationMs };
  } finally {
    for (const { close } of processes) close();
  }
}

interface ClientProcess {
  readonly connected: Promise<void>;
  readonly done: Promise<ClientHealth>;
  order(order: Order): void;
  close(): void;
}

function startProcess(plan: LoadPlan, onTurns: (message: ProcessReport & { type: 'turns' }) => void): ClientProcess {
  const child = fork(CLIENT_PROCESS, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const order = (order: Order): void => {
    if (child.connected) child.send(order);
  };
  const connected = new Promise<void>((resolve, reject) => {
    child.on('message', (message: ProcessReport) => {
      if (message.type === 'connected') resolve();
      if (message.type === 'failed') reject(new Error(message.message));
    });
    child.once('exit', (code) => reject(new Error(`a client process ended during its start (exit code ${code})`)));
  });
  const done = new Promise<ClientHealth>((resolve, reject) => {
    child.on('message', (message: ProcessReport) => {
      if (message.type === 'turns') onTurns(message);
      if (message.type === 'done') resolve(message.health);
    });
    child.once('exit', (code) => reject(new Error(`a client process ended early (exit code ${code})`)));
  });
  // When connecting fails, `done` is never awaited, and its rejection must not be reported as unhandled.
  done.catch(() => {});
  order({ type: 'connect', plan });
  return { connected, done, order, close: () => child.connected && child.disconnect() };
}
