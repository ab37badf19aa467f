import type { ProviderConfig } from '../../../shared/config/llm-keys.js';
import type { NexyError } from '../../../shared/errors.js';
import type { LlmEvents } from '../../llm/llm-events.js';
import { ProviderFailure } from '../../llm/provider-failure.js';
import type { DecisionContext, DecisionLog } from '../../log/decision-log.js';

/** Writes the events of models to the log, at the level `error` where an operator has to act. */
export function llmEvents(log: DecisionLog, providers: Readonly<Record<string, ProviderConfig>>): LlmEvents {
  const scope = 'llm';
  const contextOf = (provider: string, failure: NexyError): DecisionContext => ({
    provider,
    ...describe(failure),
    ...(isOf(failure, 'not_found') ? missingModel(provider, providers[provider]?.model) : {}),
  });
  const levelOf = (failure: NexyError): 'error' | 'warn' =>
    failure instanceof ProviderFailure && failure.isConfigError ? 'error' : 'warn';
  return {
    retried: (provider, failure) =>
      log.write('warn', { scope, method: 'stream', decision: 'retry', ctx: contextOf(provider, failure) }),
    failed: (provider, failure, next) => {
      const ctx = { ...contextOf(provider, failure), ...(next === undefined ? {} : { next }) };
      const last = failure.reason === 'answer_too_long' ? 'abort' : 'error';
      const decision = next === undefined ? last : 'degrade';
      log.write(levelOf(failure), { scope, method: 'stream', decision, ctx });
    },
    circuitChanged: (provider, isOpen) =>
      log.write(isOpen ? 'error' : 'info', {
        scope,
        method: 'circuit_breaker',
        decision: isOpen ? 'degrade' : 'complete',
        ctx: { provider },
      }),
    missingApiKey: (provider, variable) =>
      log.write('error', { scope, method: 'read_key', decision: 'degrade', ctx: { provider, variable } }),
    noticed: (provider, reason) =>
      log.write('warn', { scope, method: 'stream', decision: 'degrade', ctx: { provider, reason } }),
    warmedUp: (provider, dur_ms) =>
      log.write('info', { scope, method: 'warm_up', decision: 'complete', ctx: { provider }, dur_ms }),
    warmUpFailed: (provider, failure) =>
      log.write(levelOf(failure), { scope, method: 'warm_up', decision: 'degrade', ctx: contextOf(provider, failure) }),
  };
}

function isOf(failure: NexyError, reason: ProviderFailure['failure']): boolean {
  return failure instanceof ProviderFailure && failure.failure === reason;
}

function missingModel(provider: string, model = ''): DecisionContext {
  const hint = `correct llm.providers.${provider}.model or its base_url, or load the model (Ollama: ollama pull ${model})`;
  return { model, hint };
}

function describe(failure: NexyError): DecisionContext {
  const { type: error_type, cause, transient } = failure;
  const { failure: fault, status, code } = failure instanceof ProviderFailure ? failure : {};
  const reason = fault ?? failure.reason;
  return {
    error_type,
    ...(reason === undefined ? {} : { reason }),
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { provider_code: code }),
    ...(transient ? { error_classified: 'transient' as const } : {}),
    ...(cause === undefined ? {} : { cause }),
  };
}
