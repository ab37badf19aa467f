// A server in its own process that sends ready audio messages in one of several ways: node message-peer.mjs <way>
// <count>. Every stream gets `count` messages and an end. Every way waits while the client does not read. The process
// sends its port to its parent by IPC.
import { createServer } from 'node:http2';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { loadConfig } from '#dist/main/config/load.js';
import { encodeStreamResponse, serviceDefinition } from '#dist/main/grpc/codec.js';
import { sendFrames } from '#dist/main/grpc/send-frames.js';
import { CallWriter } from '#dist/main/grpc/writer.js';
import { AUDIO_FIELD, audioMessageCapacity, encodeAudioMessage } from '#dist/shared/wire.js';
import { REPOSITORY } from './folders.mjs';

/**
 * @import { ServerHttp2Stream } from 'node:http2'
 * @import { AddressInfo } from 'node:net'
 * @import { ServerWritableStream, ServiceDefinition } from '@grpc/grpc-js'
 *
 * @typedef {ServerWritableStream<unknown, unknown>} GrpcCall
 * @typedef {(report: (port: number) => void) => void} Listen starts to listen and reports the port
 */

const SAMPLES = 2_400;
const RATE_HZ = 48_000;
const LIMITS = loadConfig({ env: {} }).config.grpc;
/** The number of frames that are ready together: those of a sentence of 3 s, or of one delivery from the engine. */
const SENTENCE_FRAMES = 60;
const ENGINE_FRAMES = 2;

const [way = '', countText] = process.argv.slice(2);
const count = Number(countText);

const block = new Uint8Array(audioMessageCapacity(SAMPLES));
const { offset, byteLength } = encodeAudioMessage(block, 0, SAMPLES, RATE_HZ, AUDIO_FIELD.StreamResponse);
const message = Buffer.from(block.buffer, offset, byteLength);
const end = encodeStreamResponse({ endMessage: 'Stream completed' });

/**
 * Sends ready frames with our server's stream writer, `framesAtOnce` at a time.
 * @param {number} framesAtOnce
 */
const byCallWriter = (framesAtOnce) => async (/** @type {GrpcCall} */ call) => {
  const writer = new CallWriter(/** @type {ServerWritableStream<unknown, Buffer>} */ (call), LIMITS, RATE_HZ, () => {});
  const { signal } = new AbortController();
  // A closed writer drops frames at once, so that without this end the loop would hold the thread for ever.
  for (let sent = 0; sent < count && !writer.isClosed; sent += framesAtOnce) {
    const length = Math.min(framesAtOnce, count - sent);
    const frames = Array.from({ length }, () => ({ bytes: message, byteLength, samples: SAMPLES, release() {} }));
    await sendFrames(frames, writer, signal, () => {});
  }
  writer.end(end);
};

/**
 * Writes messages as fast as the stream takes them: when a write returns `false`, it waits for drain.
 * @param {GrpcCall | ServerHttp2Stream} stream
 * @param {() => unknown} nextMessage
 * @param {unknown} last
 */
function pump(stream, nextMessage, last) {
  let sent = 0;
  const more = () => {
    while (sent < count) {
      sent++;
      if (!stream.write(nextMessage())) {
        stream.once('drain', more);
        return;
      }
    }
    stream.write(last);
    stream.end();
  };
  more();
}

/** @param {GrpcCall} call */
const byReadyBytes = (call) => pump(call, () => message, end);

const chunk = {
  audioData: Buffer.from(block.buffer, 12, SAMPLES * 2),
  dtype: 'int16',
  shape: [SAMPLES],
  sampleRate: RATE_HZ,
  channels: 1,
};
/** @param {GrpcCall} call */
const byObjects = (call) => pump(call, () => ({ audioChunk: chunk }), { endMessage: 'Stream completed' });

/**
 * Listens with node:http2 alone and sends the bytes that gRPC puts on the wire.
 * @type {Listen}
 */
function listenBare(report) {
  /** @param {Buffer} bytes */
  const framed = (bytes) => {
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(bytes.length, 1);
    return Buffer.concat([prefix, bytes]);
  };
  const framedMessage = framed(message);
  const server = createServer();
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.on('error', () => {});
    stream.resume();
    pump(stream, () => framedMessage, framed(end));
  });
  server.listen(0, '127.0.0.1', () => report(/** @type {AddressInfo} */ (server.address()).port));
}

/**
 * @param {ServiceDefinition} definition
 * @param {(call: GrpcCall) => void} handler
 * @returns {Listen}
 */
const listenGrpc = (definition, handler) => (report) => {
  const server = new Server({ 'grpc.enable_channelz': 0 });
  server.addService(definition, { StreamAudio: handler });
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (cause, port) => {
    if (cause) throw cause;
    report(port);
  });
};

const loaded = loadSync(join(REPOSITORY, 'proto/streaming.proto'), { oneofs: true });
const plain = /** @type {ServiceDefinition} */ (loaded['streaming.StreamingService']);
const ready = /** @type {ServiceDefinition} */ ({
  ...plain,
  StreamAudio: { ...plain.StreamAudio, responseSerialize: (/** @type {Buffer} */ bytes) => bytes },
});
/** @type {Readonly<Record<string, Listen>>} */
const WAYS = {
  ours: listenGrpc(serviceDefinition, byCallWriter(SENTENCE_FRAMES)),
  ours_pairs: listenGrpc(serviceDefinition, byCallWriter(ENGINE_FRAMES)),
  ready_bytes: listenGrpc(ready, byReadyBytes),
  objects: listenGrpc(plain, byObjects),
  bare_http2: listenBare,
};
WAYS[way]?.((port) => process.send?.(port));
// The parent has ended, so the process is no longer needed.
process.once('disconnect', () => process.exit());
