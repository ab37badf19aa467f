import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import {
  encodeStreamResponse,
  encodeWelcomeResponse,
  MalformedRequest,
  packageDefinition,
  serviceDefinition,
} from '../../src/main/grpc/codec.js';

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));

const REQUESTS = {
  StreamAudio: 'StreamRequest',
  InterruptSession: 'InterruptRequest',
  GenerateWelcomeAudio: 'WelcomeRequest',
  ReportUsage: 'UsageRequest',
} as const;
type Rpc = keyof typeof REQUESTS;
const RPCS = Object.keys(REQUESTS) as Rpc[];

const bytesOf = (rpc: Rpc, fields: object): Buffer =>
  Buffer.from(root.lookupType(`streaming.${REQUESTS[rpc]}`).encode(fields).finish());
const decode = (rpc: Rpc, bytes: Buffer): unknown => serviceDefinition[rpc]?.requestDeserialize(bytes);
const roundTrip = (rpc: Rpc, fields: object): unknown => decode(rpc, bytesOf(rpc, fields));

const TEXT_FIELDS: readonly [rpc: Rpc, field: string, tag: number][] = RPCS.flatMap((rpc) =>
  root
    .lookupType(`streaming.${REQUESTS[rpc]}`)
    .fieldsArray.filter(({ type, name }) => type === 'string' && name !== 'screenshot')
    .map(({ name, id }): [Rpc, string, number] => [rpc, name, id]),
);
const lengthDelimited = (tag: number, bytes: readonly number[]): Buffer =>
  Buffer.from(
    protobuf.Writer.create()
      .uint32((tag << 3) | 2)
      .bytes(Uint8Array.from(bytes))
      .finish(),
  );
/** The fields of a StreamRequest that always have a value. */
const UNSENT = { phase: 0, chunkSeq: 0 };

describe('requestDeserialize', () => {
  it('returns the fields that the client sent', () => {
    const sent = {
      prompt: 'Hello, 世界 🙂',
      screenWidth: 1_920,
      screenHeight: 0,
      hardwareId: 'phone',
      sessionId: 'one',
    };
    expect(roundTrip('StreamAudio', sent)).toEqual({ ...UNSENT, ...sent });
    const collecting = { phase: 1, chunkSeq: 7, chunkText: 'Hel', language: 'en', voice: 'en-us', speakingRate: 1.5 };
    expect(roundTrip('StreamAudio', collecting)).toMatchObject(collecting);
    const usage = { hardwareId: 'phone', source: 'main_llm', inputTokens: 5, outputTokens: -1, modelName: 'm' };
    expect(roundTrip('ReportUsage', usage)).toEqual(usage);
  });

  it('leaves out optional fields that were not sent, and sets all other fields', () => {
    expect(decode('StreamAudio', Buffer.alloc(0))).toEqual({ ...UNSENT, prompt: '', hardwareId: '', sessionId: '' });
    expect(decode('InterruptSession', Buffer.alloc(0))).toEqual({ hardwareId: '' });
    expect(decode('GenerateWelcomeAudio', Buffer.alloc(0))).toEqual({
      text: '',
      sessionId: '',
      voice: '',
      language: '',
    });
    const usage = { hardwareId: '', source: '', inputTokens: 0, outputTokens: 0 };
    expect(decode('ReportUsage', Buffer.alloc(0))).toEqual(usage);
  });

  it('distinguishes an optional field that was sent empty from a field that was not sent', () => {
    expect(roundTrip('InterruptSession', { hardwareId: 'phone', sessionId: '' })).toEqual({
      hardwareId: 'phone',
      sessionId: '',
    });
    expect(roundTrip('StreamAudio', { screenWidth: 0 })).toMatchObject({ screenWidth: 0 });
  });

  it('returns the screenshot as bytes, even when they are not text', () => {
    const field = lengthDelimited(2, [0xff, 0xfe, 0x00]);
    const request = decode('StreamAudio', field) as { screenshot: Uint8Array };
    expect(request).not.toBeInstanceOf(MalformedRequest);
    expect([...request.screenshot]).toEqual([0xff, 0xfe, 0x00]);
  });

  it('ignores unknown fields, of future versions and of existing clients', () => {
    const known = bytesOf('StreamAudio', { prompt: 'Hi', hardwareId: 'phone', sessionId: 'one' });
    const tomorrow = Buffer.concat([
      lengthDelimited(10, [1, 2, 3]),
      Buffer.from([(11 << 3) | 0, 5]),
      known,
      Buffer.from([0x9d, 0x01, 1, 2, 3, 4]), // field 19, four bytes
    ]);
    expect(decode('StreamAudio', tomorrow)).toEqual({
      ...UNSENT,
      prompt: 'Hi',
      hardwareId: 'phone',
      sessionId: 'one',
    });
  });
});

describe('requestDeserialize, for invalid bytes', () => {
  it.each(TEXT_FIELDS)('refuses text that is not UTF-8: %s, %s', (rpc, _field, tag) => {
    for (const bad of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x99], [0xc0, 0x80]]) {
      expect(decode(rpc, lengthDelimited(tag, bad))).toEqual(new MalformedRequest('invalid_utf8'));
    }
  });

  it.each(RPCS)('refuses a message that is cut short: %s', (rpc) => {
    const whole = bytesOf(rpc, { hardwareId: 'phone', sessionId: 'one', text: 'Hello', source: 'llm' });
    expect(decode(rpc, whole.subarray(0, whole.length - 1))).toEqual(new MalformedRequest('malformed_message'));
    expect(decode(rpc, Buffer.from([0x0a]))).toEqual(new MalformedRequest('malformed_message'));
    expect(decode(rpc, Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toEqual(
      new MalformedRequest('malformed_message'),
    );
  });

  it('never throws, and never returns lone surrogates', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RPCS), fc.uint8Array({ maxLength: 200 }), (rpc, bytes) => {
        const request = decode(rpc, Buffer.from(bytes));
        expect(request).toBeTypeOf('object');
        for (const value of Object.values(request as object)) {
          if (typeof value === 'string') expect(value.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws for a valid request with a damaged byte', () => {
    const whole = bytesOf('StreamAudio', {
      prompt: 'Hello there',
      screenWidth: 5,
      hardwareId: 'phone',
      sessionId: 'one',
    });
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        expect(decode('StreamAudio', damaged)).toBeTypeOf('object');
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses deeply nested groups', () => {
    const deep = Buffer.alloc(200_000, (20 << 3) | 3);
    expect(decode('StreamAudio', deep)).toEqual(new MalformedRequest('malformed_message'));
  });
});

describe('the codec of the service', () => {
  it('encodes responses that protobufjs decodes to the same messages', () => {
    const stream = root.lookupType('streaming.StreamResponse');
    for (const message of [{ textChunk: 'Hi. ' }, { endMessage: 'done' }, { errorMessage: 'no' }, { textChunk: '' }]) {
      expect(stream.toObject(stream.decode(encodeStreamResponse(message)))).toEqual(message);
    }
    const welcome = root.lookupType('streaming.WelcomeResponse');
    const metadata = { method: 'cache', durationSec: 1.25, sampleRate: 48_000, channels: 1, dtype: 'int16' };
    expect(welcome.toObject(welcome.decode(encodeWelcomeResponse({ metadata })))).toEqual({ metadata });
  });

  it('has the methods and paths of the proto file', () => {
    const paths = Object.values(serviceDefinition).map(({ path }) => path);
    expect(paths.sort()).toEqual(
      ['GenerateWelcomeAudio', 'HealthCheck', 'InterruptSession', 'ReportUsage', 'StreamAudio'].map(
        (rpc) => `/streaming.StreamingService/${rpc}`,
      ),
    );
    expect(Object.keys(packageDefinition)).toContain('streaming.StreamingService');
  });
});
