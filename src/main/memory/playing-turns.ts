import type { EndedTurn } from '../turn/services.js';

/** A turn with the final text of the answer that the user heard. */
export type SettledTurn = Pick<EndedTurn, 'hardwareId' | 'sessionId' | 'prompt' | 'heardAnswer'> & {
  readonly interrupted: boolean;
};

interface Playing {
  readonly turn: EndedTurn;
  readonly timer: NodeJS.Timeout;
}

/**
 * Holds turns until their audio has played: a minute of audio may be sent in a second. When it has played to its end,
 * the whole answer counts as said. When the user interrupts, or speaks again, only the part heard by then does.
 */
export class PlayingTurns {
  readonly #onSettled: (turn: SettledTurn) => void;
  /** The turn of each session that was answered last, by session. */
  readonly #playing = new Map<string, Playing>();

  constructor(onSettled: (turn: SettledTurn) => void) {
    this.#onSettled = onSettled;
  }

  /** Adds a turn that has ended. A turn that no longer plays is settled at once. */
  add(turn: EndedTurn): void {
    const { hardwareId, sessionId, stillPlaying } = turn;
    this.stop(hardwareId, sessionId);
    const leftMs = stillPlaying ? stillPlaying.untilMs - performance.now() : 0;
    if (!stillPlaying || leftMs <= 0) {
      this.#settle(turn, turn.heardAnswer, !stillPlaying);
      return;
    }
    const key = keyOf(hardwareId, sessionId);
    const played = (): void => {
      this.#playing.delete(key);
      this.#settle(turn, turn.heardAnswer, false);
    };
    this.#playing.set(key, { turn, timer: setTimeout(played, leftMs).unref() });
  }

  /** Stops the playing turns of a device, or of one of its sessions: each is settled as interrupted. */
  stop(hardwareId: string, sessionId?: string): void {
    const sessions = sessionId === undefined ? this.#sessionsOf(hardwareId) : [sessionId];
    for (const session of sessions) this.#stop(keyOf(hardwareId, session));
  }

  /** Stops all playing turns: each is settled as interrupted. */
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

  #settle({ hardwareId, sessionId, prompt }: EndedTurn, heardAnswer: string, interrupted: boolean): void {
    this.#onSettled({ hardwareId, sessionId, prompt, heardAnswer, interrupted });
  }
}

function keyOf(hardwareId: string, sessionId: string): string {
  return JSON.stringify([hardwareId, sessionId]);
}
