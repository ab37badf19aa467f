import type { ReceivedSound, SpeechDoubt } from '../../../shared/task-messages.js';
import type { DecisionContext, DecisionLog } from '../../log/decision-log.js';
import type { FallbackEvents, FallbackReason } from '../../tts/fallback-speech.js';

const ENGINE = 'openai';

/** Receives the events of the speech server, for the log. */
export interface SpeechServerEvents extends FallbackEvents {
  /** Reports that the config names the speech server but its key is missing: the server is never called. */
  keyMissing(): void;
  /** Reports that the server spoke a sentence; with a doubt, the sentence is not kept in memory. */
  spoke(received: ReceivedSound, doubt: SpeechDoubt | undefined): void;
  breakerChanged(state: 'closed' | 'open'): void;
  /** Reports that a probe failed while the circuit breaker was open. */
  probeFailed(cause: unknown): void;
}

export function speechServerEvents(log: DecisionLog): SpeechServerEvents {
  const scope = 'speech';
  return {
    fellBack: (reason, detail) =>
      log.write('warn', { scope, method: 'fallback', decision: 'degrade', ctx: contextOf(reason, detail) }),
    failed: (reason, detail) =>
      log.write('warn', { scope, method: 'provider', decision: 'error', ctx: contextOf(reason, detail) }),
    configError: (reason) =>
      log.write('error', { scope, method: 'provider', decision: 'degrade', ctx: { engine: ENGINE, reason } }),
    keyMissing: () =>
      log.write('error', {
        scope,
        method: 'provider',
        decision: 'degrade',
        ctx: { engine: ENGINE, reason: 'key_missing' },
      }),
    spoke: ({ format, sampleRateHz, levelDbfs }, doubt) => {
      const sound = { engine: ENGINE, format, sample_rate: sampleRateHz, level_dbfs: Math.round(levelDbfs) };
      if (doubt === undefined) log.write('debug', { scope, method: 'sound', decision: 'complete', ctx: sound });
      else log.write('info', { scope, method: 'sound', decision: 'degrade', ctx: { ...sound, detail: doubt } });
    },
    probeFailed: (cause) =>
      log.write('info', { scope, method: 'probe', decision: 'retry', ctx: { engine: ENGINE, cause } }),
    breakerChanged: (state) =>
      state === 'open'
        ? log.write('warn', { scope, method: 'breaker_open', decision: 'degrade', ctx: { engine: ENGINE } })
        : log.write('info', { scope, method: 'breaker_closed', decision: 'complete', ctx: { engine: ENGINE } }),
  };
}

function contextOf(reason: FallbackReason, detail: string | undefined): DecisionContext {
  return { engine: ENGINE, reason, ...(detail === undefined ? {} : { detail }) };
}
