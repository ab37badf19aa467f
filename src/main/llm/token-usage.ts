/** A number of tokens that is larger than any model takes or gives in one answer. */
const MAX_TOKENS = 10_000_000;

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Checks the `usage` of an answer. A missing number counts as 0.
 * @returns undefined when the server sent no usage; `refused` when its numbers cannot be true
 */
export function readUsage(usage: unknown): TokenUsage | 'refused' | undefined {
  if (usage === undefined || usage === null) return undefined;
  if (typeof usage !== 'object' || Array.isArray(usage)) return 'refused';
  const { prompt_tokens: input, completion_tokens: output } = usage as Record<string, unknown>;
  if ((input ?? output ?? undefined) === undefined) return undefined;
  const inputTokens = input ?? 0;
  const outputTokens = output ?? 0;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : 'refused';
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TOKENS;
}
