import { NexyError } from '../../shared/errors.js';
import { CollectedPrompts } from '../prompts/collected-prompts.js';
import { SessionRegistry } from '../sessions/session-registry.js';
import { type Module, type ModuleStatus, RUNNING } from './module.js';
import type { ScreenshotModule } from './screenshot-module.js';
import type { Wiring } from './wiring.js';

/** Keeps the running sessions, which a client may interrupt, and the prompts that users are still speaking. */
export class SessionModule implements Module {
  readonly name = 'interrupt_handling';
  readonly need = 'core';
  readonly registry = new SessionRegistry();
  readonly collected: CollectedPrompts;

  constructor({ config }: Wiring, screenshots: ScreenshotModule) {
    const options = { maxBytes: config.limits.max_collected_bytes, maxAhead: config.workers.screenshot_threads };
    this.collected = new CollectedPrompts(options, () => screenshots.pictures);
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.cancelAll();
    this.resetAll();
    this.collected.clear();
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
