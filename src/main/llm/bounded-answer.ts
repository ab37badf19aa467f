import { NexyError } from '../../shared/errors.js';
import type { LlmEvent } from '../turn/services.js';

/**
 * Passes on the first `maxChars` characters (code points) of an answer. When the answer is longer, its source is closed
 * and the text beyond the limit is dropped.
 *
 * @throws NexyError with the reason `answer_too_long` for a longer answer; the errors of the source
 */
export async function* boundedAnswer(
  answer: AsyncIterable<LlmEvent>,
  maxChars: number,
): AsyncGenerator<LlmEvent, void, undefined> {
  let remainingChars = maxChars;
  for await (const event of answer) {
    if (event.type === 'text') {
      const { chars, units } = start(event.text, remainingChars);
      if (units < event.text.length) {
        if (units > 0) yield { type: 'text', text: event.text.slice(0, units) };
        throw new NexyError('unavailable', { reason: 'answer_too_long' });
      }
      remainingChars -= chars;
    }
    yield event;
  }
}

/** Measures the first `maxChars` characters of a text: their number, and their length in UTF-16 units. */
function start(text: string, maxChars: number): { chars: number; units: number } {
  // A text has at most as many characters as units.
  if (text.length <= maxChars && !/[\ud800-\udbff]/.test(text)) return { chars: text.length, units: text.length };
  let chars = 0;
  let units = 0;
  for (const character of text) {
    if (chars === maxChars) break;
    chars++;
    units += character.length;
  }
  return { chars, units };
}
