/** The keys of the config section `llm`: the models that answer. */
import { z } from 'zod';
import { integer, key, text } from './key.js';

/** A server with OpenAI's chat completions API (https://platform.openai.com/docs/api-reference/chat). */
const PROVIDER = z.strictObject({
  base_url: z.url({ protocol: /^https?$/ }),
  model: z.string().min(1).max(200),
  /** The name of the environment variable that holds the provider's key; empty when the provider needs no key. */
  key_env: z
    .string()
    .regex(/^([A-Z][A-Z0-9_]*)?$/)
    .max(100)
    .default(''),
  /** Tells whether the model can look at pictures. */
  images: z.boolean().default(true),
  /**
   * Tells whether the model has to be loaded before it can answer, as a local one; the server then loads it in the
   * background.
   */
  warm_up: z.boolean().optional(),
  /**
   * Further fields of the request's body, such as `temperature` or `reasoning_effort`; a field that is null is not
   * sent.
   */
  body: z.record(z.string(), z.json()).default({}),
});

export type ProviderConfig = z.infer<typeof PROVIDER>;

/** The built-in models, which answer without a server. */
export const BUILT_IN_LLMS = ['echo', 'script'] as const;

export function isBuiltIn(name: string): boolean {
  return BUILT_IN_LLMS.some((builtIn) => builtIn === name);
}

const providerName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/)
  .max(50);
const milliseconds = (maximum: number) => integer(10, maximum);

export const LLM_KEYS = {
  chain: key(
    z.array(providerName).min(1).max(10),
    'LLM_CHAIN',
    'Models in the order in which they are called: names of llm.providers, echo = answers with the prompt, script = answers from llm.script_file; when a model fails before its first text, the next one answers',
  ),
  providers: key(
    z.record(providerName, PROVIDER),
    'LLM_PROVIDERS',
    'Servers with OpenAI’s protocol, by name: base_url, model, key_env (the name of the environment variable that holds the key), images (true = the model accepts pictures), warm_up (true = load the model ahead of requests), body (further fields of a request; null = the field is not sent)',
  ),
  script_file: key(
    text(4_096),
    'LLM_SCRIPT_FILE',
    'Scenario of the model script: a YAML or JSON file of canned answers; {picture} and {screen} in them are replaced by a description of the picture and the screen',
  ),
  prompts_dir: key(
    text(4_096),
    'LLM_PROMPTS_DIR',
    'Folder of the system prompt’s sections, *.md in the order of their names; empty = the folder that ships with the server',
  ),
  connect_timeout_ms: key(milliseconds(60_000), 'LLM_CONNECT_TIMEOUT_MS', 'Longest wait for a connection'),
  first_token_timeout_ms: key(
    milliseconds(600_000),
    'LLM_FIRST_TOKEN_TIMEOUT_MS',
    'Longest wait for a provider’s first text, retries included; thoughts do not count as text; after it the next model is called',
  ),
  token_timeout_ms: key(
    milliseconds(600_000),
    'LLM_TOKEN_TIMEOUT_MS',
    'Longest wait from one text of an answer to the next',
  ),
  total_timeout_ms: key(
    milliseconds(3_600_000),
    'LLM_TOTAL_TIMEOUT_MS',
    'Longest time that a turn may wait for its answer in total',
  ),
  max_answer_chars: key(
    integer(100, 1_000_000),
    'LLM_MAX_ANSWER_CHARS',
    'Longest answer, characters; a longer answer ends with the last whole sentence before the limit',
  ),
  warm_up_idle_seconds: key(
    integer(0, 86_400),
    'LLM_WARM_UP_IDLE_SECONDS',
    'Time without a request after which a provider with warm_up is loaded again by a request for one word; 0 = it is loaded at the start only',
  ),
  max_retries: key(
    integer(0, 10),
    'LLM_MAX_RETRIES',
    'Retries of a request after a transient failure, before the first text',
  ),
  retry_wait_ms: key(
    integer(1, 60_000),
    'LLM_RETRY_WAIT_MS',
    'Wait before the first retry, doubled for each further one, half of it random; a provider that asks for a much longer wait is not retried',
  ),
  breaker_failures: key(
    integer(1, 1_000),
    'LLM_BREAKER_FAILURES',
    'Failures in a row after which the circuit breaker opens and the provider is not called',
  ),
  breaker_cooldown_ms: key(
    milliseconds(3_600_000),
    'LLM_BREAKER_COOLDOWN_MS',
    'Interval at which a provider is tried in the background while its circuit breaker is open',
  ),
} as const;
