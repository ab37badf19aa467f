/**
 * The first estimate of a character's duration, ms: 15 characters a second. Later estimates come from the turn's own
 * sentences.
 */
const FIRST_MS_PER_CHAR = 66;

/**
 * The share of the estimated unsent audio that a deadline relies on: a sentence may be a quarter shorter than
 * estimated.
 */
const MIN_DURATION_SHARE = 0.75;
/** The time from the request for a sentence to its first frame, ms: a thread first finishes its current sentence. */
const LEAD_MS = 100;

/** A sentence from the start of its synthesis until its last frame is sent. */
export interface PlannedSentence {
  readonly chars: number;
  /** The pause before it that was not sent yet, ms. */
  pauseMs: number;
  /** The duration of its audio, ms: an estimate until the synthesis has ended. */
  expectedMs: number;
  /** Tells whether the synthesis has ended and made no audio. */
  isSilent: boolean;
  /** The duration of the audio that was sent, ms. */
  sentMs: number;
  /** The time at which the listener hears its start, ms; undefined = no audio of it was sent. */
  startsMs: number | undefined;
}

/**
 * Tracks the audio that was sent to one listener, and the time at which it will have been played. From this follow the
 * deadlines of a turn's sentences, and how far the synthesis is ahead. A listener plays in real time, from the first
 * audio on. All times are in ms on the clock of `now`.
 */
export class Playback {
  readonly #now: () => number;
  #playsUntilMs = 0;
  #unsentMs = 0;
  #heardChars = 0;
  #heardMs = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The duration of the audio that was made or is being made, and was not sent yet, ms. */
  get unsentMs(): number {
    return this.#unsentMs;
  }

  /** The time at which all sent audio has been heard, ms on the clock of `now`; it may be in the past. */
  get playsUntilMs(): number {
    return this.#playsUntilMs;
  }

  /**
   * Returns the time by which synthesis of the next sentence must start so that the listener hears no longer silence
   * than the pause before it, ms on the clock of `now`. For the first sentence it is the present time.
   *
   * @param pauseMs the pause before the sentence
   */
  deadlineMs(pauseMs = 0): number {
    const now = this.#now();
    const silenceMs = this.#unsentMs > 0 ? pauseMs : this.#pauseLeftMs(pauseMs);
    const unsentMs = MIN_DURATION_SHARE * this.#unsentMs + silenceMs;
    return Math.max(now, Math.max(now, this.#playsUntilMs) + unsentMs - LEAD_MS);
  }

  /**
   * Records that the synthesis of a sentence starts.
   * @param pauseMs the pause before the sentence
   */
  recordStarted(text: string, pauseMs = 0): PlannedSentence {
    const msPerChar = this.#heardChars === 0 ? FIRST_MS_PER_CHAR : this.#heardMs / this.#heardChars;
    const sentence = {
      chars: text.length,
      pauseMs,
      sentMs: 0,
      startsMs: undefined,
      expectedMs: text.length * msPerChar,
      isSilent: false,
    };
    this.#unsentMs += unsentMsOf(sentence);
    return sentence;
  }

  /** Records that the synthesis of a sentence has ended, with the duration of its audio. */
  recordSynthesized(sentence: PlannedSentence, durationMs: number): void {
    this.#unsentMs -= unsentMsOf(sentence);
    sentence.expectedMs = durationMs;
    this.#unsentMs += unsentMsOf(sentence);
    sentence.isSilent = durationMs === 0;
    if (sentence.isSilent) return;
    this.#heardChars += sentence.chars;
    this.#heardMs += durationMs;
  }

  /**
   * Takes the pause before a sentence; the sentences before it are sent.
   * @returns the silence to send, ms: silence that the listener hears already counts, and there is none before the first
   * sound
   */
  takePause(sentence: PlannedSentence): number {
    const leftMs = this.#pauseLeftMs(sentence.pauseMs);
    this.#unsentMs -= sentence.pauseMs;
    sentence.pauseMs = 0;
    return leftMs;
  }

  /** Records that silence was sent. */
  recordSilenceSent(durationMs: number): void {
    this.#playsUntilMs = Math.max(this.#now(), this.#playsUntilMs) + durationMs;
  }

  /** Records that audio of a sentence was sent. */
  recordSent(sentence: PlannedSentence, durationMs: number): void {
    this.#unsentMs -= unsentMsOf(sentence);
    sentence.sentMs += durationMs;
    this.#unsentMs += unsentMsOf(sentence);
    const startsMs = Math.max(this.#now(), this.#playsUntilMs);
    sentence.startsMs ??= startsMs;
    this.#playsUntilMs = startsMs + durationMs;
  }

  /**
   * Returns the share of a sentence that the listener has heard at `atMs`, 0 to 1, if playback goes on until then. The
   * share of a silent sentence is 1: it has only a text, which was shown.
   *
   * @param atMs the time, ms on the clock of `now`
   */
  heardShare({ startsMs, sentMs, expectedMs, isSilent }: PlannedSentence, atMs = this.#now()): number {
    if (isSilent) return 1;
    if (startsMs === undefined) return 0;
    // Before its start, the listener hears the pause.
    const heardMs = Math.max(0, Math.min(atMs - startsMs, sentMs));
    return Math.min(1, heardMs / Math.max(1, expectedMs, sentMs));
  }

  /** Returns the part of a pause that the listener has still to hear, ms. */
  #pauseLeftMs(pauseMs: number): number {
    if (this.#playsUntilMs === 0) return 0;
    return Math.max(0, pauseMs - Math.max(0, this.#now() - this.#playsUntilMs));
  }
}

function unsentMsOf({ pauseMs, expectedMs, sentMs }: PlannedSentence): number {
  return pauseMs + Math.max(0, expectedMs - sentMs);
}
