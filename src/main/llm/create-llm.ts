import type { ProviderConfig } from '../../shared/config/llm-keys.js';
import type { Config } from '../../shared/config/schema.js';
import { toNexyError } from '../../shared/errors.js';
import { readSecret } from '../config/secrets.js';
import { CircuitBreaker } from '../resilience/circuit-breaker.js';
import { isReachable } from '../resilience/reachable.js';
import type { Llm } from '../turn/services.js';
import { EchoLlm } from './echo.js';
import { type ChainLink, LlmChain } from './llm-chain.js';
import type { LlmEvents } from './llm-events.js';
import type { OpenAiLlm } from './openai.js';
import { readScenario, ScenarioLlm } from './scenario.js';
import { WarmLlm } from './warm-up.js';

/** A model, and the function that releases its resources. */
export interface CreatedLlm {
  readonly llm: Llm;
  /** The providers that cannot answer, each with its reason, in words fit for a client; undefined = all can answer. */
  readonly problem: string | undefined;
  /** Checks that each provider can be reached, for `problem`. It never throws. */
  check(signal: AbortSignal): Promise<void>;
  /** Closes every connection, and stops all probes and warm-ups. */
  close(): Promise<void>;
}

/** Creates the models of a chain, in their order. @throws Error when the scenario file cannot be read */
export async function createLlm(chain: readonly string[], { llm }: Config, events: LlmEvents): Promise<CreatedLlm> {
  const closing: (() => void | Promise<void>)[] = [];
  const providers: ProviderState[] = [];
  const linkOf = async (name: string): Promise<ChainLink> => {
    if (name === 'echo') return { llm: new EchoLlm(), breaker: undefined };
    if (name === 'script') return { llm: new ScenarioLlm(readScenario(llm.script_file)), breaker: undefined };
    let missingKey: string | undefined;
    const missingApiKey = (provider: string, variable: string): void => {
      missingKey = variable;
      events.missingApiKey(provider, variable);
    };
    const provider = await createProvider(name, llm, { ...events, missingApiKey: missingApiKey });
    const breaker = new CircuitBreaker({
      failures: llm.breaker_failures,
      cooldownMs: llm.breaker_cooldown_ms,
      probe: async (signal) => void (await provider.probe(signal)),
      onChange: (state) => events.circuitChanged(name, state === 'open'),
    });
    if (missingKey !== undefined) breaker.noteProblem('no API key');
    providers.push({ name, baseUrl: llm.providers[name]!.base_url, missingKey, breaker });
    const warm = llm.providers[name]?.warm_up ? withWarmUp(name, provider, llm, events) : undefined;
    closing.push(
      () => warm?.close(),
      () => breaker.close(),
      () => provider.close(),
    );
    return { llm: warm ?? provider, breaker };
  };
  const links: ChainLink[] = [];
  for (const name of chain) links.push(await linkOf(name));
  return {
    llm: new LlmChain(links, events, llm.max_answer_chars),
    get problem() {
      const problems = providers.flatMap((provider) => problemOf(provider) ?? []);
      return problems.length === 0 ? undefined : problems.join('; ');
    },
    check: async (signal) => {
      const checkOne = async ({ baseUrl, breaker }: ProviderState): Promise<void> => {
        if (!(await isReachable(baseUrl, signal))) breaker.noteProblem('unreachable');
      };
      await Promise.all(providers.map(checkOne));
    },
    close: async () => {
      for (const close of closing) await close();
    },
  };
}

interface ProviderState {
  readonly name: string;
  readonly baseUrl: string;
  /** The environment variable that should hold the key; undefined = the key is set, or is not needed. */
  readonly missingKey: string | undefined;
  readonly breaker: CircuitBreaker;
}

function problemOf({ name, missingKey, breaker: { problem } }: ProviderState): string | undefined {
  if (problem === undefined) return undefined;
  return `${name}: ${missingKey === undefined ? problem : `no API key: ${missingKey} is not set`}`;
}

function withWarmUp(name: string, provider: OpenAiLlm, llm: Config['llm'], events: LlmEvents): WarmLlm {
  return new WarmLlm(provider, {
    load: async (signal) => void (await provider.warmUp(signal)),
    idleMs: llm.warm_up_idle_seconds * 1000,
    onLoaded: (tookMs) => events.warmedUp(name, tookMs),
    onFailure: (cause) => events.warmUpFailed(name, toNexyError(cause)),
  });
}

/**
 * Creates a provider of `llm.providers`. Without its key the provider is still called, and each refusal is reported.
 */
export async function createProvider(name: string, llm: Config['llm'], events: LlmEvents): Promise<OpenAiLlm> {
  // Loaded only when a provider is configured: the HTTP client takes memory and time at the start.
  const { OpenAiLlm } = await import('./openai.js');
  const { base_url, model, key_env, images, body } = llm.providers[name] as ProviderConfig;
  const key = key_env === '' ? undefined : readSecret(key_env);
  if (key_env !== '' && key === undefined) events.missingApiKey(name, key_env);
  return new OpenAiLlm({
    name,
    baseUrl: base_url,
    model,
    key,
    images,
    body,
    connectTimeoutMs: llm.connect_timeout_ms,
    timeouts: {
      firstTokenMs: llm.first_token_timeout_ms,
      tokenMs: llm.token_timeout_ms,
      totalMs: llm.total_timeout_ms,
    },
    maxRetries: llm.max_retries,
    retryWaitMs: llm.retry_wait_ms,
    onRetry: (failure) => events.retried(name, failure),
    onNotice: (notice) => events.noticed(name, notice),
  });
}
