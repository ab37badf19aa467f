import type { DecisionLog } from '../log/decision-log.js';
import type { FallbackEvents } from './fallback-speech.js';

const ENGINE = 'openai';

/** What happens to the speech server, as lines of the log. */
export interface ProviderEvents extends FallbackEvents {
  /** It is named by the config, but the key is not there: it is never asked. */
  keyMissing(): void;
  breakerChanged(state: 'closed' | 'open'): void;
}

export function providerEvents(log: DecisionLog): ProviderEvents {
  const scope = 'speech';
  return {
    fellBack: (reason) =>
      log.write('warn', { scope, method: 'fallback', decision: 'degrade', ctx: { engine: ENGINE, reason } }),
    mustBeSeenTo: (reason) =>
      log.write('error', { scope, method: 'provider', decision: 'degrade', ctx: { engine: ENGINE, reason } }),
    keyMissing: () =>
      log.write('error', {
        scope,
        method: 'provider',
        decision: 'degrade',
        ctx: { engine: ENGINE, reason: 'key_missing' },
      }),
    breakerChanged: (state) =>
      state === 'open'
        ? log.write('warn', { scope, method: 'breaker_open', decision: 'degrade', ctx: { engine: ENGINE } })
        : log.write('info', { scope, method: 'breaker_closed', decision: 'complete', ctx: { engine: ENGINE } }),
  };
}
