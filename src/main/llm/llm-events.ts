import type { NexyError } from '../../shared/errors.js';
import type { ChainEvents } from './llm-chain.js';
import type { ProviderNotice } from './openai.js';
import type { ProviderFailure } from './provider-failure.js';

/** Receives the events of models, for the log. */
export interface LlmEvents extends ChainEvents {
  /** Reports that the same provider is called again. */
  retried(provider: string, failure: ProviderFailure): void;
  /** Reports that the circuit breaker of a provider has opened, or closed again. */
  circuitChanged(provider: string, isOpen: boolean): void;
  /** Reports that the environment variable for a provider's key does not hold a key. */
  missingApiKey(provider: string, variable: string): void;
  /** Reports that a provider is treated in a special way from now on. */
  noticed(provider: string, notice: ProviderNotice): void;
  /** Reports that a model was loaded ahead of requests. */
  warmedUp(provider: string, tookMs: number): void;
  warmUpFailed(provider: string, failure: NexyError): void;
}
