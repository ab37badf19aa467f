import type { NexyError } from '../../shared/errors.js';
import type { DecisionContext, DecisionLog } from '../log/decision-log.js';
import type { ChainEvents } from './llm-chain.js';
import { ProviderFailure } from './provider-failure.js';

export interface LlmEvents extends ChainEvents {
  /** The same provider is asked again. */
  retried(provider: string, failure: ProviderFailure): void;
  /** It is left alone from now on, or asked again. */
  leftAlone(provider: string, isLeftAlone: boolean): void;
  /** The variable that should hold its key does not. */
  withoutKey(provider: string, variable: string): void;
}

/** What models tell, as lines of the log. Loud where somebody has to mend something. */
export function llmEvents(log: DecisionLog): LlmEvents {
  const scope = 'llm';
  return {
    retried: (provider, failure) =>
      log.write('warn', { scope, method: 'stream', decision: 'retry', ctx: { provider, ...told(failure) } }),
    failed: (provider, failure, next) => {
      const level = failure instanceof ProviderFailure && failure.needsMending ? 'error' : 'warn';
      const ctx = { provider, ...told(failure), ...(next === undefined ? {} : { next }) };
      log.write(level, { scope, method: 'stream', decision: next === undefined ? 'error' : 'degrade', ctx });
    },
    leftAlone: (provider, isLeftAlone) =>
      log.write(isLeftAlone ? 'error' : 'info', {
        scope,
        method: 'circuit_breaker',
        decision: isLeftAlone ? 'degrade' : 'complete',
        ctx: { provider },
      }),
    withoutKey: (provider, variable) =>
      log.write('error', { scope, method: 'read_key', decision: 'degrade', ctx: { provider, variable } }),
  };
}

function told(failure: NexyError): DecisionContext {
  const { type: error_type, cause, transient } = failure;
  const reason = failure instanceof ProviderFailure ? { reason: failure.failure } : {};
  const status = failure instanceof ProviderFailure && failure.status !== undefined ? { status: failure.status } : {};
  const classified = transient ? { error_classified: 'transient' as const } : {};
  return { error_type, ...reason, ...status, ...classified, ...(cause === undefined ? {} : { cause }) };
}
