/** Silence that nobody hears, ms: a later chunk than this is a gap. */
export const GAP_TOLERANCE_MS = 1;

/** Silence that a listener heard in the middle of an answer. */
export interface Gap {
  /** When the sound came back, ms on the caller's clock. */
  readonly atMs: number;
  readonly ms: number;
}

/** A listener's loudspeaker: it plays in real time from the first audio on, and is silent when nothing is there to play. */
export class Playback {
  readonly gaps: Gap[] = [];
  /** Audio that came, ms of sound. */
  audioMs = 0;
  /** When what has come is played out; undefined before the first audio. */
  playsUntilMs: number | undefined;

  /** `audioMs` of sound came at `atMs`. */
  add(atMs: number, audioMs: number): void {
    const playsUntilMs = this.playsUntilMs ?? atMs;
    const silenceMs = atMs - playsUntilMs;
    if (silenceMs > GAP_TOLERANCE_MS) this.gaps.push({ atMs, ms: silenceMs });
    this.playsUntilMs = Math.max(playsUntilMs, atMs) + audioMs;
    this.audioMs += audioMs;
  }

  /** Sound that waits to be played, ms. */
  aheadMs(atMs: number): number {
    return Math.max(0, (this.playsUntilMs ?? atMs) - atMs);
  }
}
