import { status as GrpcStatus, type Metadata } from '@grpc/grpc-js';
import { ConfigError } from '../config/load.js';
import { ERROR_TYPE_TRAILER } from '../grpc/status.js';

export const EXIT_FAILURE = 1;
export const EXIT_USAGE = 2;

/** An error in words for a person at a terminal. */
export function explain(cause: unknown): { message: string; usage: boolean } {
  if (cause instanceof ConfigError) return { message: cause.message, usage: true };
  if (!(cause instanceof Error)) return { message: String(cause), usage: false };
  if ('details' in cause && 'code' in cause && typeof cause.code === 'number') {
    const details = String(cause.details);
    const hint = cause.code === GrpcStatus.UNAVAILABLE ? ` (${unavailableHint(cause)})` : '';
    return { message: `the server answered ${GrpcStatus[cause.code]}: ${details}${hint}`, usage: false };
  }
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return { message: cause.message + inner, usage: false };
}

/** gRPC answers for a server that is not there with the status of one that cannot serve right now. */
function unavailableHint(cause: Error & { metadata?: Metadata }): string {
  const isItsOwn = cause.metadata?.get(ERROR_TYPE_TRAILER).length;
  return isItsOwn
    ? 'what it depends on may be down: nexy doctor checks it, its log says more'
    : 'is a server running there? start one with: nexy serve';
}
