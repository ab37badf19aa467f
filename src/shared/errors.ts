/**
 * The table of all errors. Code below the gRPC layer throws `NexyError`; only the gRPC layer turns it into a status.
 * Clients get the fixed text of the row (or of its reason), never a cause: causes stay in the log.
 */

/** gRPC status codes as numbers, so that this file needs no gRPC library (grpc/grpc, doc/statuscodes.md). */
const GRPC = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

interface ErrorRow {
  readonly grpcCode: number;
  /** The fixed text for clients. */
  readonly message: string;
  /** Tells whether the same request may succeed on a retry: logged as `error_classified=transient`. */
  readonly transient: boolean;
  /** The time that a client should wait before it tries again, ms; sent as the trailer `retry-after-ms`. */
  readonly retryAfterMs?: number;
}

export const ERROR_TABLE = {
  validation_failed: { grpcCode: GRPC.INVALID_ARGUMENT, message: 'The request is not valid', transient: false },
  concurrent_request: {
    grpcCode: GRPC.RESOURCE_EXHAUSTED,
    message: 'Concurrent request for this session_id is not allowed; wait for the running one to end, or interrupt it',
    transient: false,
  },
  stream_limit_exceeded: {
    grpcCode: GRPC.RESOURCE_EXHAUSTED,
    message: 'STREAM_LIMIT_EXCEEDED: maximum concurrent streams reached; try again in a minute',
    transient: true,
    retryAfterMs: 60_000,
  },
  rate_limit_exceeded: {
    grpcCode: GRPC.RESOURCE_EXHAUSTED,
    message: 'Message rate limit exceeded: this device sends too many requests in a second',
    transient: true,
    retryAfterMs: 1_000,
  },
  overloaded: {
    grpcCode: GRPC.RESOURCE_EXHAUSTED,
    message: 'The server is overloaded; try again shortly',
    transient: true,
    retryAfterMs: 1_000,
  },
  unauthenticated: { grpcCode: GRPC.UNAUTHENTICATED, message: 'Authentication is required', transient: false },
  permission_denied: { grpcCode: GRPC.PERMISSION_DENIED, message: 'This is not allowed', transient: false },
  not_found: { grpcCode: GRPC.NOT_FOUND, message: 'Not found', transient: false },
  timeout: { grpcCode: GRPC.DEADLINE_EXCEEDED, message: 'The request took too long', transient: true },
  unavailable: {
    grpcCode: GRPC.UNAVAILABLE,
    message: 'The service is unavailable right now; try again later',
    transient: true,
  },
  cancelled_by_user: { grpcCode: GRPC.CANCELLED, message: 'The request was cancelled', transient: false },
  internal: { grpcCode: GRPC.INTERNAL, message: 'Internal error', transient: false },
} as const satisfies Record<string, ErrorRow>;

export type ErrorType = keyof typeof ERROR_TABLE;

/** The fixed texts of `validation_failed`, by the fault of the request. `{limit}` is filled from the config only. */
export const VALIDATION_TEXTS = {
  malformed_message: 'The message is not valid protobuf for this method',
  invalid_utf8: 'Text fields must be valid UTF-8',
  invalid_timeout: 'grpc-timeout must be at most 8 digits and a unit of H, M, S, m, u or n',
  blank_prompt: 'Prompt required: prompt must not be blank',
  prompt_too_long: 'prompt is too long: at most {limit} are allowed',
  missing_session_id: 'session_id is required and must be provided by client',
  invalid_session_id: 'session_id must be at most {limit} and hold no control characters',
  missing_hardware_id: 'Hardware ID required',
  unknown_hardware_id: 'Hardware ID required: "unknown" does not name a device',
  invalid_hardware_id: 'hardware_id must be at most {limit} and hold no control characters',
  screenshot_too_large: 'screenshot is too large: at most {limit} are allowed',
  screenshot_not_base64: 'screenshot must be base64',
  screenshot_not_webp: 'screenshot is not the WebP picture that its header describes',
  screenshot_animated: 'screenshot must be a still picture, not an animation',
  screenshot_too_many_pixels: 'screenshot is too large: at most {limit} are allowed',
  invalid_screen_size: 'screen_width and screen_height must be between 0 and {limit}',
  invalid_language: 'language must be a BCP 47 tag such as "en" or "pt-BR"',
  invalid_voice: 'voice must be at most {limit} and hold no control characters',
  text_too_long: 'text is too long: at most {limit} are allowed',
  blank_source: 'source must name what spent the tokens',
  source_too_long: 'source is too long: at most {limit} are allowed',
  model_too_long: 'the name of the model is too long: at most {limit} are allowed',
  negative_tokens: 'input_tokens and output_tokens must not be negative',
} as const;

export type ValidationReason = keyof typeof VALIDATION_TEXTS;

/**
 * The reasons why an answer that had begun ended before it was whole. They are reasons of `unavailable`;
 * docs/protocol.md explains them.
 */
export const ANSWER_REASONS = ['answer_cut', 'answer_length', 'answer_filtered', 'answer_too_long'] as const;

export type AnswerReason = (typeof ANSWER_REASONS)[number];
export type ErrorReason = ValidationReason | AnswerReason;

export interface NexyErrorOptions {
  /**
   * The validation rule that failed (`validation_failed`), or the reason why an answer is not whole (`unavailable`).
   */
  readonly reason?: ErrorReason;
  /** The value for `{limit}` in the reason's text: a limit of the config with its unit. */
  readonly limit?: string;
  /** The cause, for the log; never sent. */
  readonly cause?: unknown;
  /** The time that replaces the row's `retryAfterMs`, ms. */
  readonly retryAfterMs?: number;
}

/**
 * The typed error of the code below the gRPC layer. `message` is safe to send to a client. Only `internal` has a stack:
 * every turn ends with an error as the reason of its signal, and a stack takes 10 to 35 µs. The log names the type.
 */
export class NexyError extends Error {
  override readonly name = 'NexyError';
  readonly type: ErrorType;
  readonly reason: ErrorReason | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(type: ErrorType, options: NexyErrorOptions = {}) {
    const row: ErrorRow = ERROR_TABLE[type];
    const texts: Partial<Record<ErrorReason, string>> = VALIDATION_TEXTS;
    const text = (options.reason && texts[options.reason]) ?? row.message;
    const { stackTraceLimit } = Error;
    if (type !== 'internal') Error.stackTraceLimit = 0;
    super(text.replace('{limit}', options.limit ?? 'the limit'), { cause: options.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.type = type;
    this.reason = options.reason;
    this.retryAfterMs = options.retryAfterMs ?? row.retryAfterMs;
  }

  /** The gRPC status code of this error's row. */
  get grpcCode(): number {
    return ERROR_TABLE[this.type].grpcCode;
  }

  /** Tells whether the same request may succeed on a retry. */
  get transient(): boolean {
    return ERROR_TABLE[this.type].transient;
  }
}

/** Returns `cause` itself when it is a `NexyError`, otherwise an `internal` error with that cause. */
export function toNexyError(cause: unknown): NexyError {
  return cause instanceof NexyError ? cause : new NexyError('internal', { cause });
}
