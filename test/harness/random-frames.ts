import fc from 'fast-check';
import { CODE, callHeaders, dataFrames, FRAME, rawFrame, reset } from './raw-frames.js';
import { encodeRequest } from './raw-http2.js';

const METHODS = [
  'StreamAudio',
  'HealthCheck',
  'InterruptSession',
  'GenerateWelcomeAudio',
  'NoSuchMethod',
  '/grpc.health.v1.Health/Watch',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
];
const WHOLE = encodeRequest({ prompt: 'Hi.', hardwareId: 'random', sessionId: 'random' });

/** A step of a client. Returns the frames to send after `opened` streams have been opened. */
type Step = (opened: number) => { readonly bytes: Buffer; readonly opens: number };

const open = fc.record({
  method: fc.constantFrom(...METHODS),
  timeout: fc.constantFrom(undefined, undefined, '1n', '0m', '30S', 'x'),
  type: fc.constantFrom('application/grpc', 'application/grpc', 'application/grpc-web'),
});
const stepOf = fc.oneof(
  open.map(
    ({ method, timeout, type }): Step =>
      (opened) => {
        const headers = { 'content-type': type, ...(timeout === undefined ? {} : { 'grpc-timeout': timeout }) };
        return { bytes: callHeaders(2 * opened + 1, method, headers), opens: 1 };
      },
  ),
  fc
    .record({
      back: fc.nat(5),
      message: fc.constantFrom(WHOLE, Buffer.alloc(5), Buffer.alloc(40, 7)),
      ends: fc.boolean(),
      piece: fc.constantFrom(1, 9, 16_384),
    })
    .map(({ back, message, ends, piece }) => onStream(back, (id) => dataFrames(id, message, ends, piece))),
  fc.record({ back: fc.nat(5), code: fc.nat(13) }).map(({ back, code }) => onStream(back, (id) => reset(id, code))),
  fc.nat(5).map((back) => onStream(back, (id) => rawFrame(FRAME.windowUpdate, 0, id, Buffer.from([0, 0, 1, 0])))),
  fc
    .constantFrom(
      rawFrame(FRAME.ping, 0, 0, Buffer.alloc(8)),
      rawFrame(FRAME.settings, 0, 0),
      rawFrame(FRAME.settings, 0, 0, Buffer.from([0, 4, 0, 0, 0, 9])),
      rawFrame(0x77, 0, 0, Buffer.alloc(20)),
    )
    .map(
      (bytes): Step =>
        () => ({ bytes, opens: 0 }),
    ),
);

function onStream(back: number, framesOf: (streamId: number) => Buffer): Step {
  return (opened) => ({
    bytes: opened === 0 ? Buffer.alloc(0) : framesOf(2 * Math.max(0, opened - 1 - back) + 1),
    opens: 0,
  });
}

/** Random frames that a client may send after its settings: each frame is well-formed, and the order is arbitrary. */
export const randomFrames: fc.Arbitrary<Buffer> = fc
  .record({
    steps: fc.array(stepOf, { minLength: 1, maxLength: 60 }),
    times: fc.constantFrom(1, 1, 1, 20),
    last: fc.boolean(),
  })
  .map(({ steps, times, last }) => {
    let opened = 0;
    const frames: Buffer[] = [];
    for (let round = 0; round < times; round++) {
      for (const step of steps) {
        const { bytes, opens } = step(opened);
        frames.push(bytes);
        opened += opens;
      }
    }
    if (last) frames.push(rawFrame(FRAME.goaway, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, CODE.none])));
    return Buffer.concat(frames);
  });
