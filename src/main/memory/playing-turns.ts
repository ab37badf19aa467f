import type { EndedTurn } from '../turn/services.js';

/** A turn of which it is settled how much was heard. */
export type SettledTurn = Pick<EndedTurn, 'hardwareId' | 'sessionId' | 'prompt' | 'said'> & {
  readonly interrupted: boolean;
};

interface Playing {
  readonly turn: EndedTurn;
  readonly timer: NodeJS.Timeout;
}

/**
 * Turns whose audio is on its way to the user's ear: a minute of it may be sent in a second. When it has played, all of it was
 * said; when the user interrupts, or says the next thing, only what was heard by then.
 */
export class PlayingTurns {
  readonly #onSettled: (turn: SettledTurn) => void;
  /** By session, the one of each that was answered last. */
  readonly #playing = new Map<string, Playing>();

  constructor(onSettled: (turn: SettledTurn) => void) {
    this.#onSettled = onSettled;
  }

  /** A turn has ended. One that plays no more is settled at once. */
  add(turn: EndedTurn): void {
    const { hardwareId, sessionId, stillPlaying } = turn;
    this.stop(hardwareId, sessionId);
    const leftMs = stillPlaying ? stillPlaying.untilMs - performance.now() : 0;
    if (!stillPlaying || leftMs <= 0) {
      this.#settle(turn, turn.said, !stillPlaying);
      return;
    }
    const key = keyOf(hardwareId, sessionId);
    const played = (): void => {
      this.#playing.delete(key);
      this.#settle(turn, turn.said, false);
    };
    this.#playing.set(key, { turn, timer: setTimeout(played, leftMs).unref() });
  }

  /** Nothing of the device's, or of one session of it, plays from now on. */
  stop(hardwareId: string, sessionId?: string): void {
    const sessions = sessionId === undefined ? this.#sessionsOf(hardwareId) : [sessionId];
    for (const session of sessions) this.#stop(keyOf(hardwareId, session));
  }

  /** Nothing plays from now on. */
  close(): void {
    for (const key of [...this.#playing.keys()]) this.#stop(key);
  }

  #sessionsOf(hardwareId: string): string[] {
    const turns = [...this.#playing.values()].map(({ turn }) => turn);
    return turns.filter((turn) => turn.hardwareId === hardwareId).map(({ sessionId }) => sessionId);
  }

  #stop(key: string): void {
    const playing = this.#playing.get(key);
    if (!playing) return;
    this.#playing.delete(key);
    clearTimeout(playing.timer);
    this.#settle(playing.turn, playing.turn.stillPlaying?.heard() ?? '', true);
  }

  #settle({ hardwareId, sessionId, prompt }: EndedTurn, said: string, interrupted: boolean): void {
    this.#onSettled({ hardwareId, sessionId, prompt, said, interrupted });
  }
}

function keyOf(hardwareId: string, sessionId: string): string {
  return JSON.stringify([hardwareId, sessionId]);
}
