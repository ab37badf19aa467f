/** First guess of how long a character sounds, ms: 15 characters a second. Learnt from the turn's own sentences from then on. */
const FIRST_MS_PER_CHAR = 66;

/** Share of the guessed length of unsent audio that a deadline counts on: sentences turn out up to a quarter shorter. */
const SURE_SHARE = 0.75;
/** Time from the request for a sentence to its first frame, ms: a thread first finishes the sentence that it speaks. */
const LEAD_MS = 100;

/** A sentence between the start of its synthesis and its last frame's way out. */
export interface PlannedSentence {
  readonly chars: number;
  /** How long it will play, ms: a guess until it is known. */
  expectedMs: number;
  /** It was made, and there is nothing to hear. */
  isSilent: boolean;
  sentMs: number;
  /** When its listener hears its start; undefined = none of it was sent. */
  startsMs: number | undefined;
}

/**
 * What one listener has been given to play, and when that runs out: the deadlines of a turn's sentences, and how far its
 * synthesis is ahead. A listener plays from the first audio on, in real time; all times in ms on the clock of `now`.
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

  /** Audio made or about to be, and not sent yet, ms. */
  get unsentMs(): number {
    return this.#unsentMs;
  }

  /** When all that was sent has been heard, ms on the clock of `now`; in the past when it has. */
  get playsUntilMs(): number {
    return this.#playsUntilMs;
  }

  /** The time by which synthesis of the next sentence must start, so that the listener hears no silence; now, for the first one. */
  get deadlineMs(): number {
    const now = this.#now();
    return Math.max(now, Math.max(now, this.#playsUntilMs) + SURE_SHARE * this.#unsentMs - LEAD_MS);
  }

  /** A sentence's synthesis starts. */
  begin(text: string): PlannedSentence {
    const msPerChar = this.#heardChars === 0 ? FIRST_MS_PER_CHAR : this.#heardMs / this.#heardChars;
    const sentence = {
      chars: text.length,
      sentMs: 0,
      startsMs: undefined,
      expectedMs: text.length * msPerChar,
      isSilent: false,
    };
    this.#unsentMs += sentence.expectedMs;
    return sentence;
  }

  /** Its synthesis has ended: now it is known how long it plays. */
  made(sentence: PlannedSentence, durationMs: number): void {
    this.#unsentMs -= restOf(sentence);
    sentence.expectedMs = durationMs;
    this.#unsentMs += restOf(sentence);
    sentence.isSilent = durationMs === 0;
    if (sentence.isSilent) return;
    this.#heardChars += sentence.chars;
    this.#heardMs += durationMs;
  }

  /** Some of it was sent. */
  sent(sentence: PlannedSentence, durationMs: number): void {
    this.#unsentMs -= restOf(sentence);
    sentence.sentMs += durationMs;
    this.#unsentMs += restOf(sentence);
    const startsMs = Math.max(this.#now(), this.#playsUntilMs);
    sentence.startsMs ??= startsMs;
    this.#playsUntilMs = startsMs + durationMs;
  }

  /**
   * Tells how much of a sentence its listener has heard, 0 to 1, if it plays on until then. A silent sentence has only a text, which
   * was shown.
   *
   * @param atMs on the clock of `now`
   */
  heardShare({ startsMs, sentMs, expectedMs, isSilent }: PlannedSentence, atMs = this.#now()): number {
    if (isSilent) return 1;
    if (startsMs === undefined) return 0;
    const heardMs = Math.min(atMs - startsMs, sentMs);
    return Math.min(1, heardMs / Math.max(1, expectedMs, sentMs));
  }
}

function restOf({ expectedMs, sentMs }: PlannedSentence): number {
  return Math.max(0, expectedMs - sentMs);
}
