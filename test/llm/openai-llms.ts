import { OpenAiLlm, type OpenAiOptions } from '../../src/main/llm/openai.js';
import { ProviderFailure } from '../../src/main/llm/provider-failure.js';
import type { LlmEvent, LlmRequest } from '../../src/main/turn/services.js';

export const REQUEST: LlmRequest = {
  system: 'Be brief.',
  history: [],
  prompt: 'What is the time?',
  sessionId: 'session',
  hardwareId: 'device',
  language: 'en',
  image: undefined,
  screen: undefined,
};

/** Returns an `OpenAiLlm` with timeouts that suit a server on this machine, and without retries. */
export function llmAt(baseUrl: string, options: Partial<OpenAiOptions> = {}): OpenAiLlm {
  return new OpenAiLlm({
    name: 'local',
    baseUrl,
    model: 'test-model',
    key: 'sk-canary-0123456789',
    images: true,
    body: {},
    connectTimeoutMs: 2_000,
    timeouts: { firstTokenMs: 5_000, tokenMs: 5_000, totalMs: 20_000 },
    maxRetries: 0,
    retryWaitMs: 1,
    onRetry: () => {},
    onNotice: () => {},
    ...options,
  });
}

export const NEVER = new AbortController().signal;

export async function events(source: AsyncIterable<LlmEvent>): Promise<LlmEvent[]> {
  const all: LlmEvent[] = [];
  for await (const event of source) all.push(event);
  return all;
}

/** Returns the text of an answer up to its end or its failure, and the failure. */
export async function said(
  source: AsyncIterable<LlmEvent>,
): Promise<{ text: string; failure: ProviderFailure | undefined }> {
  let text = '';
  try {
    for await (const event of source) if (event.type === 'text') text += event.text;
    return { text, failure: undefined };
  } catch (cause) {
    if (cause instanceof ProviderFailure) return { text, failure: cause };
    throw cause;
  }
}
