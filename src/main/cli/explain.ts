import type { Metadata } from '@grpc/grpc-js';
// The whole library would take a quarter of the time of a command that sends no request.
import { Status as GrpcStatus } from '@grpc/grpc-js/build/src/constants.js';
import { ConfigError } from '../config/load.js';
import { ERROR_TYPE_TRAILER } from '../grpc/metadata-names.js';

/** Describes an error for a person at a terminal. `usage` is true when the config is at fault. */
export function explain(cause: unknown): { message: string; usage: boolean } {
  if (cause instanceof ConfigError) return { message: cause.message, usage: true };
  if (!(cause instanceof Error)) return { message: String(cause), usage: false };
  if ('details' in cause && 'code' in cause && typeof cause.code === 'number') {
    const details = String(cause.details);
    const hint = hintFor(cause.code, cause);
    const answered = `the server answered ${GrpcStatus[cause.code]}: ${details}`;
    return { message: hint === undefined ? answered : `${answered} (${hint})`, usage: false };
  }
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return { message: cause.message + inner, usage: false };
}

/** Returns advice for a gRPC status, or undefined. gRPC itself reports UNAVAILABLE where no server listens. */
function hintFor(code: number, { metadata }: Error & { metadata?: Metadata }): string | undefined {
  const isFromNexyServer = (metadata?.get(ERROR_TYPE_TRAILER).length ?? 0) > 0;
  if (!isFromNexyServer)
    return code === GrpcStatus.UNAVAILABLE ? 'is a server running there? start one with: nexy serve' : undefined;
  switch (code) {
    case GrpcStatus.UNAVAILABLE:
      return 'a model or speech server may be down: run nexy doctor, and see the log of the server';
    case GrpcStatus.DEADLINE_EXCEEDED:
      return 'a model may need seconds to load: run nexy doctor, which measures it, and see the log of the server';
    case GrpcStatus.INTERNAL:
      return 'the config may name a model or an address that does not exist: run nexy doctor, and see the log of the server';
    default:
      return undefined;
  }
}
