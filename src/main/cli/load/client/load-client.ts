import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { poissonArrivals } from '../../../../shared/measurement/seeded-random.js';
import { Connection } from '../listener/connection.js';
import { Turn, type TurnPlan } from '../listener/turn.js';
import type { TurnRecord } from '../listener/turn-record.js';
import { type ClientHealth, FINISH_TIMEOUT_MS, type LoadPlan } from '../plan/plan.js';
import { ClientWatch } from './client-watch.js';
import { TurnPlanner } from './turn-planner.js';

/** The pause of a listener after a turn without audio (text only, or refused without a retry time), ms. */
const PAUSE_MS = 1_000;
/** The index of the random numbers of arrivals; listeners count from 0. */
const ARRIVALS_INDEX = -1;

/** Runs the turns of one process: starts each turn when it is due, and reports it when it has ended. */
export class LoadClient {
  readonly #plan: LoadPlan;
  readonly #connections: Connection[];
  readonly #turnPlanner: TurnPlanner;
  readonly #onTurn: (record: TurnRecord) => void;
  readonly #running = new Set<Turn>();
  readonly #stopped = new AbortController();
  readonly #watch = new ClientWatch();
  /** The value of `performance.now()` at the start of the run. */
  #startMs = 0;
  #endMs: number;
  #finishTimer: NodeJS.Timeout | undefined;
  /** The number of listeners that wait for an answer or hear one. */
  active = 0;

  private constructor(plan: LoadPlan, connections: Connection[], onTurn: (record: TurnRecord) => void) {
    this.#plan = plan;
    this.#connections = connections;
    this.#turnPlanner = new TurnPlanner(plan, connections);
    this.#onTurn = onTurn;
    this.#endMs = plan.warmUpMs + plan.durationMs;
    setMaxListeners(0, this.#stopped.signal);
  }

  /**
   * Opens the connections of a plan.
   * @param onTurn called with each turn that has ended
   * @throws Error when the server cannot be reached
   */
  static async connect(plan: LoadPlan, onTurn: (record: TurnRecord) => void): Promise<LoadClient> {
    const opening = Array.from({ length: plan.connections }, () => Connection.open(plan.host, plan.port));
    return new LoadClient(plan, await Promise.all(opening), onTurn);
  }

  /** Runs the plan from `atEpochMs` (ms since 1970) to its end; resolves when no turn is running any more. */
  async run(atEpochMs: number): Promise<ClientHealth> {
    const { arrivals, warmUpMs } = this.#plan;
    this.#startMs = atEpochMs - performance.timeOrigin;
    this.#cancelTurnsAt(this.#endMs + FINISH_TIMEOUT_MS);
    const counting = this.#until(warmUpMs).then(() => this.#watch.start());
    const health = counting.then(() => this.#until(this.#endMs)).then(() => this.#watch.stop());
    if ('listeners' in arrivals) {
      await Promise.all(Array.from({ length: arrivals.listeners }, (_, listener) => this.#runListener(listener)));
    } else {
      await this.#runArrivals(arrivals.ratePerSecond);
    }
    clearTimeout(this.#finishTimer);
    for (const connection of this.#connections) connection.close();
    return health;
  }

  /** Ends the run early: starts no new turns, and gives running turns `finishMs` to complete. */
  end(finishMs: number): void {
    this.#endMs = Math.min(this.#endMs, this.#now());
    this.#cancelTurnsAt(this.#endMs + finishMs);
    this.#stopped.abort();
  }

  #now = (): number => performance.now() - this.#startMs;

  /** Starts turns at random moments, independently of the turns before; each turn has a new listener. */
  async #runArrivals(ratePerSecond: number): Promise<void> {
    const random = this.#turnPlanner.random(ARRIVALS_INDEX);
    let listener = 0;
    for (const intendedMs of poissonArrivals(ratePerSecond, random)) {
      await this.#until(Math.min(intendedMs, this.#endMs));
      // All turns that were due before the end are started and count, however late the client is.
      if (intendedMs >= this.#endMs) break;
      void this.#turn(this.#turnPlanner.next(listener++, intendedMs, random));
    }
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  /**
   * Runs the turns of one listener, the next one when the answer has been played. The first turns are spread over the
   * warm-up.
   */
  async #runListener(listener: number): Promise<void> {
    const random = this.#turnPlanner.random(listener);
    let askAtMs = random() * this.#plan.warmUpMs;
    while (askAtMs < this.#endMs) {
      await this.#until(askAtMs);
      if (askAtMs >= this.#endMs) break;
      const record = await this.#turn(this.#turnPlanner.next(listener, askAtMs, random));
      askAtMs = record.heardUntilMs ?? this.#now() + (record.retryAfterMs ?? PAUSE_MS);
      askAtMs = Math.max(askAtMs, this.#now());
    }
  }

  async #turn(wish: TurnPlan): Promise<TurnRecord> {
    const turn = new Turn(wish, this.#now);
    this.#running.add(turn);
    this.active++;
    const record = await turn.ended;
    this.#running.delete(turn);
    this.#turnPlanner.updateExpectedTime(wish, record);
    setTimeout(() => this.active--, Math.max(0, (record.heardUntilMs ?? 0) - this.#now())).unref();
    this.#onTurn(record);
    return record;
  }

  /** Waits until a moment of the run, or until the run ends early. */
  async #until(atMs: number): Promise<void> {
    const { signal } = this.#stopped;
    // A timer may fire a little early, and a turn that starts early would have too short a latency.
    for (let waitMs = atMs - this.#now(); waitMs > 0 && !signal.aborted; waitMs = atMs - this.#now()) {
      await sleep(Math.ceil(waitMs), undefined, { signal }).catch(() => {});
    }
  }

  #cancelTurnsAt(atMs: number): void {
    clearTimeout(this.#finishTimer);
    this.#finishTimer = setTimeout(() => {
      for (const turn of this.#running) turn.cancel();
    }, atMs - this.#now());
  }
}
