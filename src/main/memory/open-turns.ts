import type { AskedTurn } from '../turn/services.js';

/** A turn as the history keeps it: `answer` is the part of the answer that the user has heard. */
export interface HeardTurn {
  readonly hardwareId: string;
  /** The position of the prompt among all prompts that were asked. */
  readonly order: number;
  readonly prompt: string;
  readonly answer: string;
  /** Tells whether the answer was stopped before its end. */
  readonly interrupted: boolean;
}

/** A turn from its prompt until its answer has been heard. */
interface OpenTurn {
  readonly asked: AskedTurn;
  readonly order: number;
  /** The end of the playback; undefined while the turn runs. */
  playing: NodeJS.Timeout | undefined;
}

/** Ends a turn. @param playsUntilMs the time at which all sent audio has been heard; undefined = nothing plays any more */
export type EndTurn = (answer: string, playsUntilMs: number | undefined) => void;

/**
 * Holds turns from their prompt until their audio has played: a minute of audio may be sent in a second. When it has
 * played to its end, the whole answer counts as said. When the user interrupts, or speaks again, only the part heard by
 * then does.
 */
export class OpenTurns {
  readonly #onHeard: (turn: HeardTurn) => void;
  /** The open turns of each device, in the order in which they were asked. */
  readonly #ofDevice = new Map<string, Set<OpenTurn>>();
  #asked = 0;

  constructor(onHeard: (turn: HeardTurn) => void) {
    this.#onHeard = onHeard;
  }

  /** The number of open turns. */
  get count(): number {
    return [...this.#ofDevice.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Opens a turn. @returns the function that ends it; an empty answer leaves no trace of the turn */
  open(asked: AskedTurn): EndTurn {
    const turn: OpenTurn = { asked, order: this.#asked++, playing: undefined };
    const ofDevice = this.#ofDevice.get(asked.hardwareId) ?? new Set();
    this.#ofDevice.set(asked.hardwareId, ofDevice.add(turn));
    return (answer, playsUntilMs) => {
      const leftMs = playsUntilMs === undefined ? 0 : playsUntilMs - performance.now();
      const played = (): void => this.#settle(turn, answer, playsUntilMs === undefined);
      if (answer === '') this.#remove(turn);
      else if (leftMs > 0) turn.playing = setTimeout(played, leftMs).unref();
      else played();
    };
  }

  /** Stops the answers that a device, or one of its sessions, still plays. Turns that run go on. */
  stop(hardwareId: string, sessionId?: string): void {
    for (const turn of this.#ofDevice.get(hardwareId) ?? []) {
      if (sessionId === undefined || turn.asked.sessionId === sessionId) this.#stop(turn);
    }
  }

  /** Returns the running turns of a device that were heard in part, in the order in which they were asked. */
  running(hardwareId: string): HeardTurn[] {
    const turns = [...(this.#ofDevice.get(hardwareId) ?? [])].filter(({ playing }) => playing === undefined);
    return turns
      .map(({ asked, order }) => heardTurn(asked, order, asked.heard(), true))
      .filter(({ answer }) => answer !== '');
  }

  /** Stops all playing turns. */
  close(): void {
    for (const turns of [...this.#ofDevice.values()]) for (const turn of turns) this.#stop(turn);
  }

  #stop(turn: OpenTurn): void {
    if (turn.playing === undefined) return;
    clearTimeout(turn.playing);
    this.#settle(turn, turn.asked.heard(), true);
  }

  #settle(turn: OpenTurn, answer: string, interrupted: boolean): void {
    this.#remove(turn);
    this.#onHeard(heardTurn(turn.asked, turn.order, answer, interrupted));
  }

  #remove(turn: OpenTurn): void {
    const { hardwareId } = turn.asked;
    const ofDevice = this.#ofDevice.get(hardwareId);
    ofDevice?.delete(turn);
    if (ofDevice?.size === 0) this.#ofDevice.delete(hardwareId);
  }
}

function heardTurn(asked: AskedTurn, order: number, answer: string, interrupted: boolean): HeardTurn {
  return { hardwareId: asked.hardwareId, order, prompt: asked.prompt, answer, interrupted };
}
