import { type ErrorType, NexyError } from '../../shared/errors.js';

/** What went wrong with a provider, in words fit for the log. */
export type FailureReason =
  | 'unreachable'
  | 'redirected' // 3xx: never followed
  | 'refused' // 401, 403: the key
  | 'not_found' // 404: the model or the address
  | 'bad_request' // another 4xx
  | 'throttled' // 429
  | 'server_error' // 5xx, or an error that the server tells in its answer
  | 'timeout'
  | 'cut' // the answer ended without the mark of its end, or the connection was lost
  | 'length' // the model ran into its limit of tokens
  | 'filtered' // a content filter ended the answer
  | 'garbage' // not the protocol
  | 'empty'; // an answer without a word

/** Each reason as a row of the error table: what the operator has to mend is the server's fault and not a passing one. */
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

/** What is known of a failure besides its reason. */
export interface FailureDetails {
  readonly cause?: unknown;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** The provider's own name for it, safe for the log. */
  readonly code?: string | undefined;
  /** How long the provider asks to be left alone, ms. */
  readonly askedWaitMs?: number | undefined;
}

/** A provider failed. The cause, which may quote the request, stays in the log's own hands. */
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

  /** The same request may succeed in a moment. */
  get mayPass(): boolean {
    return MAY_PASS.has(this.failure);
  }

  /** Only a change of the configuration can help. */
  get needsMending(): boolean {
    return this.type === 'internal';
  }
}
