import { type ErrorType, NexyError } from '../../shared/errors.js';

/** The kind of a provider's failure, in words fit for the log. */
export type FailureReason =
  | 'unreachable'
  | 'redirected' // 3xx: never followed
  | 'refused' // 401, 403: the key
  | 'not_found' // 404: the model or the address
  | 'bad_request' // another 4xx
  | 'throttled' // 429
  | 'server_error' // 5xx, or an error that the server reports in its answer
  | 'timeout'
  | 'cut' // the answer ended without an end mark, or the connection was lost
  | 'length' // the model reached its limit of tokens
  | 'filtered' // a content filter ended the answer
  | 'garbage' // data that is not the protocol
  | 'empty'; // an answer without text

/**
 * The row of the error table for each reason. A failure that an operator has to fix is the server's fault, and not
 * transient.
 */
const TYPES: Readonly<Record<FailureReason, ErrorType>> = {
  unreachable: 'unavailable',
  redirected: 'internal',
  refused: 'internal',
  not_found: 'internal',
  bad_request: 'internal',
  throttled: 'unavailable',
  server_error: 'unavailable',
  timeout: 'timeout',
  cut: 'unavailable',
  length: 'unavailable',
  filtered: 'unavailable',
  garbage: 'unavailable',
  empty: 'unavailable',
};

const MAY_PASS: ReadonlySet<FailureReason> = new Set(['unreachable', 'throttled', 'server_error', 'cut']);

/** The details of a failure that are known besides its reason. */
export interface FailureDetails {
  readonly cause?: unknown;
  /** The HTTP status. */
  readonly status?: number | undefined;
  /** The provider's own error code, safe for the log. */
  readonly code?: string | undefined;
  /** The time for which the provider asks not to be called, ms. */
  readonly askedWaitMs?: number | undefined;
}

/** A failure of a provider. Its cause may quote the request, so only the log may read it, with `describeCause`. */
export class ProviderFailure extends NexyError {
  readonly failure: FailureReason;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly askedWaitMs: number | undefined;

  constructor(failure: FailureReason, { cause, status, code, askedWaitMs }: FailureDetails = {}) {
    super(TYPES[failure], { cause });
    this.failure = failure;
    this.status = status;
    this.code = code;
    this.askedWaitMs = askedWaitMs;
  }

  /** Tells whether the same request may succeed in a moment. */
  get mayPass(): boolean {
    return MAY_PASS.has(this.failure);
  }

  /** Tells whether only a change of the configuration can help. */
  get needsMending(): boolean {
    return this.type === 'internal';
  }
}
