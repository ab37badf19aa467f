import { inTime, LATE, settledWithin } from './in-time.js';

/** A module that has not stopped after this long is not waited for any more, ms. */
const STOP_TIMEOUT_MS = 500;

/** A part of the server that starts, stops and says how it is. */
export interface Module {
  readonly name: string;
  /** The server does not start without it. What is not required degrades the server when it fails. */
  readonly required: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What does not work while the module runs, in words fit for a client; undefined or absent = all of it works. */
  problem?(): string | undefined;
}

export interface ModuleState {
  readonly name: string;
  readonly state: 'starting' | 'running' | 'degraded' | 'failed' | 'stopped';
  /** What went wrong, in words fit for a client. */
  readonly detail: string;
}

/** Starts modules in order and stops them in reverse; knows the state of each. */
export class Modules {
  readonly #modules: readonly Module[];
  readonly #states = new Map<string, ModuleState>();
  readonly #onFailure: (name: string, cause: unknown) => void;

  constructor(modules: readonly Module[], onFailure: (name: string, cause: unknown) => void) {
    this.#modules = modules;
    this.#onFailure = onFailure;
  }

  states(): readonly ModuleState[] {
    return this.#modules.flatMap((module) => this.#stateOf(module) ?? []);
  }

  isRunning(name: string): boolean {
    return this.#states.get(name)?.state === 'running';
  }

  /**
   * Starts the modules, each within `timeoutMs`.
   * @param signal ends the start at once
   * @throws the signal's reason, or the error of a required module; modules that were started before are stopped
   */
  async start(timeoutMs: number, signal: AbortSignal): Promise<void> {
    for (const module of this.#modules) {
      this.#set(module.name, 'starting');
      try {
        await inTime(timeoutMs, signal, () => module.start());
        this.#set(module.name, 'running');
      } catch (cause) {
        this.#set(module.name, 'failed', 'could not be started; see the log');
        if (!signal.aborted) this.#onFailure(module.name, cause === LATE ? startTimedOut(module, timeoutMs) : cause);
        if (!signal.aborted && !module.required) continue;
        await this.stop();
        throw cause;
      }
    }
  }

  /** Idempotent. A module that fails to stop, or takes too long, does not keep the others from it. */
  async stop(): Promise<void> {
    for (const module of this.#modules.toReversed()) {
      if (!this.isRunning(module.name)) continue;
      this.#set(module.name, 'stopped');
      const stopped = await settledWithin(STOP_TIMEOUT_MS, module.stop()).catch((cause: unknown) => {
        this.#onFailure(module.name, cause);
        return true;
      });
      if (!stopped) this.#onFailure(module.name, new Error(`did not stop within ${STOP_TIMEOUT_MS} ms`));
    }
  }

  #stateOf(module: Module): ModuleState | undefined {
    const known = this.#states.get(module.name);
    const problem = known?.state === 'running' ? module.problem?.() : undefined;
    return problem === undefined ? known : { name: module.name, state: 'degraded', detail: problem };
  }

  #set(name: string, state: ModuleState['state'], detail = ''): void {
    this.#states.set(name, { name, state, detail });
  }
}

function startTimedOut({ name }: Module, timeoutMs: number): Error {
  return new Error(`${name} did not start within ${timeoutMs} ms (workers.start_timeout_ms)`);
}
