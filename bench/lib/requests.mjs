// One timed request of each kind, from which suites mix their load. Each request uses the given connection.
import { promptOf } from './texts.mjs';
import { checkHealth, interrupt, spokenTurn, startTurn, wholeTurn } from './turn-client.mjs';

/**
 * @import { Writer } from './texts.mjs'
 * @import { WireConnection } from './wire-client.mjs'
 */

/**
 * Runs a turn with a short answer; returns the time to its first sound, ms.
 * @param {WireConnection} connection
 * @param {Writer} write
 */
export async function textTurn(connection, write) {
  return (await spokenTurn(connection, { prompt: promptOf(write(1)) })).audioMs;
}

/**
 * Runs a turn with a screenshot and a one-word answer; returns the time to its first sound, ms.
 * @param {WireConnection} connection
 * @param {Uint8Array} part see `fullScreenshotPart`
 */
export async function screenshotTurn(connection, part) {
  return (await spokenTurn(connection, { prompt: 'Yes.', part })).audioMs;
}

/**
 * Runs a turn with a screenshot and no speech, so that only its picture costs time; returns the time to its end, ms.
 * @param {WireConnection} connection
 * @param {Uint8Array} part
 */
export async function silentScreenshotTurn(connection, part) {
  return (await wholeTurn(connection, { prompt: '…', part })).endMs;
}

/**
 * Sends an invalid request; returns the time to the error, ms.
 * @param {WireConnection} connection
 */
export async function invalidTurn(connection) {
  const { outcome, endMs } = await startTurn(connection, { prompt: ' ' }).done;
  if (outcome !== 'refused') throw new Error(`a blank prompt was ${outcome}`);
  return endMs;
}

/**
 * Interrupts a long answer after its first sound; returns the time from the interrupt to its reply, ms.
 * @param {WireConnection} connection
 * @param {WireConnection} control the connection of the interrupt
 * @param {Writer} write
 */
export async function interruptedTurn(connection, control, write) {
  let onSound = () => {};
  /** @type {Promise<void>} */
  const firstSound = new Promise((resolve) => {
    onSound = resolve;
  });
  const turn = startTurn(connection, { prompt: promptOf(write(20)) }, { audio: () => onSound() });
  // A refused turn has no sound.
  await Promise.race([firstSound, turn.done]);
  const { replyMs } = await interrupt(control, turn.hardwareId);
  await turn.done;
  return replyMs;
}

/**
 * Sends an interrupt without a device; returns the time to its refusal, ms.
 * @param {WireConnection} connection
 */
export const blankInterrupt = async (connection) => (await interrupt(connection, '')).replyMs;

/**
 * Sends a health check; returns the time to its reply, ms.
 * @param {WireConnection} connection
 */
export const healthCheck = async (connection) => (await checkHealth(connection)).replyMs;
