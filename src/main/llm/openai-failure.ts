import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { type FailureReason, ProviderFailure } from './provider-failure.js';

/** What a request to a provider threw. A failure is one already where a wait was too long. */
export function toProviderFailure(cause: unknown): ProviderFailure {
  if (cause instanceof ProviderFailure) return cause;
  if (!(cause instanceof APIError)) return new ProviderFailure(reasonOf(cause), { cause });
  const status = cause.status as number | undefined;
  return new ProviderFailure(reasonOf(cause), {
    cause,
    status,
    askedWaitMs: askedWaitMs(cause.headers as Headers | undefined),
  });
}

function reasonOf(cause: unknown): FailureReason {
  if (cause instanceof APIConnectionTimeoutError) return 'timeout';
  if (cause instanceof APIConnectionError) return 'unreachable';
  if (cause instanceof APIError) return reasonOfStatus(cause.status as number | undefined);
  // JSON that is none.
  if (cause instanceof SyntaxError) return 'garbage';
  return 'cut';
}

function reasonOfStatus(status: number | undefined): FailureReason {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'not_found';
  if (status === 429) return 'throttled';
  if (status === 408) return 'timeout';
  return status !== undefined && status < 500 ? 'bad_request' : 'server_error';
}

/** `retry-after` in seconds (RFC 9110, 10.2.3), or `retry-after-ms`, as OpenAI sends it; a date is not looked at. */
function askedWaitMs(headers: Headers | undefined): number | undefined {
  const inMs = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  const waitMs = Number.isNaN(inMs) ? Number.parseFloat(headers?.get('retry-after') ?? '') * 1000 : inMs;
  return waitMs >= 0 ? waitMs : undefined;
}
