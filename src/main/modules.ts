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

  /** @throws the error of a required module; those started before it are stopped */
  async start(): Promise<void> {
    for (const module of this.#modules) {
      this.#set(module.name, 'starting');
      try {
        await module.start();
        this.#set(module.name, 'running');
      } catch (cause) {
        this.#set(module.name, 'failed', 'could not be started; see the log');
        this.#onFailure(module.name, cause);
        if (!module.required) continue;
        await this.stop();
        throw cause;
      }
    }
  }

  /** Idempotent. A module that fails to stop does not keep the others from it. */
  async stop(): Promise<void> {
    for (const module of this.#modules.toReversed()) {
      if (!this.isRunning(module.name)) continue;
      this.#set(module.name, 'stopped');
      await module.stop().catch((cause: unknown) => this.#onFailure(module.name, cause));
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
