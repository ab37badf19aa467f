import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));
const StreamRequest = root.lookupType('streaming.StreamRequest');

/** Headers of a gRPC call, for those who speak HTTP/2 themselves. */
export const GRPC_HEADERS = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' } as const;

/** A length-prefixed gRPC message around `payload`. */
export function frame(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.byteLength, 1);
  return Buffer.concat([head, payload]);
}

/** A StreamRequest as it goes over the wire. */
export function encodeRequest(fields: { prompt: string; hardwareId: string; sessionId: string }): Buffer {
  return frame(StreamRequest.encode(fields).finish());
}
