import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { type ErrorType, NexyError } from '../../shared/errors.js';

/** What went wrong with a provider, in words fit for the log. */
export type FailureReason =
  | 'unreachable'
  | 'refused' // 401, 403: the key
  | 'not_found' // 404: the model or the address
  | 'bad_request' // another 4xx
  | 'throttled' // 429
  | 'server_error' // 5xx, or an error in the middle of a stream
  | 'timeout'
  | 'cut' // the connection was lost in the middle of the answer
  | 'garbage' // not the protocol
  | 'empty'; // an answer without a word

/** Each reason as a row of the error table: what the operator has to mend is the server's fault and not a passing one. */
const TYPES: Readonly<Record<FailureReason, ErrorType>> = {
  unreachable: 'unavailable',
  refused: 'internal',
  not_found: 'internal',
  bad_request: 'internal',
  throttled: 'unavailable',
  server_error: 'unavailable',
  timeout: 'timeout',
  cut: 'unavailable',
  garbage: 'unavailable',
  empty: 'unavailable',
};

const MAY_PASS: ReadonlySet<FailureReason> = new Set(['unreachable', 'throttled', 'server_error', 'cut']);

/** A provider failed. The cause, which may quote the request, stays in the log's own hands. */
export class ProviderFailure extends NexyError {
  readonly failure: FailureReason;
  /** HTTP status. */
  readonly status: number | undefined;
  /** How long the provider asks to be left alone, ms. */
  readonly askedWaitMs: number | undefined;

  constructor(failure: FailureReason, cause?: unknown) {
    super(TYPES[failure], { cause });
    this.failure = failure;
    this.status = cause instanceof APIError ? (cause.status as number | undefined) : undefined;
    this.askedWaitMs = cause instanceof APIError ? askedWaitMs(cause.headers as Headers | undefined) : undefined;
  }

  /** The same request may succeed in a moment. */
  get mayPass(): boolean {
    return MAY_PASS.has(this.failure);
  }

  /** It will not succeed before somebody has mended the configuration. */
  get needsMending(): boolean {
    return this.type === 'internal';
  }
}

/** What a request to a provider threw. A failure is one already where a wait was too long. */
export function toProviderFailure(cause: unknown): ProviderFailure {
  return cause instanceof ProviderFailure ? cause : new ProviderFailure(reasonOf(cause), cause);
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
