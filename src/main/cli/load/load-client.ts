import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Asking } from './asking.js';
import { ClientWatch } from './client-watch.js';
import { Connection } from './connection.js';
import { type ClientHealth, FINISH_MS, type LoadPlan } from './plan.js';
import { poissonArrivals } from './random.js';
import { Turn, type TurnWish } from './turn.js';
import type { TurnRecord } from './turn-record.js';

/** A listener who heard nothing (text only, refused without a word of when to come back) waits this long, ms. */
const PAUSE_MS = 1_000;
/** Which source of numbers the arrivals have; listeners count from 0. */
const ARRIVALS = -1;

/** The turns of one process: starts them when they are due, and tells of each when it is over. */
export class LoadClient {
  readonly #plan: LoadPlan;
  readonly #connections: Connection[];
  readonly #asking: Asking;
  readonly #onTurn: (record: TurnRecord) => void;
  readonly #running = new Set<Turn>();
  readonly #stopped = new AbortController();
  readonly #watch = new ClientWatch();
  /** performance.now() at the start of the run. */
  #zeroMs = 0;
  #endMs: number;
  #finishTimer: NodeJS.Timeout | undefined;
  /** Listeners who wait for an answer or hear one. */
  active = 0;

  private constructor(plan: LoadPlan, connections: Connection[], onTurn: (record: TurnRecord) => void) {
    this.#plan = plan;
    this.#connections = connections;
    this.#asking = new Asking(plan, connections);
    this.#onTurn = onTurn;
    this.#endMs = plan.warmUpMs + plan.durationMs;
    setMaxListeners(0, this.#stopped.signal);
  }

  /** @param onTurn told of each turn that is over @throws Error when the server cannot be reached */
  static async connect(plan: LoadPlan, onTurn: (record: TurnRecord) => void): Promise<LoadClient> {
    const opening = Array.from({ length: plan.connections }, () => Connection.open(plan.host, plan.port));
    return new LoadClient(plan, await Promise.all(opening), onTurn);
  }

  /** Runs from `atEpochMs` (ms since 1970) to the end; settles when nothing is left running. */
  async run(atEpochMs: number): Promise<ClientHealth> {
    const { arrivals, warmUpMs } = this.#plan;
    this.#zeroMs = atEpochMs - performance.timeOrigin;
    this.#finishBy(this.#endMs + FINISH_MS);
    const counting = this.#until(warmUpMs).then(() => this.#watch.start());
    const health = counting.then(() => this.#until(this.#endMs)).then(() => this.#watch.stop());
    if ('listeners' in arrivals) {
      await Promise.all(Array.from({ length: arrivals.listeners }, (_, listener) => this.#listen(listener)));
    } else {
      await this.#arrive(arrivals.ratePerSecond);
    }
    clearTimeout(this.#finishTimer);
    for (const connection of this.#connections) connection.close();
    return health;
  }

  /** Ends early: no new turns, and `finishMs` for those that run. */
  end(finishMs: number): void {
    this.#endMs = Math.min(this.#endMs, this.#now());
    this.#finishBy(this.#endMs + finishMs);
    this.#stopped.abort();
  }

  #now = (): number => performance.now() - this.#zeroMs;

  /** Somebody comes, asks once and goes; at random moments, whatever became of the others. */
  async #arrive(ratePerSecond: number): Promise<void> {
    const random = this.#asking.random(ARRIVALS);
    let listener = 0;
    for (const intendedMs of poissonArrivals(ratePerSecond, random)) {
      await this.#until(Math.min(intendedMs, this.#endMs));
      // Only what was due in time counts, and all of it, however late the client is.
      if (intendedMs >= this.#endMs) break;
      void this.#turn(this.#asking.next(listener++, intendedMs, random));
    }
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  /** Asks, hears the answer out, asks again. The first questions are spread over the warm-up. */
  async #listen(listener: number): Promise<void> {
    const random = this.#asking.random(listener);
    let askAtMs = random() * this.#plan.warmUpMs;
    while (askAtMs < this.#endMs) {
      await this.#until(askAtMs);
      if (askAtMs >= this.#endMs) break;
      const record = await this.#turn(this.#asking.next(listener, askAtMs, random));
      askAtMs = record.heardUntilMs ?? this.#now() + (record.retryAfterMs ?? PAUSE_MS);
      askAtMs = Math.max(askAtMs, this.#now());
    }
  }

  async #turn(wish: TurnWish): Promise<TurnRecord> {
    const turn = new Turn(wish, this.#now);
    this.#running.add(turn);
    this.active++;
    const record = await turn.ended;
    this.#running.delete(turn);
    this.#asking.learn(wish, record);
    setTimeout(() => this.active--, (record.heardUntilMs ?? 0) - this.#now()).unref();
    this.#onTurn(record);
    return record;
  }

  /** Waits for a moment of the run; no longer than to its early end. */
  async #until(atMs: number): Promise<void> {
    const { signal } = this.#stopped;
    // A timer may come a little early; a turn that is early would have a latency that is too short.
    for (let waitMs = atMs - this.#now(); waitMs > 0 && !signal.aborted; waitMs = atMs - this.#now()) {
      await sleep(Math.ceil(waitMs), undefined, { signal }).catch(() => {});
    }
  }

  #finishBy(atMs: number): void {
    clearTimeout(this.#finishTimer);
    this.#finishTimer = setTimeout(() => {
      for (const turn of this.#running) turn.giveUp();
    }, atMs - this.#now());
  }
}
