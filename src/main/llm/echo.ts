import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';

/** Answers with the prompt, so that the server works as a streaming speech server without any key. */
export class EchoLlm implements Llm {
  readonly name = 'echo';

  async *stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    signal.throwIfAborted();
    yield { type: 'text', text: request.prompt };
  }
}
