import { loadConfig } from '../../src/main/config/load.js';
import type { StreamRequest, UsageRequest, WelcomeRequest } from '../../src/main/grpc/codec.js';
import { NexyError } from '../../src/shared/errors.js';

export const configOf = (overrides: Record<string, unknown> = {}) => loadConfig({ env: {}, overrides }).config;

export function streamRequest(fields: Partial<StreamRequest> = {}): StreamRequest {
  return { prompt: 'Hello.', hardwareId: 'phone', sessionId: 'one', phase: 0, chunkSeq: 0, ...fields };
}

export function welcomeRequest(fields: Partial<WelcomeRequest> = {}): WelcomeRequest {
  return { text: '', sessionId: '', voice: '', language: '', ...fields };
}

export function usageRequest(fields: Partial<UsageRequest> = {}): UsageRequest {
  return { hardwareId: 'phone', source: 'main_llm', inputTokens: 1, outputTokens: 2, ...fields };
}

/** Returns the reason for refusing a request; "valid" when it is not refused. */
export function reasonOf(validate: () => unknown): string {
  return refusal(validate)?.reason ?? 'valid';
}

/** Returns the error that a client receives; undefined when the request is valid. */
export function refusal(validate: () => unknown): NexyError | undefined {
  try {
    validate();
    return undefined;
  } catch (cause) {
    if (cause instanceof NexyError && cause.type === 'validation_failed') return cause;
    throw cause;
  }
}

/** The texts without a visible or audible character, by name. */
export const BLANK: readonly [name: string, text: string][] = [
  ['nothing', ''],
  ['spaces', '   '],
  ['tabs and line breaks', '\t\r\n'],
  ['a no-break space', '\u00a0\u2003'],
  ['zero-width characters', '\u200b\u200d\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['control characters', '\u0000\u0007\u001b'],
  ['marks of direction', '\u202e\u2066'],
  ['private characters', '\ue000'],
];
