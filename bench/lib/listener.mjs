// A listener in real time: takes an answer as it comes, plays it, and asks again when it has heard it out.
import { startTurn } from './turn-client.mjs';

export class Listener {
  #connection;
  #nextPrompt;
  #onHeard;
  #timer;
  #stopped = false;

  /** @param onHeard told of each turn that was heard out: ms to its first sound, ms of sound, and ms of the silences in it */
  constructor(connection, nextPrompt, onHeard) {
    this.#connection = connection;
    this.#nextPrompt = nextPrompt;
    this.#onHeard = onHeard;
  }

  /** Asks for the first time after `delayMs`. */
  start(delayMs) {
    this.#timer = setTimeout(() => void this.#turn(), delayMs);
  }

  async #turn() {
    /** Until when what has come will play. */
    let playsUntil = 0;
    const gaps = [];
    const { done } = startTurn(
      this.#connection,
      { prompt: this.#nextPrompt() },
      {
        audio(ms, now) {
          if (playsUntil !== 0 && now > playsUntil) gaps.push(now - playsUntil);
          playsUntil = Math.max(now, playsUntil) + ms;
        },
      },
    );
    const { outcome, audioMs, soundMs } = await done;
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => {
        this.#onHeard({ outcome, audioMs, soundMs, gaps });
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
