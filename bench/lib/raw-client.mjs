// A gRPC client that decodes no messages: it only notes when each kind of message arrives, and looks for the first sound. It runs on the
// machine of the server, so it must use as little CPU time as possible; otherwise it would measure itself.
import { connect, constants } from 'node:http2';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { firstSoundIn } from './audio-message.mjs';

/**
 * @import { ClientHttp2Session } from 'node:http2'
 * @import { TurnFields } from './turn-client.mjs'
 *
 * @typedef {object} FirstTimes the times to the first text, the first audio, and the first sound that its listener hears
 * @property {number} [textMs]
 * @property {number} [audioMs]
 * @property {number} [soundMs]
 */

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));
const StreamRequest = root.lookupType('streaming.StreamRequest');
const WelcomeRequest = root.lookupType('streaming.WelcomeRequest');
const HEADERS = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' };
/** The methods, with the first byte of their messages of each kind: field number and wire type of the content. */
const TURN = { path: '/streaming.StreamingService/StreamAudio', text: 0x0a, audio: 0x12 };
const WELCOME = { path: '/streaming.StreamingService/GenerateWelcomeAudio', text: -1, audio: 0x0a };
const PREFIX_BYTES = 5;
const SAMPLES_A_MS = 48;

/**
 * Opens a connection; its functions return the times to the first text, the first audio and the end, ms. `turn` sends a
 * prompt; `beginTurn` and `beginWelcome`, which has a text read aloud, cancel the call at the first audio.
 * @param {number} port
 */
export async function openConnection(port) {
  const session = connect(`http://127.0.0.1:${port}`);
  await new Promise((resolve, reject) => session.once('connect', resolve).once('error', reject));
  return {
    turn: (/** @type {TurnFields} */ fields) => call(session, TURN, StreamRequest.encode(fields).finish(), false),
    beginTurn: (/** @type {TurnFields} */ fields) => call(session, TURN, StreamRequest.encode(fields).finish(), true),
    beginWelcome: (/** @type {string} */ text) =>
      call(session, WELCOME, WelcomeRequest.encode({ text }).finish(), true),
    close: () => session.close(),
  };
}

/**
 * @param {ClientHttp2Session} session
 * @param {typeof TURN} method
 * @param {Uint8Array} payload
 * @param {boolean} isCutShort true = the call is cancelled at the first audio
 * @returns {Promise<FirstTimes & { endMs: number }>}
 */
function call(session, { path, text, audio }, payload, isCutShort) {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(payload.length, 1);
  const sentAt = performance.now();
  /** @type {FirstTimes} */
  const seen = {};
  let silentSamples = 0;
  const stream = session.request({ ...HEADERS, ':path': path });
  stream.end(Buffer.concat([prefix, payload]));

  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  stream.on('data', (/** @type {Buffer} */ data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    while (rest.length > PREFIX_BYTES && rest.length >= PREFIX_BYTES + rest.readUInt32BE(1)) {
      const kind = rest[PREFIX_BYTES];
      if (kind === text) seen.textMs ??= performance.now() - sentAt;
      if (kind === audio) seen.audioMs ??= performance.now() - sentAt;
      if (kind === audio && seen.soundMs === undefined) {
        const { samples, soundAt } = firstSoundIn(rest.subarray(PREFIX_BYTES));
        silentSamples += soundAt < 0 ? samples : soundAt;
        // The audio plays from its first message on.
        if (soundAt >= 0) seen.soundMs = Number(seen.audioMs) + silentSamples / SAMPLES_A_MS;
      }
      rest = rest.subarray(PREFIX_BYTES + rest.readUInt32BE(1));
    }
    if (isCutShort && seen.audioMs !== undefined) stream.close(constants.NGHTTP2_CANCEL);
  });
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('close', () => resolve({ ...seen, endMs: performance.now() - sentAt }));
  });
}
