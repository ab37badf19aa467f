import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { filteredAnswer } from './filtered-answer.js';

/** Answers with the prompt, so that the server works as a streaming speech server without any key. */
export class EchoLlm implements Llm {
  readonly name = 'echo';

  stream({ prompt }: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    return filteredAnswer(textOf(prompt, signal));
  }
}

async function* textOf(text: string, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
  signal.throwIfAborted();
  yield { type: 'text', text };
}
