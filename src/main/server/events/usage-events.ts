import { NexyError } from '../../../shared/errors.js';
import type { DecisionLog } from '../../log/decision-log.js';
import type { UsageLedger } from '../../store/usage/usage-ledger.js';
import { newUsageRow } from '../../store/usage/usage-row.js';
import type { TokensSpent, UsageSink } from '../../usage/usage-sink.js';

/**
 * Writes the spent tokens to the log and to the ledger.
 * @param ledger returns the ledger; undefined = there is none
 */
export function usageEvents(log: DecisionLog, ledger: () => UsageLedger | undefined): UsageSink {
  const write = ({ source, hardwareId, sessionId, model, inputTokens, outputTokens }: TokensSpent): void =>
    log.write('info', {
      scope: 'usage',
      // A client may choose any source; the log holds the names of this program only.
      method: source === 'main_llm' || source === 'memory_analyzer' ? source : 'reported',
      decision: 'complete',
      ctx: {
        hardware_id: hardwareId,
        session_id: sessionId,
        model,
        input_tokens: inputTokens,
        output_tokens: outputTokens,
      },
    });
  const fail = (cause: unknown): void =>
    log.write('error', { scope: 'usage', method: 'store', decision: 'error', ctx: { cause } });
  return {
    record: (spent) => {
      write(spent);
      ledger()?.record(newUsageRow(spent)).catch(fail);
    },
    report: async (spent) => {
      const stored = ledger();
      if (!stored) throw new NexyError('unavailable');
      try {
        await stored.record(newUsageRow(spent));
      } catch (cause) {
        fail(cause);
        throw new NexyError('unavailable', { cause });
      }
      write(spent);
    },
  };
}
