// A listener in real time: receives an answer, plays it, and sends the next request when the playback has ended.
import { ListenerPlayback } from '#dist/shared/measurement/listener-playback.js';
import { startTurn } from './turn-client.mjs';

/**
 * @import { TurnRecord } from './turn-client.mjs'
 * @import { WireConnection } from './wire-client.mjs'
 *
 * @typedef {Pick<TurnRecord, 'outcome' | 'audioMs' | 'soundMs'> & { silentMs: number }} HeardTurn a turn that was played
 *   to its end; `silentMs` is the silence within it
 *
 * @typedef {object} ListenerEvents
 * @property {(ms: number) => void} begun the wait for the first sound; infinite when no sound came
 * @property {(ms: number) => void} gap a silence within an answer
 * @property {(turn: HeardTurn) => void} heard
 */

export class Listener {
  #connection;
  #nextPrompt;
  #events;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  /** @type {ReturnType<typeof startTurn> | undefined} */
  #turn;
  #stopped = false;

  /**
   * @param {WireConnection} connection
   * @param {() => string} nextPrompt
   * @param {ListenerEvents} events
   */
  constructor(connection, nextPrompt, events) {
    this.#connection = connection;
    this.#nextPrompt = nextPrompt;
    this.#events = events;
  }

  /**
   * Sends the first request after `delayMs`.
   * @param {number} delayMs
   */
  start(delayMs) {
    this.#timer = setTimeout(() => void this.#listen(), delayMs);
  }

  async #listen() {
    const playback = new ListenerPlayback();
    const sentAt = performance.now();
    this.#turn = startTurn(
      this.#connection,
      { prompt: this.#nextPrompt() },
      {
        audio: (ms, now) => {
          if (playback.playsUntilMs === undefined) this.#events.begun(now - sentAt);
          const gap = playback.add(now, ms);
          if (gap) this.#events.gap(gap.ms);
        },
      },
    );
    const { outcome, audioMs, soundMs } = await this.#turn.done;
    if (this.#stopped) return;
    if (audioMs === undefined) this.#events.begun(Number.POSITIVE_INFINITY);
    this.#timer = setTimeout(() => {
      const silentMs = playback.gaps.reduce((sum, { ms }) => sum + ms, 0);
      this.#events.heard({ outcome, audioMs, soundMs, silentMs });
      void this.#listen();
    }, playback.unplayedMs(performance.now()));
  }

  /** Leaves at once, in the middle of an answer, too. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#turn?.reset();
  }
}
