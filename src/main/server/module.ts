/** The status of a running module. */
export type ModuleStatus =
  | { readonly state: 'running' }
  /** The module still waits for something that it does not need to start. */
  | { readonly state: 'starting'; readonly detail: string }
  /** The detail says which part of the module does not work, and why; clients may read it. */
  | { readonly state: 'degraded'; readonly detail: string };

export const RUNNING: ModuleStatus = { state: 'running' };

/** Returns the status of a module with this problem; undefined = no problem. */
export function statusFor(problem: string | undefined): ModuleStatus {
  return problem === undefined ? RUNNING : { state: 'degraded', detail: problem };
}

/** A part of the server that starts, stops and has a status. */
export interface Module {
  readonly name: string;
  /**
   * The effect of a failed start and of the kill switch:
   * - `core`: the server starts without the module when its start fails, and is degraded.
   * - `optional`: as `core`; `kill_switches.disable_module_coordinator` leaves the module out.
   */
  readonly need: 'core' | 'optional';
  /** Begins a part of the start that takes long and waits for no other module, such as the start of threads. */
  prepare?(): void;
  /** @param signal fires when the start takes too long, or when the server has to stop */
  start(signal: AbortSignal): Promise<void>;
  /** Ends everything that the module runs, after a failed start and without a start as well. Idempotent. */
  stop(): Promise<void>;
  /** Returns the status of the module; called only while it runs. */
  status(): ModuleStatus;
  /** The longest stop, ms; by default a second. */
  readonly stopTimeoutMs?: number;
}

export interface ModuleState {
  readonly name: string;
  readonly state: 'starting' | 'running' | 'degraded' | 'failed' | 'stopped' | 'disabled';
  /** The reason for the state, in words fit for a client; empty when the state needs no reason. */
  readonly detail: string;
}
