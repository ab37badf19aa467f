import { Metadata, type StatusObject } from '@grpc/grpc-js';
import type { NexyError } from '../../shared/errors.js';
import { ERROR_REASON_TRAILER, ERROR_TYPE_TRAILER, RETRY_AFTER_TRAILER } from './metadata-names.js';

/** The longest status text, UTF-16 units: a status travels in a header. */
const MAX_DETAILS = 1_024;

/**
 * Returns the trailers with the details of an error that a client may see: its type, its reason and the retry delay.
 */
export function trailersOf(error: NexyError): Metadata {
  const trailers = new Metadata();
  trailers.set(ERROR_TYPE_TRAILER, error.type);
  if (error.reason !== undefined) trailers.set(ERROR_REASON_TRAILER, error.reason);
  if (error.retryAfterMs !== undefined) trailers.set(RETRY_AFTER_TRAILER, String(Math.ceil(error.retryAfterMs)));
  return trailers;
}

/**
 * Returns the gRPC status of an error. Its details are well-formed, because gRPC throws on a lone surrogate in them.
 */
export function statusOf(error: NexyError): StatusObject {
  const details = error.message.toWellFormed().slice(0, MAX_DETAILS);
  return { code: error.grpcCode, details, metadata: trailersOf(error) };
}
