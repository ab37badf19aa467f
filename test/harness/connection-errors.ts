/** The ways to break an HTTP/2 connection (RFC 9113 §5.4.1): the bytes after a client's preface and settings. */
import { callHeaders, dataFrames, FLAG, FRAME, headerBlock, rawFrame, reset } from './raw-frames.js';

const zeros = (byteLength: number): Buffer => Buffer.alloc(byteLength);
const windowUpdate = (streamId: number, increment: number): Buffer => {
  const payload = zeros(4);
  payload.writeUInt32BE(increment);
  return rawFrame(FRAME.windowUpdate, 0, streamId, payload);
};

export const CONNECTION_ERRORS: readonly (readonly [what: string, bytes: () => Buffer])[] = [
  ['metadata of 66 KB', () => callHeaders(1, 'StreamAudio', { 'x-large': 'a'.repeat(66_000) })],
  ['metadata of 1 MB', () => callHeaders(1, 'StreamAudio', { 'x-large': 'a'.repeat(1_000_000) })],
  ['a CONTINUATION alone', () => rawFrame(FRAME.continuation, FLAG.endHeaders, 1, Buffer.from('abc'))],
  ['a PING of 7 bytes', () => rawFrame(FRAME.ping, 0, 0, zeros(7))],
  ['a PING on a stream', () => rawFrame(FRAME.ping, 0, 1, zeros(8))],
  ['SETTINGS of 5 bytes', () => rawFrame(FRAME.settings, 0, 0, zeros(5))],
  ['SETTINGS with a window of 4 GB', () => rawFrame(FRAME.settings, 0, 0, Buffer.from([0, 4, 255, 255, 255, 255]))],
  ['an acknowledgement with settings', () => rawFrame(FRAME.settings, FLAG.ack, 0, zeros(6))],
  ['a reset of a stream that never was', () => reset(1)],
  ['a WINDOW_UPDATE of 0', () => windowUpdate(0, 0)],
  ['a window that overflows', () => Buffer.concat([windowUpdate(0, 0x7fffffff), windowUpdate(0, 0x7fffffff)])],
  ['DATA on a stream that never was', () => rawFrame(FRAME.data, 0, 5, zeros(3))],
  ['DATA on the connection itself', () => rawFrame(FRAME.data, 0, 0, zeros(3))],
  ['a frame of 20 KB', () => rawFrame(FRAME.data, 0, 1, zeros(20_000))],
  ['a stream with an even number', () => callHeaders(2)],
  ['a header block that cannot be decoded', () => rawFrame(FRAME.headers, FLAG.endHeaders, 1, Buffer.alloc(7, 0xff))],
  ['HEADERS on the connection itself', () => callHeaders(0)],
  ['a PUSH_PROMISE', () => rawFrame(FRAME.pushPromise, FLAG.endHeaders, 1, Buffer.from([0, 0, 0, 2]))],
  [
    'padding longer than its frame',
    () => rawFrame(FRAME.headers, FLAG.endHeaders | FLAG.padded, 1, Buffer.from([255, 1])),
  ],
  [
    'a PING between HEADERS and CONTINUATION',
    () =>
      Buffer.concat([
        rawFrame(FRAME.headers, 0, 1, headerBlock({ ':path': '/' })),
        rawFrame(FRAME.ping, 0, 0, zeros(8)),
      ]),
  ],
  ['a PRIORITY of 4 bytes', () => rawFrame(FRAME.priority, 0, 1, zeros(4))],
  ['a GOAWAY of 4 bytes', () => rawFrame(FRAME.goaway, 0, 0, zeros(4))],
  ['5,000 calls reset at once', () => calls(5_000, (id) => [callHeaders(id), reset(id)])],
  [
    '5,000 whole calls reset at once',
    () => calls(5_000, (id) => [callHeaders(id, 'HealthCheck'), emptyMessage(id), reset(id)]),
  ],
  ['a message in tiny frames', () => Buffer.concat([callHeaders(1), dataFrames(1, zeros(20_000), false, 1)])],
];

const emptyMessage = (streamId: number): Buffer => dataFrames(streamId, zeros(5));

function calls(count: number, framesOf: (streamId: number) => Buffer[]): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, index) => framesOf(2 * index + 1)).flat());
}
