import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { MalformedRequest, serviceDefinition } from '../../src/main/grpc/codec.js';
import { validateInterruptRequest, validateUsageRequest } from '../../src/main/grpc/validation/requests.js';
import { shortestMs } from '../harness/main-thread.js';
import { configOf, usageRequest } from './requests.js';

const MESSAGE_BYTES = 4_194_304;
/** The limit for one decoding, ms. The aim is 10 ms; without a bound each of these messages takes several hundred. */
const MAX_MS = 50;

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));

const METHODS = ['StreamAudio', 'InterruptSession', 'GenerateWelcomeAudio', 'ReportUsage', 'HealthCheck'] as const;
const decode = (method: string, bytes: Buffer): unknown => serviceDefinition[method]?.requestDeserialize(bytes);

/** Returns `fields`, repeated up to the size of the largest message. */
const filledWith = (...fields: number[]): Buffer => Buffer.alloc(MESSAGE_BYTES, Buffer.from(fields));
const tag = (field: number, wireType: number): number => (field << 3) | wireType;
const within = (head: readonly number[], inner: Buffer): Buffer => {
  const writer = protobuf.Writer.create();
  return Buffer.concat([Buffer.from(head), writer.uint32(inner.byteLength).finish(), inner]);
};

describe('requestDeserialize, at the limit of four megabytes', () => {
  it.each<[string, Buffer]>([
    ['empty texts', filledWith(tag(1, 2), 0)],
    ['empty texts of the second field', filledWith(tag(2, 2), 0)],
    ['numbers', filledWith(tag(3, 0), 0)],
    ['empty unknown fields', filledWith(tag(15, 2), 0)],
    ['unknown numbers', filledWith(tag(15, 0), 0)],
    ['fields with tags of five bytes', filledWith(0xf8, 0xff, 0xff, 0xff, 0x0f, 0)],
    ['texts of one byte', filledWith(tag(5, 2), 1, 65)],
    ['unknown fixed numbers', filledWith(tag(14, 5), 0, 0, 0, 0)],
    ['empty groups', filledWith(tag(15, 3), tag(15, 4))],
    ['groups within groups', filledWith(tag(15, 3))],
    ['one group of small fields', Buffer.concat([Buffer.from([tag(15, 3)]), filledWith(tag(1, 0), 0)])],
    ['a text sent as a number', filledWith(tag(1, 0), 0)],
    ['tags of ten bytes', filledWith(0x8a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0)],
  ])('refuses a message full of %s within 50 ms', (_situation, bytes) => {
    for (const method of METHODS) {
      expect(shortestMs(() => decode(method, bytes), MAX_MS)).toBeLessThan(MAX_MS);
      expect(decode(method, bytes)).toEqual(new MalformedRequest('malformed_message'));
    }
  });

  it.each<[string, Buffer]>([
    ['an endless number', Buffer.concat([Buffer.from([tag(15, 0)]), Buffer.alloc(MESSAGE_BYTES, 0x80)])],
    ['one unknown field', within([tag(15, 2)], Buffer.alloc(MESSAGE_BYTES))],
    ['one text', within([tag(1, 2)], Buffer.alloc(MESSAGE_BYTES, 'a'))],
    ['one text that is not UTF-8', within([tag(1, 2)], Buffer.alloc(MESSAGE_BYTES, 0xff))],
    ['one text of two-byte characters', within([tag(1, 2)], Buffer.alloc(MESSAGE_BYTES, 'ä'))],
    ['an endless number as a length', Buffer.concat([Buffer.from([tag(15, 2)]), Buffer.alloc(MESSAGE_BYTES, 0x80)])],
    [
      'an endless number in a group',
      Buffer.concat([Buffer.from([tag(15, 3), tag(1, 0)]), Buffer.alloc(MESSAGE_BYTES, 0xff)]),
    ],
  ])('decodes or refuses a message of %s within 50 ms', (_situation, bytes) => {
    for (const method of METHODS) {
      expect(shortestMs(() => decode(method, bytes), MAX_MS)).toBeLessThan(MAX_MS);
    }
  });
});

it('requestDeserialize refuses a number that is sent as text: the decoder goes by the type of the field, and would read the fields inside', () => {
  const bytes = within([tag(3, 2)], filledWith(tag(1, 2), 0));
  expect(shortestMs(() => decode('StreamAudio', bytes), MAX_MS)).toBeLessThan(MAX_MS);
  expect(decode('StreamAudio', bytes)).toEqual(new MalformedRequest('malformed_message'));
});

it.each(['a', 'ä', '世', '🙂', '\ufeffa\u0000', 'aä世🙂'])('a long text is decoded unchanged: %j', (unit) => {
  const prompt = unit.repeat(40_000);
  const bytes = root.lookupType('streaming.StreamRequest').encode({ prompt }).finish();
  expect(decode('StreamAudio', Buffer.from(bytes))).toMatchObject({ prompt });
});

it.each([' ', '\u0000', '\u3000', '\u200b', '\u{e0001}'])(
  'an id of four megabytes of %j is refused within 50 ms',
  (blank) => {
    const text = blank.repeat(Math.floor(4_190_000 / Buffer.byteLength(blank)));
    const { limits } = configOf();
    const checks = [
      () => validateInterruptRequest({ hardwareId: text }, limits),
      () => validateInterruptRequest({ hardwareId: 'phone', sessionId: text }, limits),
      () => validateUsageRequest(usageRequest({ hardwareId: text }), limits),
      () => validateUsageRequest(usageRequest({ source: text }), limits),
    ];
    for (const check of checks) {
      expect(shortestMs(() => expect(check).toThrow(), MAX_MS)).toBeLessThan(MAX_MS);
    }
  },
);

describe('requestDeserialize, within the bounds', () => {
  it.each([
    ['refuses', 11],
    ['accepts', 10],
    ['accepts', 1],
  ])('%s a message with a number of %i bytes in an unknown field', (outcome, numberBytes) => {
    const bytes = Buffer.concat([Buffer.from([tag(15, 0)]), Buffer.alloc(numberBytes - 1, 0x81), Buffer.from([1])]);
    const decoded = decode('HealthCheck', bytes);
    expect(decoded instanceof MalformedRequest).toBe(outcome === 'refuses');
  });

  it('accepts a message that repeats every field and has a hundred unknown fields', () => {
    const type = root.lookupType('streaming.StreamRequest');
    const known = Buffer.from(
      type.encode({ prompt: 'Hi', hardwareId: 'phone', sessionId: 'one', screenWidth: 5 }).finish(),
    );
    const unknown = Buffer.concat(Array.from({ length: 100 }, () => Buffer.from([tag(15, 2), 1, 65])));
    expect(decode('StreamAudio', Buffer.concat([known, unknown, known, known]))).toMatchObject({
      prompt: 'Hi',
      hardwareId: 'phone',
      sessionId: 'one',
    });
  });

  it('decodes a message as protobufjs does', () => {
    const type = root.lookupType('streaming.UsageRequest');
    const fields = fc.record({
      hardwareId: fc.string(),
      source: fc.string(),
      inputTokens: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      outputTokens: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 8 }), fc.uint8Array({ maxLength: 40 }), (parts, tail) => {
        const encoded = parts.map((part) => type.encode(part).finish());
        const bytes = Buffer.concat([
          ...encoded,
          ...(tail.length ? [within([tag(90, 2) & 0x7f], Buffer.from(tail))] : []),
        ]);
        let expected: object | undefined;
        try {
          expected = type.toObject(type.decode(bytes), { defaults: true });
        } catch {
          expected = undefined;
        }
        const decoded = decode('ReportUsage', bytes);
        if (decoded instanceof MalformedRequest) return;
        expect(expected).toMatchObject(decoded as object);
      }),
    );
  });
});
