import { settledWithin, TIMED_OUT, withTimeout } from '../../shared/timeout.js';
import type { Module, ModuleState } from './module.js';

/** The longest wait for a module to stop, ms, unless it has a limit of its own; the server stops without it then. */
const STOP_TIMEOUT_MS = 1_000;

export interface ModulesOptions {
  /** The longest start of one module, ms. */
  readonly startTimeoutMs: number;
  /** The reason why optional modules are left out; undefined = they are started. */
  readonly optionalDisabled: string | undefined;
  /** Reports a module that could not be started or stopped. */
  readonly onFailure: (name: string, cause: unknown) => void;
}

/** Starts modules in order, stops them in reverse, and keeps the state of each. */
export class Modules {
  readonly #modules: readonly Module[];
  readonly #options: ModulesOptions;
  readonly #states = new Map<string, ModuleState>();

  /** @param modules in the order of their start */
  constructor(modules: readonly Module[], options: ModulesOptions) {
    this.#modules = modules;
    this.#options = options;
  }

  /** Returns the state of each module, in the order of their start. */
  states(): readonly ModuleState[] {
    return this.#modules.flatMap((module) => this.#stateOf(module) ?? []);
  }

  /**
   * Starts the modules one after the other.
   * @param signal ends the start at once
   * @throws the signal's reason; every module is stopped then
   */
  async start(signal: AbortSignal): Promise<void> {
    const { startTimeoutMs, optionalDisabled } = this.#options;
    const isDisabled = (module: Module): boolean => module.need === 'optional' && optionalDisabled !== undefined;
    for (const module of this.#modules) if (!isDisabled(module)) prepare(module);
    for (const module of this.#modules) {
      if (isDisabled(module)) {
        this.#set(module.name, 'disabled', optionalDisabled);
        continue;
      }
      this.#set(module.name, 'starting');
      let starting: Promise<void> | undefined;
      try {
        await withTimeout(startTimeoutMs, signal, (startSignal) => {
          starting = module.start(startSignal);
          return starting;
        });
        this.#set(module.name, 'running');
      } catch (cause) {
        // A start that goes on after its end may still create what a stop has to end.
        starting?.then(() => this.#stopOne(module)).catch(() => {});
        await this.#failed(module, cause === TIMED_OUT ? startTimedOut(module, startTimeoutMs) : cause, signal);
      }
    }
  }

  /** Stops every module, started or not: a module may hold threads before its start. Idempotent. */
  async stop(): Promise<void> {
    for (const module of this.#modules.toReversed()) {
      await this.#stopOne(module);
      if (this.#states.get(module.name)?.state !== 'disabled') this.#set(module.name, 'stopped');
    }
  }

  async #failed(module: Module, cause: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      await this.stop();
      throw cause;
    }
    this.#options.onFailure(module.name, cause);
    this.#set(module.name, 'failed', 'could not be started; see the log');
    await this.#stopOne(module);
  }

  async #stopOne(module: Module): Promise<void> {
    const { stopTimeoutMs = STOP_TIMEOUT_MS } = module;
    try {
      if (await settledWithin(stopTimeoutMs, module.stop())) return;
      this.#options.onFailure(module.name, new Error(`did not stop within ${stopTimeoutMs} ms`));
    } catch (cause) {
      this.#options.onFailure(module.name, cause);
    }
  }

  #set(name: string, state: ModuleState['state'], detail = ''): void {
    this.#states.set(name, { name, state, detail });
  }

  #stateOf(module: Module): ModuleState | undefined {
    const state = this.#states.get(module.name);
    return state?.state === 'running' ? { ...state, ...module.status() } : state;
  }
}

function prepare(module: Module): void {
  try {
    module.prepare?.();
  } catch {
    // Its start fails as well, and reports the cause.
  }
}

function startTimedOut(module: Module, timeoutMs: number): Error {
  return new Error(`${module.name} did not start within ${timeoutMs} ms (workers.start_timeout_ms)`);
}
