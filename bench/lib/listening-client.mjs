// A gRPC client that keeps the sound of a turn, for suites that judge what a listener hears.
import { randomUUID } from 'node:crypto';
import { connect } from 'node:http2';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { REPOSITORY } from './folders.mjs';

const root = new protobuf.Root();
root.loadSync(join(REPOSITORY, 'proto/streaming.proto'));
const StreamRequest = root.lookupType('streaming.StreamRequest');
const StreamResponse = root.lookupType('streaming.StreamResponse');
const HEADERS = {
  ':method': 'POST',
  ':path': '/streaming.StreamingService/StreamAudio',
  'content-type': 'application/grpc',
  te: 'trailers',
};
const PREFIX_BYTES = 5;

/**
 * Runs one turn on a connection of its own, and returns its sound (mono int16, 48 kHz).
 * @param {number} port
 * @param {string} prompt
 * @param {string} language BCP 47
 * @returns {Promise<Int16Array>}
 * @throws Error when the turn has no sound
 */
export async function listen(port, prompt, language) {
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    const payload = StreamRequest.encode({ prompt, hardwareId: 'bench', sessionId: randomUUID() }).finish();
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.writeUInt32BE(payload.length, 1);
    const stream = session.request({ ...HEADERS, 'nexy-language': language });
    stream.end(Buffer.concat([prefix, payload]));
    /** @type {Buffer[]} */
    const received = [];
    for await (const piece of stream) received.push(piece);
    const samples = samplesOf(Buffer.concat(received));
    if (samples.length === 0) throw new Error(`no sound of "${prompt}"`);
    return samples;
  } finally {
    session.close();
  }
}

/**
 * Returns the samples in the messages of a response.
 * @param {Buffer} bytes
 */
function samplesOf(bytes) {
  /** @type {Uint8Array[]} */
  const sounds = [];
  for (let at = 0; at + PREFIX_BYTES <= bytes.length; ) {
    const end = at + PREFIX_BYTES + bytes.readUInt32BE(at + 1);
    const { audioChunk } = StreamResponse.toObject(StreamResponse.decode(bytes.subarray(at + PREFIX_BYTES, end)));
    if (audioChunk) sounds.push(audioChunk.audioData);
    at = end;
  }
  return new Int16Array(Uint8Array.from(Buffer.concat(sounds)).buffer);
}
