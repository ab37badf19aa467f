// A listener in real time: takes an answer as it comes, plays it, and asks again when it has heard it out.
import { startTurn } from './turn-client.mjs';

export class Listener {
  #connection;
  #nextPrompt;
  #told;
  #timer;
  #stopped = false;

  /**
   * @param told when it happens: `begun(ms)`, the wait for the first sound (infinite where none comes); `gap(ms)`, a silence in the middle;
   * `heard(turn)`, a turn was heard out: ms to its first sound, ms of sound, and ms of the silences in it
   */
  constructor(connection, nextPrompt, told) {
    this.#connection = connection;
    this.#nextPrompt = nextPrompt;
    this.#told = told;
  }

  /** Asks for the first time after `delayMs`. */
  start(delayMs) {
    this.#timer = setTimeout(() => void this.#turn(), delayMs);
  }

  async #turn() {
    /** Until when what has come will play. */
    let playsUntil = 0;
    const gaps = [];
    const askedAt = performance.now();
    const { done } = startTurn(
      this.#connection,
      { prompt: this.#nextPrompt() },
      {
        audio: (ms, now) => {
          if (playsUntil === 0) {
            this.#told.begun(now - askedAt);
          } else if (now > playsUntil) {
            gaps.push(now - playsUntil);
            this.#told.gap(now - playsUntil);
          }
          playsUntil = Math.max(now, playsUntil) + ms;
        },
      },
    );
    const { outcome, audioMs, soundMs } = await done;
    if (this.#stopped) return;
    if (audioMs === undefined) this.#told.begun(Number.POSITIVE_INFINITY);
    this.#timer = setTimeout(
      () => {
        this.#told.heard({ outcome, audioMs, soundMs, gaps });
        void this.#turn();
      },
      Math.max(0, playsUntil - performance.now()),
    );
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
