/** The longest silence that cannot be heard, ms; longer silence is a gap. */
export const GAP_TOLERANCE_MS = 1;

/** A silence that a listener heard in the middle of an answer. */
export interface Gap {
  /** The time at which the sound resumed, ms on the caller's clock. */
  readonly atMs: number;
  readonly ms: number;
}

/**
 * The simulated loudspeaker of a listener: plays in real time from the first audio on, and is silent when its buffer is
 * empty.
 */
export class ListenerPlayback {
  readonly gaps: Gap[] = [];
  /** The length of the received audio, ms of sound. */
  audioMs = 0;
  /** The time at which the received audio ends, ms on the caller's clock; undefined before the first audio. */
  playsUntilMs: number | undefined;

  /** Adds `audioMs` of sound, received at `atMs`; returns the gap that this sound ended, if there was one. */
  add(atMs: number, audioMs: number): Gap | undefined {
    const playsUntilMs = this.playsUntilMs ?? atMs;
    const silenceMs = atMs - playsUntilMs;
    const gap = silenceMs > GAP_TOLERANCE_MS ? { atMs, ms: silenceMs } : undefined;
    if (gap) this.gaps.push(gap);
    this.playsUntilMs = Math.max(playsUntilMs, atMs) + audioMs;
    this.audioMs += audioMs;
    return gap;
  }

  /** Returns the length of the sound that is not played yet, ms. */
  unplayedMs(atMs: number): number {
    return Math.max(0, (this.playsUntilMs ?? atMs) - atMs);
  }
}
