import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { MalformedRequest, serviceDefinition, type UsageRequest } from '../../src/main/grpc/codec.js';
import { validateUsageRequest } from '../../src/main/grpc/validation/requests.js';
import { configOf, reasonOf, usageRequest } from './requests.js';

const { limits } = configOf();
/** The layout of clients in the field: hardware_id 1, session_id 2, source 3, input_tokens 4, output_tokens 5, model 6. */
const FIELDED = new protobuf.Type('Fielded')
  .add(new protobuf.Field('hardwareId', 1, 'string'))
  .add(new protobuf.Field('sessionId', 2, 'string'))
  .add(new protobuf.Field('source', 3, 'string'))
  .add(new protobuf.Field('inputTokens', 4, 'int32'))
  .add(new protobuf.Field('outputTokens', 5, 'int32'))
  .add(new protobuf.Field('modelName', 6, 'string'));

const decode = (bytes: Uint8Array): UsageRequest | MalformedRequest =>
  serviceDefinition.ReportUsage?.requestDeserialize(Buffer.from(bytes)) as UsageRequest | MalformedRequest;
const fielded = (fields: object): UsageRequest | MalformedRequest => decode(FIELDED.encode(fields).finish());
const SENT = {
  hardwareId: 'desk',
  sessionId: 'one',
  source: 'browser_agent',
  inputTokens: 120,
  outputTokens: 7,
  modelName: 'small',
};

describe('a report of usage in the layout of clients in the field', () => {
  it('is read as the message of the proto', () => {
    expect(validateUsageRequest(fielded(SENT), limits)).toEqual(SENT);
  });

  it.each([
    ['without a number of output tokens', { outputTokens: undefined }, { outputTokens: 0 }],
    ['without a source, told by the output tokens', { source: undefined }, { source: '' }],
    ['without a model', { modelName: undefined }, { modelName: '' }],
    ['without a session', { sessionId: undefined }, { sessionId: '' }],
    ['with negative tokens', { inputTokens: -5 }, { inputTokens: -5 }],
  ])('%s is read as well', (_situation, fields, expected) => {
    expect(fielded({ ...SENT, ...fields })).toEqual({ ...SENT, ...expected });
  });

  it('is told from the layout of the proto for all values, in any order of the fields', () => {
    const text = fc.string({ minLength: 1, maxLength: 20 });
    const report = fc.record({ hardwareId: text, sessionId: text, source: text, modelName: text });
    const tokens = fc.record({ inputTokens: fc.integer({ min: 1 }), outputTokens: fc.integer({ min: 1 }) });
    fc.assert(
      fc.property(report, tokens, fc.boolean(), (fields, counts, reversed) => {
        const sent = { ...fields, ...counts };
        const parts = Object.entries(sent).map(([name, value]) => FIELDED.encode({ [name]: value }).finish());
        const bytes = Buffer.concat(reversed ? parts.reverse() : parts);
        expect(decode(bytes)).toEqual(sent);
      }),
    );
  });

  it.each([
    ['cut short', FIELDED.encode(SENT).finish().subarray(0, -1)],
    ['of a wire type that does not exist', Uint8Array.of(0x0f, 0x01)],
    ['of too many fields', Buffer.alloc(2_000, Uint8Array.of((2 << 3) | 0, 1))],
  ])('is refused when it is %s', (_fault, bytes) => {
    expect(decode(bytes)).toEqual(new MalformedRequest('malformed_message'));
  });
});

describe('a report of usage', () => {
  it.each([
    ['None', undefined],
    ['', undefined],
    ['one', 'one'],
    ['none of these', 'none of these'],
  ])('with the session id %j belongs to the session %j', (sessionId, expected) => {
    expect(validateUsageRequest(usageRequest({ sessionId }), limits).sessionId).toBe(expected);
    expect(validateUsageRequest(fielded({ ...SENT, sessionId }), limits).sessionId).toBe(expected);
  });

  it.each([
    [{ source: 's'.repeat(50) }, 'valid'],
    [{ source: 's'.repeat(51) }, 'source_too_long'],
    [{ source: '🙂'.repeat(50) }, 'valid'],
    [{ modelName: 'm'.repeat(100) }, 'valid'],
    [{ modelName: 'm'.repeat(101) }, 'model_too_long'],
    [{ sessionId: 'a\nb' }, 'invalid_session_id'],
    [{ outputTokens: -1 }, 'negative_tokens'],
  ])('%j is %s in both layouts', (fields, reason) => {
    expect(reasonOf(() => validateUsageRequest(usageRequest(fields), limits))).toBe(reason);
    expect(reasonOf(() => validateUsageRequest(fielded({ ...SENT, ...fields }), limits))).toBe(reason);
  });
});
