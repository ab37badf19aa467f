import type { EngineName, SpeechFault } from '../../shared/task-messages.js';

/** Receives the faults of engines. */
export interface EngineEvents {
  /** Reports a fault of an engine, or of the audio that it made. */
  engineFault(engine: EngineName | undefined, fault: SpeechFault, language: string): void;
}

/** The number of faults within the window that makes the speech degraded; a single fault may be caused by the text. */
const REPEATED_FAULTS = 3;
const WINDOW_MS = 60_000;

/** Records the latest faults of the engines, and tells whether they repeat. */
export class EngineHealth {
  readonly #now: () => number;
  /** The times of the latest faults, ms, oldest first. */
  readonly #faultsMs: number[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  record(fault: SpeechFault): void {
    // A text of hundreds of digits is longer than the bound allows; the engine works.
    if (fault === 'too_long') return;
    this.#faultsMs.push(this.#now());
    if (this.#faultsMs.length > REPEATED_FAULTS) this.#faultsMs.shift();
  }

  /** The reason why the speech is degraded, in words fit for a client; undefined when it is not degraded. */
  get problem(): string | undefined {
    const [oldest] = this.#faultsMs;
    const isRepeated = this.#faultsMs.length === REPEATED_FAULTS && oldest !== undefined;
    return isRepeated && this.#now() - oldest < WINDOW_MS
      ? 'the speech engine fails again and again; see the log'
      : undefined;
  }
}
