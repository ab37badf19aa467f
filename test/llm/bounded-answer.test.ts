import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedAnswer } from '../../src/main/llm/bounded-answer.js';
import type { LlmEvent } from '../../src/main/turn/services.js';

interface Outcome {
  readonly text: string;
  readonly isWhole: boolean;
  /** Tells whether the source was stopped before it had yielded every piece. */
  readonly isEnded: boolean;
}

async function answerOf(pieces: readonly string[], maxChars: number): Promise<Outcome> {
  let isEnded = true;
  async function* source(): AsyncGenerator<LlmEvent, void, undefined> {
    for (const text of pieces) yield { type: 'text', text };
    isEnded = false;
  }
  let text = '';
  try {
    for await (const event of boundedAnswer(source(), maxChars)) if (event.type === 'text') text += event.text;
    return { text, isWhole: true, isEnded };
  } catch (cause) {
    expect(cause).toMatchObject({ type: 'unavailable', reason: 'answer_too_long' });
    return { text, isWhole: false, isEnded };
  }
}

const anyPieces = fc.array(fc.string({ unit: fc.constantFrom('a', '🙂', '正', '\n'), maxLength: 6 }), {
  maxLength: 10,
});

describe('boundedAnswer', () => {
  it('passes on the first characters up to the limit, in any chunking, and fails when more follow', async () => {
    await fc.assert(
      fc.asyncProperty(anyPieces, fc.integer({ min: 0, max: 30 }), async (pieces, maxChars) => {
        const characters = [...pieces.join('')];
        const isWhole = characters.length <= maxChars;
        expect(await answerOf(pieces, maxChars)).toEqual({
          text: characters.slice(0, maxChars).join(''),
          isWhole,
          isEnded: !isWhole,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('passes on the token usage and the failure of an answer', async () => {
    const spent: LlmEvent = { type: 'usage', inputTokens: 1, outputTokens: 2, model: 'm' };
    async function* source(): AsyncGenerator<LlmEvent, void, undefined> {
      yield spent;
      throw new Error('cut');
    }
    const answer = boundedAnswer(source(), 0);
    expect(await answer.next()).toEqual({ done: false, value: spent });
    await expect(answer.next()).rejects.toThrow('cut');
  });
});
