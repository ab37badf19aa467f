import { describe, expect, it } from 'vitest';
import { AnswerEnd } from '../../src/main/llm/answer-end.js';

type Step = 'text' | 'end token' | 'usage' | 'text and usage' | 'done' | { finish: string; text?: string };

function stateAfter(...steps: readonly Step[]): {
  isOver: boolean;
  graceMs: number | undefined;
  failure: string | undefined;
} {
  const end = new AnswerEnd();
  for (const step of steps) {
    if (step === 'done') end.recordDone();
    else if (step === 'end token') end.recordEndToken();
    else {
      const isUsage = step === 'usage';
      end.record({
        text: typeof step === 'object' ? (step.text ?? '') : isUsage ? '' : 'word',
        finishReason: typeof step === 'object' ? step.finish : undefined,
        usage: isUsage || step === 'text and usage' ? {} : undefined,
        hasChoices: !isUsage,
        error: undefined,
      });
    }
  }
  const { isOver, graceMs, failure } = end;
  return { isOver, graceMs, failure };
}

const COMPLETE = [
  'stop',
  'STOP',
  'eos',
  'eos_token',
  'end_turn',
  'stop_sequence',
  'tool_calls',
  'function_call',
  'Tool Use',
];
const LENGTH = [
  'model_context_window_exceeded',
  'FINISH_REASON_MAX_TOKENS',
  'max_new_tokens',
  'length',
  'max_tokens',
  'MAX_TOKENS',
  'max-tokens',
  'model_length',
];
const FILTERED = [
  'content_filter',
  'SAFETY',
  'safety',
  'RECITATION',
  'content-filter',
  'PROHIBITED_CONTENT',
  'refusal',
];
const BROKEN = [
  'error',
  'ERROR',
  'ERROR_TOXIC',
  'error_limit',
  'error: overloaded',
  'upstream-error',
  'abort',
  'cancelled',
  'network_error',
  'insufficient_system_resource',
  'failed',
];

describe('AnswerEnd.failure', () => {
  it.each(COMPLETE)('is undefined after the finish reason %s, with [DONE] or without', (finish) => {
    expect(stateAfter('text', { finish }).failure).toBeUndefined();
    expect(stateAfter('text', { finish }, 'done').failure).toBeUndefined();
  });

  it('is undefined after [DONE], without a finish reason or with an unknown one', () => {
    expect(stateAfter('text', 'done').failure).toBeUndefined();
    for (const finish of ['something_new', 'constructor', '__proto__']) {
      expect(stateAfter('text', { finish }, 'done').failure).toBeUndefined();
    }
  });

  it.each([
    ...LENGTH.map((finish) => [finish, 'length']),
    ...FILTERED.map((finish) => [finish, 'filtered']),
    ...BROKEN.map((finish) => [finish, 'server_error']),
  ])('after the finish reason %s is "%s", even when usage and [DONE] follow', (finish, failure) => {
    expect(stateAfter('text', { finish }).failure).toBe(failure);
    expect(stateAfter('text', { finish }, 'usage', 'done').failure).toBe(failure);
  });

  it('is "cut" when neither [DONE] nor a known finish reason arrived', () => {
    expect(stateAfter('text').failure).toBe('connection_lost');
    expect(stateAfter('text', 'usage').failure).toBe('connection_lost');
    expect(stateAfter('text', { finish: 'something_new' }).failure).toBe('connection_lost');
    expect(stateAfter().failure).toBe('connection_lost');
  });

  it('follows the last finish reason', () => {
    expect(stateAfter({ finish: 'stop', text: 'a' }, { finish: 'length', text: 'b' }).failure).toBe('length');
  });
});

describe('AnswerEnd.isOver', () => {
  it('is true after [DONE], and after the usage that follows a finish reason', () => {
    expect(stateAfter('text', 'done').isOver).toBe(true);
    expect(stateAfter('text', { finish: 'stop' }, 'usage').isOver).toBe(true);
  });

  it('is false after a finish reason alone, with a short grace time for more events', () => {
    expect(stateAfter('text', { finish: 'stop' })).toMatchObject({ isOver: false, graceMs: 500 });
    expect(stateAfter({ finish: 'stop', text: 'word' })).toMatchObject({ isOver: false, graceMs: 2_000 });
    // A server that sends a reason with each chunk would have sent a reason with the first chunk too.
    expect(stateAfter('text', { finish: 'length', text: 'word' })).toMatchObject({ isOver: false, graceMs: 500 });
  });

  it('is false, without a grace time, after usage alone and after an unknown finish reason', () => {
    expect(stateAfter('text', 'usage')).toMatchObject({ isOver: false, graceMs: undefined });
    expect(stateAfter('text and usage')).toMatchObject({ isOver: false, graceMs: undefined });
    expect(stateAfter('text', { finish: 'something_new' })).toMatchObject({ isOver: false, graceMs: undefined });
  });

  it('is false behind the token that ends the answer, with a short grace time for the usage', () => {
    expect(stateAfter('text', 'end token', 'text')).toMatchObject({ isOver: false, graceMs: 500, failure: undefined });
    expect(stateAfter('text', 'end token', { finish: 'length' }, 'usage')).toMatchObject({
      isOver: true,
      failure: undefined,
    });
  });

  it('is false until [DONE] when the server sends a finish reason with each chunk', () => {
    const each = { finish: 'stop', text: 'word' };
    expect(stateAfter(each, each)).toMatchObject({ isOver: false, graceMs: undefined });
    expect(stateAfter(each, each, 'usage').isOver).toBe(false);
    expect(stateAfter(each, each, 'done')).toMatchObject({ isOver: true, failure: undefined });
  });
});
