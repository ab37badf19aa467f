// One request of each kind, timed: what a suite mixes its load of. Each opens on the connection it is given.
import { promptOf } from './texts.mjs';
import { checkHealth, interrupt, startTurn, wholeTurn } from './turn-client.mjs';

/** A short answer; ms to its first sound. */
export async function textTurn(connection, write) {
  return (await wholeTurn(connection, { prompt: promptOf(write(1)) })).audioMs;
}

/** A turn with a screenshot that has next to nothing to say: ms to its first sound. @param part see `fullScreenshotPart` */
export async function screenshotTurn(connection, part) {
  return (await wholeTurn(connection, { prompt: 'Yes.', part })).audioMs;
}

/** A turn with a screenshot and nothing to say: all that it costs is its picture. ms to its end. */
export async function silentScreenshotTurn(connection, part) {
  return (await wholeTurn(connection, { prompt: '…', part })).endMs;
}

/** A request that is not valid; ms until that is said. */
export async function invalidTurn(connection) {
  const { outcome, endMs } = await startTurn(connection, { prompt: ' ' }).done;
  if (outcome !== 'refused') throw new Error(`a blank prompt was ${outcome}`);
  return endMs;
}

/** Interrupts a long answer when its first sound has come; ms to the reply. */
export async function interruptedTurn(connection, asking, write) {
  let onSound;
  const sounds = new Promise((resolve) => {
    onSound = resolve;
  });
  const turn = startTurn(connection, { prompt: promptOf(write(20)) }, { audio: () => onSound() });
  // Who is refused makes no sound.
  await Promise.race([sounds, turn.done]);
  const { replyMs } = await interrupt(asking, turn.hardwareId);
  await turn.done;
  return replyMs;
}

/** An interrupt that names no device; ms until it is refused. */
export const blankInterrupt = async (connection) => (await interrupt(connection, '')).replyMs;

/** ms to the reply of a health check */
export const healthCheck = async (connection) => (await checkHealth(connection)).replyMs;
