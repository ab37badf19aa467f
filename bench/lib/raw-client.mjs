// A gRPC client of one method that decodes no messages: it only notes when each kind of message arrives. It runs on the
// machine of the server, so it must use as little CPU time as possible; otherwise it would measure itself.
import { connect } from 'node:http2';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

/**
 * @import { ClientHttp2Session } from 'node:http2'
 * @import { TurnFields } from './turn-client.mjs'
 *
 * @typedef {{ textMs?: number, audioMs?: number }} FirstTimes the times to the first text and the first audio
 */

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));
const StreamRequest = root.lookupType('streaming.StreamRequest');
const HEADERS = {
  ':method': 'POST',
  ':path': '/streaming.StreamingService/StreamAudio',
  'content-type': 'application/grpc',
  te: 'trailers',
};
/** The first byte of a StreamResponse: field number and wire type of its content. */
const TEXT = 0x0a;
const AUDIO = 0x12;
const PREFIX_BYTES = 5;

/**
 * Opens a connection; its `turn` sends a prompt and returns the times to the first text, the first audio and the end,
 * ms.
 * @param {number} port
 */
export async function openConnection(port) {
  const session = connect(`http://127.0.0.1:${port}`);
  await new Promise((resolve, reject) => session.once('connect', resolve).once('error', reject));
  return { turn: (/** @type {TurnFields} */ fields) => turn(session, fields), close: () => session.close() };
}

/**
 * @param {ClientHttp2Session} session
 * @param {TurnFields} fields
 * @returns {Promise<FirstTimes & { endMs: number }>}
 */
function turn(session, fields) {
  const payload = StreamRequest.encode(fields).finish();
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(payload.length, 1);
  const sentAt = performance.now();
  /** @type {FirstTimes} */
  const seen = {};
  const stream = session.request(HEADERS);
  stream.end(Buffer.concat([prefix, payload]));

  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  stream.on('data', (/** @type {Buffer} */ data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    while (rest.length > PREFIX_BYTES && rest.length >= PREFIX_BYTES + rest.readUInt32BE(1)) {
      const kind = rest[PREFIX_BYTES];
      if (kind === TEXT) seen.textMs ??= performance.now() - sentAt;
      if (kind === AUDIO) seen.audioMs ??= performance.now() - sentAt;
      rest = rest.subarray(PREFIX_BYTES + rest.readUInt32BE(1));
    }
  });
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('close', () => resolve({ ...seen, endMs: performance.now() - sentAt }));
  });
}
