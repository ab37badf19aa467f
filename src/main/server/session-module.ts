import { NexyError } from '../../shared/errors.js';
import { SessionRegistry } from '../sessions/session-registry.js';
import { type Module, type ModuleStatus, RUNNING } from './module.js';

/** Keeps the running sessions, which a client may interrupt. */
export class SessionModule implements Module {
  readonly name = 'interrupt_handling';
  readonly need = 'core';
  readonly registry = new SessionRegistry();

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.cancelAll();
    this.resetAll();
  }

  status(): ModuleStatus {
    return RUNNING;
  }

  /** Cancels every running session: each stream ends by itself. */
  cancelAll(): void {
    for (const session of this.registry.all()) session.cancel(new NexyError('unavailable'));
  }

  /** Closes the stream of every session at once. */
  resetAll(): void {
    for (const session of this.registry.all()) session.stream.reset();
  }
}
