import { toNexyError } from '../../shared/errors.js';
import { piecesOf } from '../../shared/text-pieces.js';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import type { Llm, LlmRequest } from './services.js';
import { untilAborted } from './until-aborted.js';

/** Text is passed on in pieces of at most so many UTF-16 units, so that each takes the turn a fraction of a millisecond. */
const MAX_PIECE = 512;

/** What the model says it spent. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** Empty until it says so. */
  model: string;
}

/**
 * Yields the model's answer as pieces of text, as they come; a model may send a whole book in one. What it spent is added to `usage`.
 * Errors are NexyErrors.
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
        yield* pieces(event.text);
      }
    }
  } catch (cause) {
    throw toNexyError(cause);
  }
}

async function* pieces(text: string): AsyncGenerator<string, void, undefined> {
  for (const piece of piecesOf(text, MAX_PIECE)) {
    await TICK_BUDGET.breathe();
    yield piece;
  }
}
