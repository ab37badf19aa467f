import { type ErrorType, NexyError } from '../../shared/errors.js';
import type { ProviderFailureReason } from '../../shared/provider-failures.js';

/** The kind of a model's failure, in words fit for the log. */
export type FailureReason =
  | ProviderFailureReason
  | 'length' // the model reached its limit of tokens
  | 'filtered'; // a content filter ended the answer

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
  connection_lost: 'unavailable',
  length: 'unavailable',
  filtered: 'unavailable',
  invalid_response: 'unavailable',
  empty: 'unavailable',
};

const RETRYABLE: ReadonlySet<FailureReason> = new Set(['unreachable', 'throttled', 'server_error', 'connection_lost']);

/** The details of a failure that are known besides its reason. */
export interface FailureDetails {
  readonly cause?: unknown;
  /** The HTTP status. */
  readonly status?: number | undefined;
  /** The provider's own error code, safe for the log. */
  readonly code?: string | undefined;
  /** The time for which the provider asks not to be called, ms. */
  readonly providerRetryAfterMs?: number | undefined;
}

/** A failure of a provider. Its cause may quote the request, so only the log may read it, with `describeCause`. */
export class ProviderFailure extends NexyError {
  readonly failure: FailureReason;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly providerRetryAfterMs: number | undefined;

  constructor(failure: FailureReason, { cause, status, code, providerRetryAfterMs }: FailureDetails = {}) {
    super(TYPES[failure], { cause });
    this.failure = failure;
    this.status = status;
    this.code = code;
    this.providerRetryAfterMs = providerRetryAfterMs;
  }

  /** Tells whether the same request may succeed in a moment. */
  get retryable(): boolean {
    return RETRYABLE.has(this.failure);
  }

  /** Tells whether only a change of the configuration can help. */
  get isConfigError(): boolean {
    return this.type === 'internal';
  }
}
