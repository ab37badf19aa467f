import { toNexyError } from '../../shared/errors.js';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import { piecesOf } from '../../text/text-pieces.js';
import type { Llm, LlmRequest } from './services.js';
import { untilAborted } from './until-aborted.js';

/**
 * The longest piece of text that is passed on, UTF-16 units. A piece of this length takes a turn a fraction of a
 * millisecond.
 */
const MAX_PIECE = 512;

/** The token usage that the model reports. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** The model's name; empty until the model reports it. */
  model: string;
}

/**
 * Yields the model's answer as pieces of text, as they arrive. Long texts are split: a model may send a whole book at
 * once. The usage that the model reports is added to `usage`.
 * @throws NexyError for every failure
 */
export async function* think(
  llm: Llm,
  request: LlmRequest,
  usage: Usage,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  try {
    for await (const event of untilAborted(llm.stream(request, signal), signal)) {
      if (event.type === 'usage') {
        usage.inputTokens += event.inputTokens;
        usage.outputTokens += event.outputTokens;
        usage.model = event.model;
      } else {
        for (const piece of piecesOf(event.text, MAX_PIECE)) {
          await TICK_BUDGET.yieldIfSpent();
          yield piece;
        }
      }
    }
  } catch (cause) {
    throw toNexyError(cause);
  }
}
