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

/** The contract's table: error type and gRPC status code. */
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

describe('the error table', () => {
  it('has every row of the contract, with its gRPC code, and no other', () => {
    expect(Object.fromEntries(TYPES.map((type) => [type, new NexyError(type).grpcCode]))).toEqual(CODES);
  });

  it.each(TYPES)('%s has all that is sent and logged', (type) => {
    const row = ERROR_TABLE[type];
    expect(row.message).toMatch(/^[A-Z][ -~]+$/);
    expect(row.message).not.toContain('{');
    expect(typeof row.transient).toBe('boolean');
    const error = new NexyError(type);
    expect(error).toMatchObject({ type, message: row.message, transient: row.transient, name: 'NexyError' });
    expect(error.reason).toBeUndefined();
  });

  it('tells a client that it may come back only where waiting helps, and when', () => {
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

describe('what a client reads', () => {
  it('is the words the contract promises', () => {
    const text = (reason: ValidationReason): string => new NexyError('validation_failed', { reason }).message;
    expect(text('missing_session_id')).toBe('session_id is required and must be provided by client');
    expect(text('missing_hardware_id')).toBe('Hardware ID required');
  });

  it.each(REASONS)('for %s is a fixed text, with its limit filled in', (reason) => {
    const error = new NexyError('validation_failed', { reason, limit: '64 bytes' });
    expect(error.message).toBe(VALIDATION_TEXTS[reason].replace('{limit}', '64 bytes'));
    expect(error.message).not.toContain('{');
    expect(error.message).toMatch(/^[ -~]+$/);
    expect(error.reason).toBe(reason);
  });

  it('holds no brace even when nobody names the limit', () => {
    expect(new NexyError('validation_failed', { reason: 'prompt_too_long' }).message).toBe(
      'prompt is too long: at most the limit are allowed',
    );
  });

  it('never holds the cause, which is kept for the log', () => {
    const cause = new Error('the password is swordfish');
    const error = new NexyError('internal', { cause });
    expect(error.message).toBe('Internal error');
    expect(error.cause).toBe(cause);
  });
});

describe('the reasons why an answer is not whole', () => {
  it('are told with the text of the row, which names none of them', () => {
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

describe('an error of somebody else', () => {
  it('becomes internal, with itself as the cause', () => {
    for (const cause of [new Error('boom'), 'boom', undefined, { code: 14 }]) {
      const error = toNexyError(cause);
      expect(error).toBeInstanceOf(NexyError);
      expect(error.type).toBe('internal');
      expect(error.cause).toBe(cause);
    }
  });

  it('stays what it is when it is a row of the table already', () => {
    const error = new NexyError('timeout');
    expect(toNexyError(error)).toBe(error);
  });
});
