import { toNexyError } from '../../shared/errors.js';
import type { Llm, LlmRequest } from './services.js';
import { untilAborted } from './until-aborted.js';

/** What the model says it spent. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** Empty until it says so. */
  model: string;
}

/** The model's answer as pieces of text, as they come. What it spent is added to `usage`. Errors are NexyErrors. */
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
      } else if (event.text !== '') {
        yield event.text;
      }
    }
  } catch (cause) {
    throw toNexyError(cause);
  }
}
