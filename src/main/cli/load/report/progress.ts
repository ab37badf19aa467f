import { createHistogram } from 'node:perf_hooks';
import { percentileOfHistogram } from '../../../../shared/measurement/percentile.js';
import type { TurnRecord } from '../listener/turn-record.js';

/** The interval between two lines, ms. At a terminal a line replaces the line before; elsewhere it is appended. */
const TERMINAL_INTERVAL_MS = 1_000;
const FILE_INTERVAL_MS = 10_000;
const CLEAR_LINE = '\r\x1b[K';

/** The output that the lines are written to. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Writes a line about the state of the run at intervals. */
export class Progress {
  readonly #screen: ProgressOutput;
  readonly #intervalMs: number;
  readonly #warmUpMs: number;
  /** The latencies of first audio, µs. */
  readonly #firstAudio = createHistogram();
  #gaps = 0;
  #refused = 0;
  #nextMs: number;

  /** @param warmUpMs turns that were due before it are not counted */
  constructor(screen: ProgressOutput, warmUpMs: number) {
    this.#screen = screen;
    this.#warmUpMs = warmUpMs;
    this.#intervalMs = screen.isTTY ? TERMINAL_INTERVAL_MS : FILE_INTERVAL_MS;
    this.#nextMs = this.#intervalMs;
  }

  add(records: readonly TurnRecord[], active: number, elapsedMs: number): void {
    for (const { intendedMs, firstAudioMs, gaps, outcome } of records) {
      if (intendedMs < this.#warmUpMs) continue;
      if (firstAudioMs !== undefined) this.#firstAudio.record(Math.max(1, Math.round(firstAudioMs * 1000)));
      this.#gaps += gaps.length;
      if (outcome === 'refused') this.#refused++;
    }
    if (elapsedMs < this.#nextMs) return;
    while (this.#nextMs <= elapsedMs) this.#nextMs += this.#intervalMs;
    const line = this.#line(active, elapsedMs);
    this.#screen.write(this.#screen.isTTY ? CLEAR_LINE + line : `${line}\n`);
  }

  /** Clears the line at a terminal. */
  end(): void {
    if (this.#screen.isTTY) this.#screen.write(CLEAR_LINE);
  }

  #line(active: number, elapsedMs: number): string {
    const p95 =
      this.#firstAudio.count === 0 ? '–' : `${(percentileOfHistogram(this.#firstAudio, 95) / 1000).toFixed(1)} ms`;
    const seconds = Math.floor(elapsedMs / 1000);
    return `${seconds} s: ${active} active, first audio p95 ${p95}, ${this.#gaps} gaps, ${this.#refused} refused`;
  }
}
