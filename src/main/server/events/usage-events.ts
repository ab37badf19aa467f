import type { DecisionLog } from '../../log/decision-log.js';
import type { UsageSink } from '../../usage/usage-sink.js';

/** Writes the spent tokens to the log. */
export function usageEvents(log: DecisionLog): UsageSink {
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
