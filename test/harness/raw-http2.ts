import { once } from 'node:events';
import { connect } from 'node:http2';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));
const StreamRequest = root.lookupType('streaming.StreamRequest');

/** The headers of a gRPC call, for tests that use HTTP/2 directly. */
export const GRPC_HEADERS = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' } as const;

/** Returns a length-prefixed gRPC message around `payload`. */
export function grpcMessage(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.byteLength, 1);
  return Buffer.concat([head, payload]);
}

/** Returns a StreamRequest in its wire format. */
export function encodeRequest(fields: { prompt: string; hardwareId: string; sessionId: string }): Buffer {
  return grpcMessage(StreamRequest.encode(fields).finish());
}

/** The reply to a call; a header or trailer that was not sent is undefined. */
export interface RawReply {
  readonly httpStatus: number | undefined;
  readonly grpcStatus: number | undefined;
  readonly details: string | undefined;
  readonly errorType: string | undefined;
  /** The fields of each message that are set. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Calls a method of the service without a gRPC library: the client has no deadline of its own, and the test chooses its
 * headers.
 * @param message undefined = no message is sent, and the stream stays open
 */
export async function callRaw(
  port: number,
  method: string,
  message: Uint8Array | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawReply> {
  const session = connect(`http://127.0.0.1:${port}`);
  session.on('error', () => {});
  const path = method.includes('/') ? method : `/streaming.StreamingService/${method}`;
  const stream = session.request({ ...GRPC_HEADERS, ':path': path, ...headers }, { endStream: false });
  const seen: Record<string, unknown> = {};
  stream.on('response', (received) => Object.assign(seen, received));
  stream.on('trailers', (received) => Object.assign(seen, received));
  stream.on('error', () => {});
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (message) stream.end(message);
  await once(stream, 'close');
  session.destroy();
  const numberOf = (name: string): number | undefined => (seen[name] === undefined ? undefined : Number(seen[name]));
  const textOf = (name: string): string | undefined => seen[name] as string | undefined;
  return {
    httpStatus: numberOf(':status'),
    grpcStatus: numberOf('grpc-status'),
    details: textOf('grpc-message') === undefined ? undefined : decodeURI(String(seen['grpc-message'])),
    errorType: textOf('nexy-error-type'),
    messages: messagesIn(Buffer.concat(chunks), RESPONSES[method] ?? 'StreamResponse'),
  };
}

const RESPONSES: Readonly<Record<string, string>> = {
  GenerateWelcomeAudio: 'WelcomeResponse',
  InterruptSession: 'InterruptResponse',
  HealthCheck: 'HealthResponse',
};

function messagesIn(bytes: Buffer, typeName: string): Record<string, unknown>[] {
  const type = root.lookupType(`streaming.${typeName}`);
  const messages: Record<string, unknown>[] = [];
  for (let at = 0; at + 5 <= bytes.byteLength; ) {
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    messages.push(type.toObject(type.decode(bytes.subarray(at + 5, end))));
    at = end;
  }
  return messages;
}

/** Returns a message of any type in its wire format. */
export function encodeMessage(typeName: string, fields: object): Buffer {
  return grpcMessage(root.lookupType(`streaming.${typeName}`).encode(fields).finish());
}
