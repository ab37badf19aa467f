import type { DecisionLog } from './log/decision-log.js';

/** Tokens that were spent, and by whom. */
export interface TokensSpent {
  readonly source: 'main_llm' | 'memory_analyzer';
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The one entrance for what models cost. */
export interface UsageSink {
  record(spent: TokensSpent): void;
}

/** What was spent, as lines of the log. */
export function usageLog(log: DecisionLog): UsageSink {
  return {
    record: ({ source, hardwareId, sessionId, model, inputTokens, outputTokens }) =>
      log.write('info', {
        scope: 'usage',
        method: source,
        decision: 'complete',
        ctx: {
          hardware_id: hardwareId,
          session_id: sessionId,
          model,
          input_tokens: inputTokens,
          output_tokens: outputTokens,
        },
      }),
  };
}
