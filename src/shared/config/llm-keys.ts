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

const providerName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/)
  .max(50);
const milliseconds = (maximum: number) => integer(10, maximum);

export const LLM_KEYS = {
  chain: key(
    z.array(providerName).min(1).max(10),
    'LLM_CHAIN',
    'Who answers; the next one where one cannot: echo = the prompt is what is said, script = answers from a file, or names of llm.providers',
  ),
  providers: key(
    z.record(providerName, PROVIDER),
    'LLM_PROVIDERS',
    'Servers that speak OpenAI’s protocol, by name: base_url, model, key_env (the variable that holds the key), images, warm_up (load the model ahead of requests), body (further fields of a request; null = a field that is not sent)',
  ),
  script_file: key(
    text(4_096),
    'LLM_SCRIPT_FILE',
    'Answers for the script, YAML or JSON; {picture} and {screen} in them stand for what a model would have got',
  ),
  prompts_dir: key(
    text(4_096),
    'LLM_PROMPTS_DIR',
    'Folder of the system prompt’s sections, *.md in the order of their names; empty = the one that ships',
  ),
  connect_timeout_ms: key(milliseconds(60_000), 'LLM_CONNECT_TIMEOUT_MS', 'Longest wait for a connection'),
  first_token_timeout_ms: key(
    milliseconds(600_000),
    'LLM_FIRST_TOKEN_TIMEOUT_MS',
    'Longest wait for a provider’s first text, thoughts not counted, retries included; then the next one is asked',
  ),
  token_timeout_ms: key(
    milliseconds(600_000),
    'LLM_TOKEN_TIMEOUT_MS',
    'Longest wait from one text of an answer to the next',
  ),
  total_timeout_ms: key(
    milliseconds(3_600_000),
    'LLM_TOTAL_TIMEOUT_MS',
    'Longest an answer may keep its turn waiting altogether',
  ),
  max_answer_chars: key(
    integer(100, 1_000_000),
    'LLM_MAX_ANSWER_CHARS',
    'Longest answer, characters; a longer one ends with the last whole sentence before the limit',
  ),
  warm_up_idle_seconds: key(
    integer(0, 86_400),
    'LLM_WARM_UP_IDLE_SECONDS',
    'Providers with warm_up are asked for a word at the start, and again after this long without a request; 0 = at the start only',
  ),
  max_retries: key(
    integer(0, 10),
    'LLM_MAX_RETRIES',
    'Times a provider is asked again after a failure that may pass, before its first word',
  ),
  retry_wait_ms: key(
    integer(1, 60_000),
    'LLM_RETRY_WAIT_MS',
    'Wait before the first such retry, doubled each time, a random half of it; who asks for much more is not waited for',
  ),
  breaker_failures: key(
    integer(1, 1_000),
    'LLM_BREAKER_FAILURES',
    'Failures in a row after which a provider is left alone',
  ),
  breaker_cooldown_ms: key(
    milliseconds(3_600_000),
    'LLM_BREAKER_COOLDOWN_MS',
    'How often one that is left alone is tried, in the background',
  ),
} as const;
