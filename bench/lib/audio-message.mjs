/** The highest absolute sample that counts as silence: −50 dB of full scale. */
const SILENCE_PEAK = 104;
const VARINT_GOES_ON = 0x80;

/**
 * Finds the first sound in an audio message (StreamResponse or WelcomeResponse), without decoding the message.
 * @param {Buffer} message
 * @returns {{ samples: number, soundAt: number }} the number of samples (mono int16), and the index of the first one above
 *   −50 dBFS, -1 = all of them are silence
 */
export function firstSoundIn(message) {
  // The tag of the chunk and its length, the tag of the samples and their length.
  let at = afterVarint(message, 1) + 1;
  let byteLength = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = /** @type {number} */ (message[at++]);
    byteLength |= (byte & (VARINT_GOES_ON - 1)) << shift;
    if (byte < VARINT_GOES_ON) break;
  }
  for (let offset = 0; offset < byteLength; offset += 2) {
    if (Math.abs(message.readInt16LE(at + offset)) > SILENCE_PEAK)
      return { samples: byteLength / 2, soundAt: offset / 2 };
  }
  return { samples: byteLength / 2, soundAt: -1 };
}

/**
 * @param {Buffer} message
 * @param {number} from
 */
function afterVarint(message, from) {
  let at = from;
  while (/** @type {number} */ (message[at]) >= VARINT_GOES_ON) at++;
  return at + 1;
}
