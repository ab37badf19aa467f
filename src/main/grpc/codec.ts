/**
 * Decodes requests and encodes responses. Requests are decoded strictly: text must be UTF-8, and a message that cannot
 * be decoded becomes a value that validation rejects, so that the client gets an error from the error table and not the
 * library's own. Streamed responses reach the writer as bytes: audio is encoded in the worker, the rest here.
 */
import { isUtf8 } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { BoundedReader } from './bounded-reader.js';
import type {
  InterruptRequest as InterruptRequestMessage,
  InterruptRequestReceived,
} from './generated/streaming/InterruptRequest.js';
import type {
  StreamRequest as StreamRequestMessage,
  StreamRequestReceived,
} from './generated/streaming/StreamRequest.js';
import type { StreamResponse } from './generated/streaming/StreamResponse.js';
import type { UsageRequestReceived } from './generated/streaming/UsageRequest.js';
import type { WelcomeRequestReceived } from './generated/streaming/WelcomeRequest.js';
import type { WelcomeResponse } from './generated/streaming/WelcomeResponse.js';
import { FIELDED_USAGE, hasFieldedLayout } from './usage-layout.js';
import { textOf } from './utf8-text.js';

export const PROTO_FILE = fileURLToPath(new URL('../../../proto/streaming.proto', import.meta.url));
const SERVICE = 'streaming.StreamingService';

/** A request that could not be decoded. */
export class MalformedRequest {
  readonly reason: 'malformed_message' | 'invalid_utf8';

  constructor(reason: 'malformed_message' | 'invalid_utf8') {
    this.reason = reason;
  }
}

/** The message with `screenshot` as its base64 characters in bytes: a picture is never converted to a string here. */
export type StreamRequest = Omit<StreamRequestReceived, 'screenshot'> & { screenshot?: Uint8Array | undefined };

/** The requests as they are decoded. A field that was not sent has its default; an optional field is absent. */
export type InterruptRequest = InterruptRequestReceived;
export type WelcomeRequest = WelcomeRequestReceived;
export type UsageRequest = UsageRequestReceived;

type Fields = Record<string, unknown>;
type Decoder<Message> = (bytes: Buffer) => Message | MalformedRequest;

const root = new protobuf.Root();
root.loadSync(PROTO_FILE);
/**
 * A second copy of the types that reads text fields as bytes, so that bad UTF-8 is detected and a picture stays bytes.
 * The encoding on the wire is the same.
 */
const rawRoot = new protobuf.Root();
rawRoot.loadSync(PROTO_FILE);
rawRoot.add(FIELDED_USAGE);
const rawType = (messageName: string): protobuf.Type => rawRoot.lookupType(`streaming.${messageName}`);

/** Creates a decoder for messages of `type`. Fields in `keptAsBytes` stay bytes; `optional` fields not sent are absent. */
function decoderOf<Message>(type: protobuf.Type, keptAsBytes: readonly string[] = []): Decoder<Message> {
  const textFields = new Set<string>();
  for (const field of type.fieldsArray) {
    if (field.type !== 'string') continue;
    field.type = 'bytes';
    if (!keptAsBytes.includes(field.name)) textFields.add(field.name);
  }
  return (bytes) => {
    let decoded: Fields;
    try {
      decoded = type.decode(new BoundedReader(bytes)) as unknown as Fields;
    } catch {
      return new MalformedRequest('malformed_message');
    }
    const message: Fields = {};
    for (const { name, partOf, defaultValue } of type.fieldsArray) {
      const sent = Object.hasOwn(decoded, name);
      if (!sent && partOf) continue;
      if (!textFields.has(name)) message[name] = sent ? decoded[name] : defaultValue;
      else if (!sent) message[name] = '';
      else {
        const text = decoded[name] as Buffer;
        if (!isUtf8(text)) return new MalformedRequest('invalid_utf8');
        message[name] = textOf(text);
      }
    }
    return message as Message;
  };
}

/** Creates the decoder for reports of usage, which clients send in two layouts. */
function usageDecoder(): Decoder<UsageRequest> {
  const decodeProto = decoderOf<UsageRequest>(rawType('UsageRequest'));
  const decodeFielded = decoderOf<UsageRequest>(FIELDED_USAGE);
  return (bytes) => {
    try {
      return hasFieldedLayout(new BoundedReader(bytes)) ? decodeFielded(bytes) : decodeProto(bytes);
    } catch {
      return new MalformedRequest('malformed_message');
    }
  };
}

function encoderOf<Message extends object>(messageName: string): (message: Message) => Buffer {
  const type = root.lookupType(`streaming.${messageName}`);
  // protobufjs writes into a Buffer on Node.
  return (message) => type.encode(message).finish() as Buffer;
}

export const encodeStreamResponse = encoderOf<StreamResponse>('StreamResponse');
export const encodeWelcomeResponse = encoderOf<WelcomeResponse>('WelcomeResponse');

/** Encodes a client's request, or a part of it. The encoded parts, one after the other, form the encoded request. */
export const encodeStreamRequest = encoderOf<StreamRequestMessage>('StreamRequest');
export const encodeInterruptRequest = encoderOf<InterruptRequestMessage>('InterruptRequest');

/** The package definition of the protocol, with the library's own decoders. */
export const packageDefinition: PackageDefinition = loadSync(PROTO_FILE, {
  longs: Number,
  defaults: true,
  oneofs: true,
});

/**
 * The service with our own, strict request decoders. Streamed responses bypass gRPC's encoders: the writer gets bytes.
 */
export const serviceDefinition: ServiceDefinition = withCodec(packageDefinition[SERVICE] as ServiceDefinition);

function withCodec(service: ServiceDefinition): ServiceDefinition {
  const codecs: Record<string, object> = {
    StreamAudio: { requestDeserialize: decoderOf<StreamRequest>(rawType('StreamRequest'), ['screenshot']) },
    InterruptSession: { requestDeserialize: decoderOf<InterruptRequest>(rawType('InterruptRequest')) },
    GenerateWelcomeAudio: { requestDeserialize: decoderOf<WelcomeRequest>(rawType('WelcomeRequest')) },
    ReportUsage: { requestDeserialize: usageDecoder() },
    HealthCheck: { requestDeserialize: decoderOf<object>(rawType('HealthRequest')) },
  };
  return Object.fromEntries(
    Object.entries(service).map(([method, definition]) => [method, { ...definition, ...codecs[method] }]),
  ) as ServiceDefinition;
}
