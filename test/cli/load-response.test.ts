import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { CONTENT, ResponseReader } from '../../src/main/cli/load/listener/response-reader.js';
import { PROTO_FILE } from '../../src/main/grpc/codec.js';
import { grpcMessage } from '../harness/raw-http2.js';

const root = new protobuf.Root();
root.loadSync(PROTO_FILE);
const StreamResponse = root.lookupType('streaming.StreamResponse');

const RATE_HZ = 48_000;

function audioChunk(samples: number): object {
  const audioData = new Uint8Array(samples * 2).fill(0x8a);
  return { audioChunk: { audioData, dtype: 'int16', shape: [samples], sampleRate: RATE_HZ, channels: 1 } };
}

const message = fc.oneof(
  fc.string().map((textChunk) => ({ content: CONTENT.text, audioBytes: 0, fields: { textChunk } })),
  fc.integer({ min: 1, max: 3_000 }).map((samples) => ({
    content: CONTENT.audio,
    audioBytes: samples * 2,
    fields: audioChunk(samples),
  })),
  fc.string().map((endMessage) => ({ content: CONTENT.end, audioBytes: 0, fields: { endMessage } })),
  fc.string().map((errorMessage) => ({ content: CONTENT.error, audioBytes: 0, fields: { errorMessage } })),
  fc.string().map((actionJson) => ({ content: 5, audioBytes: 0, fields: { actionMessage: { actionJson } } })),
  fc.constant({ content: 0, audioBytes: 0, fields: {} }),
);

/** Reads `bytes` in pieces of these sizes, repeated, and returns the messages and the sample rate. */
function read(bytes: Buffer, sizes: readonly number[]) {
  const seen: { content: number; audioBytes: number }[] = [];
  const reader = new ResponseReader((content, audioBytes) => seen.push({ content, audioBytes }));
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const size = sizes[piece % sizes.length] ?? 1;
    reader.read(bytes.subarray(at, at + size));
    at += size;
  }
  return { seen, sampleRateHz: reader.sampleRateHz };
}

describe('ResponseReader', () => {
  it('finds each message and its audio, however the stream is split', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 20 }), sizes, (messages, cuts) => {
        const bytes = Buffer.concat(messages.map(({ fields }) => grpcMessage(StreamResponse.encode(fields).finish())));
        const { seen, sampleRateHz } = read(bytes, cuts);
        expect(seen).toEqual(messages.map(({ content, audioBytes }) => ({ content, audioBytes })));
        expect(sampleRateHz).toBe(messages.some(({ content }) => content === CONTENT.audio) ? RATE_HZ : 0);
      }),
    );
  });

  it('finds the sample rate before the samples as well as after them', () => {
    const { audioData, sampleRate } = { audioData: Buffer.alloc(200), sampleRate: 22_050 };
    const writer = protobuf.Writer.create();
    writer.uint32(0x20).int32(sampleRate).uint32(0x0a).bytes(audioData);
    const chunk = writer.finish();
    const bytes = grpcMessage(protobuf.Writer.create().uint32(0x12).bytes(chunk).finish());
    expect(read(bytes, [1])).toEqual({ seen: [{ content: CONTENT.audio, audioBytes: 200 }], sampleRateHz: 22_050 });
  });

  it('reports a message only after its last byte', () => {
    const bytes = grpcMessage(StreamResponse.encode(audioChunk(100)).finish());
    expect(read(bytes.subarray(0, -1), [64]).seen).toEqual([]);
    expect(read(bytes, [64]).seen).toHaveLength(1);
  });
});
