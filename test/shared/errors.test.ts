import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ANSWER_REASONS,
  ERROR_TABLE,
  type ErrorType,
  NexyError,
  toNexyError,
  VALIDATION_TEXTS,
  type ValidationReason,
} from '../../src/shared/errors.js';

const TYPES = Object.keys(ERROR_TABLE) as ErrorType[];
const REASONS = Object.keys(VALIDATION_TEXTS) as ValidationReason[];

/** The gRPC status code of each error type, as the contract defines it. */
const CODES: Record<ErrorType, number> = {
  validation_failed: 3,
  concurrent_request: 8,
  stream_limit_exceeded: 8,
  rate_limit_exceeded: 8,
  overloaded: 8,
  unauthenticated: 16,
  permission_denied: 7,
  not_found: 5,
  timeout: 4,
  unavailable: 14,
  cancelled_by_user: 1,
  internal: 13,
};

describe('ERROR_TABLE', () => {
  it('has every row of the contract, with its gRPC code, and no other row', () => {
    expect(Object.fromEntries(TYPES.map((type) => [type, new NexyError(type).grpcCode]))).toEqual(CODES);
  });

  it.each(TYPES)('defines a fixed message and a transient flag for %s', (type) => {
    const row = ERROR_TABLE[type];
    expect(row.message).toMatch(/^[A-Z][ -~]+$/);
    expect(row.message).not.toContain('{');
    expect(typeof row.transient).toBe('boolean');
    const error = new NexyError(type);
    expect(error).toMatchObject({ type, message: row.message, transient: row.transient, name: 'NexyError' });
    expect(error.reason).toBeUndefined();
  });

  it('sets a time to retry after only for errors that pass with time', () => {
    const waits = TYPES.flatMap((type) => {
      const { retryAfterMs } = new NexyError(type);
      return retryAfterMs === undefined ? [] : [[type, retryAfterMs]];
    });
    expect(Object.fromEntries(waits)).toEqual({
      stream_limit_exceeded: 60_000,
      rate_limit_exceeded: 1_000,
      overloaded: 1_000,
    });
    for (const [type] of waits) expect(new NexyError(type as ErrorType).transient).toBe(true);
    expect(new NexyError('overloaded', { retryAfterMs: 250 }).retryAfterMs).toBe(250);
  });
});

describe('the message of a NexyError', () => {
  it('has the words that the contract promises', () => {
    const text = (reason: ValidationReason): string => new NexyError('validation_failed', { reason }).message;
    expect(text('missing_session_id')).toBe('session_id is required and must be provided by client');
    expect(text('missing_hardware_id')).toBe('Hardware ID required');
  });

  it.each(REASONS)('is a fixed text for %s, with its limit filled in', (reason) => {
    const error = new NexyError('validation_failed', { reason, limit: '64 bytes' });
    expect(error.message).toBe(VALIDATION_TEXTS[reason].replace('{limit}', '64 bytes'));
    expect(error.message).not.toContain('{');
    expect(error.message).toMatch(/^[ -~]+$/);
    expect(error.reason).toBe(reason);
  });

  it('contains no brace even when no limit is given', () => {
    expect(new NexyError('validation_failed', { reason: 'prompt_too_long' }).message).toBe(
      'prompt is too long: at most the limit are allowed',
    );
  });

  it('never contains the cause, which is kept for the log', () => {
    const cause = new Error('the password is swordfish');
    const error = new NexyError('internal', { cause });
    expect(error.message).toBe('Internal error');
    expect(error.cause).toBe(cause);
  });
});

describe('the reasons of an incomplete answer', () => {
  it('are sent with the message of the table, which names no reason', () => {
    for (const reason of ANSWER_REASONS) {
      const error = new NexyError('unavailable', { reason });
      expect(error).toMatchObject({ reason, message: new NexyError('unavailable').message });
    }
  });

  it('are those that the protocol documents', () => {
    const protocol = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const documented = [...protocol.matchAll(/^\| `(answer_\w+)` \|/gm)].map(([, reason]) => reason);
    expect(documented.toSorted()).toEqual([...ANSWER_REASONS].toSorted());
  });
});

describe('toNexyError', () => {
  it('turns any other error into an internal error with the original as its cause', () => {
    for (const cause of [new Error('boom'), 'boom', undefined, { code: 14 }]) {
      const error = toNexyError(cause);
      expect(error).toBeInstanceOf(NexyError);
      expect(error.type).toBe('internal');
      expect(error.cause).toBe(cause);
    }
  });

  it('returns a NexyError unchanged', () => {
    const error = new NexyError('timeout');
    expect(toNexyError(error)).toBe(error);
  });
});

describe('the texts for clients', () => {
  const row = (type: ErrorType): string => new NexyError(type).message;
  const rule = (reason: ValidationReason): string => new NexyError('validation_failed', { reason }).message;

  // Clients in the field read only the texts, so they know an error by these words.
  it.each([
    ['Prompt required', rule('blank_prompt')],
    ['Hardware ID required', rule('missing_hardware_id')],
    ['session_id is required and must be provided by client', rule('missing_session_id')],
    ['Concurrent request for this session_id is not allowed', row('concurrent_request')],
    ['STREAM_LIMIT_EXCEEDED: maximum concurrent streams reached', row('stream_limit_exceeded')],
    ['Message rate limit exceeded', row('rate_limit_exceeded')],
    ['unavailable', row('unavailable')],
  ])('hold the words %j', (words, text) => {
    expect(text).toContain(words);
  });

  it.each(['daily limit', 'weekly limit', 'monthly limit', 'limited free tier', 'subscription_gate_denied'])(
    'never hold %j, at which clients open the payment page',
    (words) => {
      for (const text of [...TYPES.map(row), ...REASONS.map(rule)]) expect(text.toLowerCase()).not.toContain(words);
    },
  );
});
