import type { ProviderConfig } from '../../shared/config/llm-keys.js';
import type { Config } from '../../shared/config/schema.js';
import { toNexyError } from '../../shared/errors.js';
import { readSecret } from '../config/secrets.js';
import { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Llm } from '../turn/services.js';
import { EchoLlm } from './echo.js';
import { type Link, LlmChain } from './llm-chain.js';
import type { LlmEvents } from './llm-events.js';
import type { OpenAiLlm } from './openai.js';
import { readScript, ScriptLlm } from './script.js';
import { WarmLlm } from './warm-up.js';

/** A model with what it keeps open. */
export interface CreatedLlm {
  readonly llm: Llm;
  /** Hangs up everywhere, and tries nobody any more. */
  close(): Promise<void>;
}

/** Those of a chain, in their order. @throws Error when the script cannot be read */
export async function createLlm(chain: readonly string[], { llm }: Config, events: LlmEvents): Promise<CreatedLlm> {
  const closing: (() => void | Promise<void>)[] = [];
  const linkOf = async (name: string): Promise<Link> => {
    if (name === 'echo') return { llm: new EchoLlm(), breaker: undefined };
    if (name === 'script') return { llm: new ScriptLlm(readScript(llm.script_file)), breaker: undefined };
    const provider = await createProvider(name, llm, events);
    const breaker = new CircuitBreaker({
      failures: llm.breaker_failures,
      cooldownMs: llm.breaker_cooldown_ms,
      probe: async (signal) => void (await provider.probe(signal)),
      onChange: (state) => events.leftAlone(name, state === 'open'),
    });
    const warm = llm.providers[name]?.warm_up ? warmed(name, provider, llm, events) : undefined;
    closing.push(
      () => warm?.close(),
      () => breaker.close(),
      () => provider.close(),
    );
    return { llm: warm ?? provider, breaker };
  };
  const links: Link[] = [];
  for (const name of chain) links.push(await linkOf(name));
  return {
    llm: new LlmChain(links, events, llm.max_answer_chars),
    close: async () => {
      for (const close of closing) await close();
    },
  };
}

function warmed(name: string, provider: OpenAiLlm, llm: Config['llm'], events: LlmEvents): WarmLlm {
  return new WarmLlm(provider, {
    load: async (signal) => void (await provider.warmUp(signal)),
    idleMs: llm.warm_up_idle_seconds * 1000,
    onLoaded: (tookMs) => events.warmedUp(name, tookMs),
    onFailure: (cause) => events.warmUpFailed(name, toNexyError(cause)),
  });
}

/** One of `llm.providers`. Without its key it is asked all the same: its refusal is told each time. */
export async function createProvider(name: string, llm: Config['llm'], events: LlmEvents): Promise<OpenAiLlm> {
  // Loaded only where it is asked for: the HTTP client takes memory and time at the start.
  const { OpenAiLlm } = await import('./openai.js');
  const { base_url, model, key_env, images, body } = llm.providers[name] as ProviderConfig;
  const key = key_env === '' ? undefined : readSecret(key_env);
  if (key_env !== '' && key === undefined) events.withoutKey(name, key_env);
  return new OpenAiLlm({
    name,
    baseUrl: base_url,
    model,
    key,
    images,
    body,
    connectTimeoutMs: llm.connect_timeout_ms,
    waits: {
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
