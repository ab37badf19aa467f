import { status as GrpcStatus } from '@grpc/grpc-js';
import { ConfigError } from '../config/load.js';

export const EXIT_FAILURE = 1;
export const EXIT_USAGE = 2;

/** An error in words for a person at a terminal. */
export function explain(cause: unknown): { message: string; usage: boolean } {
  if (cause instanceof ConfigError) return { message: cause.message, usage: true };
  if (!(cause instanceof Error)) return { message: String(cause), usage: false };
  if ('details' in cause && 'code' in cause && typeof cause.code === 'number') {
    const details = String(cause.details);
    const hint =
      cause.code === GrpcStatus.UNAVAILABLE ? ' (is a server running there? start one with: nexy serve)' : '';
    return { message: `the server answered ${GrpcStatus[cause.code]}: ${details}${hint}`, usage: false };
  }
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return { message: cause.message + inner, usage: false };
}
