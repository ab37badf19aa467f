import type { EngineName, SpeechFault } from '../../shared/task-messages.js';

/** What an engine's faults are told to. */
export interface EngineEvents {
  /** A fault of an engine, or of a sound that it made. */
  engineFault(engine: EngineName | undefined, fault: SpeechFault, language: string): void;
}

/** Faults within the window that make the speech degraded: a single one may be the text's. */
const REPEATED_FAULTS = 3;
const WINDOW_MS = 60_000;

/** Keeps the latest faults of the engines, and tells whether they repeat. */
export class EngineHealth {
  readonly #now: () => number;
  /** Times of the latest faults, ms, oldest first. */
  readonly #faultsMs: number[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  record(fault: SpeechFault): void {
    // A text of hundreds of digits is longer than the bound allows; the engine is well.
    if (fault === 'too_long') return;
    this.#faultsMs.push(this.#now());
    if (this.#faultsMs.length > REPEATED_FAULTS) this.#faultsMs.shift();
  }

  /** Why the speech is degraded, in words fit for a client; undefined = it is not. */
  get problem(): string | undefined {
    const [oldest] = this.#faultsMs;
    const isRepeated = this.#faultsMs.length === REPEATED_FAULTS && oldest !== undefined;
    return isRepeated && this.#now() - oldest < WINDOW_MS
      ? 'the speech engine fails again and again; see the log'
      : undefined;
  }
}
