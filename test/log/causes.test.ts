import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeCause } from '../../src/main/log/describe-cause.js';
import { NexyError } from '../../src/shared/errors.js';
import { lineOf } from './lines.js';

const CANARY = 'sk-canary-4711';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (cause) {
    return cause;
  }
  throw new Error('nothing was thrown');
}

function withStack(stack: string): Error {
  return Object.assign(new Error(`wrong key ${CANARY}`), { stack });
}

/** Typical errors, each with a secret in its message. */
const CAUSES: readonly [situation: string, cause: unknown][] = [
  ['a plain error', new Error(`wrong key ${CANARY}`)],
  ['an error within errors', new Error(CANARY, { cause: new TypeError(CANARY, { cause: new RangeError(CANARY) }) })],
  ['an error of the table', new NexyError('internal', { cause: new Error(CANARY) })],
  ['an error of a library', thrownBy(() => JSON.parse(`{"key": ${CANARY}`))],
  ['a missing file', thrownBy(() => readFileSync(`/no/such/${CANARY}`))],
  ['an invalid address', thrownBy(() => new URL(CANARY))],
  ['a message of several lines', new Error(`wrong key\n${CANARY}\nand more`)],
  ['a message that looks like a stack', new Error(`outer\n    at ${CANARY} (/srv/${CANARY}.js:1:1)`)],
  ['a message changed after the throw', withStack(`Error: before\n    at ${CANARY} (/srv/x.js:1:1)`)],
  ['an error without a stack', withStack('')],
  ['an aggregate error', new AggregateError([new Error(CANARY)], CANARY)],
  ['an abort with a reason', AbortSignal.abort(new Error(CANARY)).reason],
  ['a thrown string', CANARY],
  ['a thrown object', { message: CANARY, stack: CANARY, cause: CANARY }],
  ['a thrown list', [CANARY]],
  ['a thrown function', () => CANARY],
];

describe('describeCause', () => {
  it.each(CAUSES)('never writes a message to the log: %s', (_situation, cause) => {
    for (const format of ['json', 'logfmt'] as const) {
      const line = lineOf({ scope: 'grpc', method: 'StreamAudio', decision: 'error', ctx: { cause } }, { format });
      expect(line).not.toContain(CANARY);
      expect(line).toContain('cause');
    }
  });

  it('returns the class, the code and the first place of the innermost error', () => {
    const inner = Object.assign(new TypeError(CANARY), { code: 'E_WRONG_KEY' });
    const described = describeCause(new Error('outer', { cause: new NexyError('internal', { cause: inner }) }));
    expect(described).toMatchObject({ cause: 'TypeError', cause_code: 'E_WRONG_KEY' });
    expect(described.cause_at).toMatch(/^causes\.test\.ts:\d+:\d+$/);
  });

  it('returns the type of an error of ours, which has a place only if it is a fault of the program', () => {
    expect(describeCause(new NexyError('timeout'))).toEqual({ cause: 'NexyError', cause_code: 'timeout' });
    const { cause_at, ...others } = describeCause(new NexyError('internal'));
    expect(others).toEqual({ cause: 'NexyError', cause_code: 'internal' });
    expect(cause_at).toMatch(/causes\.test\.ts:\d+:\d+$/);
  });

  it('returns only the file name of the place', () => {
    const { cause_at } = describeCause(thrownBy(() => JSON.parse('{')));
    expect(cause_at).toMatch(/^JSON\.parse/);
    expect(
      describeCause(withStack(`Error: wrong key ${CANARY}\n    at speak (file:///srv/app/dist/speak.js:1:2)`)),
    ).toEqual({
      cause: 'Error',
      cause_at: 'speak speak.js:1:2',
    });
  });

  it('returns the type of a cause that is no error', () => {
    expect(describeCause('text')).toEqual({ cause: 'string' });
    expect(describeCause(undefined)).toEqual({ cause: 'undefined' });
    expect(describeCause(null)).toEqual({ cause: 'object' });
  });

  it('leaves out numeric codes, because only names are worth reading', () => {
    expect(describeCause(Object.assign(withStack(''), { code: 14 }))).toEqual({ cause: 'Error' });
  });

  it('adds its fields to the other fields of the log line', () => {
    const ctx = { error_type: 'internal', cause: new TypeError(CANARY), sentences: 2 } as const;
    const line = JSON.parse(lineOf({ scope: 'grpc', method: 'x', decision: 'error', ctx })) as { ctx: object };
    expect(line.ctx).toMatchObject({ error_type: 'internal', sentences: 2, cause: 'TypeError' });
  });
});
