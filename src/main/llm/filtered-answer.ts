import { TICK_BUDGET } from '../../shared/tick-budget.js';
import { piecesOf } from '../../text/text-pieces.js';
import type { LlmEvent } from '../turn/services.js';
import { AnswerFilter } from './answer-filter/answer-filter.js';
import { ProviderFailure } from './provider-failure.js';

/** The length of a text that is read between two checks of the tick budget, UTF-16 units. */
const STEP_CHARS = 4_096;

/**
 * Passes on the answer of a built-in model as its user gets it: without thoughts and the markup of protocols.
 * `OpenAiLlm` does the same by itself, as its timeouts and retries depend on the text that is shown.
 *
 * @param startsInThought true when the answer is a thought until a tag ends it
 * @throws ProviderFailure `empty` when the answer has text, but none of it is for the user; the errors of the source
 */
export async function* filteredAnswer(
  answer: AsyncIterable<LlmEvent>,
  startsInThought = false,
): AsyncGenerator<LlmEvent, void, undefined> {
  const filter = new AnswerFilter(startsInThought);
  let isRead = false;
  let isShown = false;
  for await (const event of answer) {
    if (event.type !== 'text') {
      yield event;
      continue;
    }
    isRead = true;
    const isLong = event.text.length > STEP_CHARS;
    for (const piece of piecesOf(event.text, STEP_CHARS)) {
      if (isLong) await TICK_BUDGET.yieldIfSpent();
      filter.read(piece);
    }
    // Taken only after the whole text is read: a tag at its end may mark the text before it as a thought.
    const text = filter.take();
    if (text === '') continue;
    isShown = true;
    yield { type: 'text', text };
  }
  const text = filter.end();
  if (text !== '') yield { type: 'text', text };
  else if (isRead && !isShown) throw new ProviderFailure('empty');
}
