import { isBuiltIn, type ProviderConfig } from '../../shared/config/llm-keys.js';
import type { Config } from '../../shared/config/schema.js';
import { createProvider } from '../llm/create-llm.js';
import type { LlmEvents } from '../llm/llm-events.js';
import type { OpenAiLlm } from '../llm/openai.js';
import { type FailureReason, ProviderFailure } from '../llm/provider-failure.js';
import { readScenario } from '../llm/scenario.js';
import type { Finding } from './finding.js';

const NO_EVENTS: LlmEvents = {
  retried: () => {},
  failed: () => {},
  circuitChanged: () => {},
  missingApiKey: () => {},
  noticed: () => {},
  warmedUp: () => {},
  warmUpFailed: () => {},
};
/** The number of offered models that are listed when the configured one is missing. */
const MAX_LISTED_MODELS = 8;

/** Checks a provider of `llm.chain` by requesting a word. The finding of a failure names the cause and the remedy. */
export async function checkModel(name: string, llm: Config['llm']): Promise<Finding> {
  const subject = `model ${name}`;
  if (name === 'script') return checkScenario(subject, llm.script_file);
  if (isBuiltIn(name)) return { subject, isGood: true, detail: 'built in' };
  const provider = llm.providers[name] as ProviderConfig;
  const at = `${provider.model} at ${provider.base_url}`;
  let hasKey = true;
  const model = await createProvider(
    name,
    { ...llm, max_retries: 0 },
    { ...NO_EVENTS, missingApiKey: () => void (hasKey = false) },
  );
  try {
    if (!hasKey) {
      const mend = `set the environment variable ${provider.key_env} to the API key`;
      return { subject, isGood: false, detail: `no key: ${provider.key_env} is not set`, mend };
    }
    const { signal } = new AbortController();
    const firstMs = await (provider.warm_up ? model.warmUp(signal) : model.probe(signal));
    if (!model.hadThought) return { subject, isGood: true, detail: at, firstMs };
    const mend = `the user waits for the thoughts, which are removed: ${thinkingRemedy(name)}`;
    return { subject, isGood: true, detail: `${at}; it writes its thoughts into its answers`, firstMs, mend };
  } catch (cause) {
    const failure = cause instanceof ProviderFailure ? cause : new ProviderFailure('invalid_response', { cause });
    const mend = await remedyFor(failure.failure, name, provider, llm, model);
    const status = failure.status === undefined ? '' : `, HTTP ${failure.status}`;
    const code = failure.code === undefined ? '' : `, ${failure.code}`;
    return { subject, isGood: false, detail: `${FAILURE_TEXTS[failure.failure]} (${at}${status}${code})`, mend };
  } finally {
    await model.close();
  }
}

function checkScenario(subject: string, file: string): Finding {
  try {
    const { answers } = readScenario(file);
    return { subject, isGood: true, detail: `${answers.length} answers in ${file}` };
  } catch (cause) {
    const mend = 'correct the file that llm.script_file names';
    return { subject, isGood: false, detail: cause instanceof Error ? cause.message : String(cause), mend };
  }
}

const FAILURE_TEXTS: Readonly<Record<FailureReason, string>> = {
  unreachable: 'no connection',
  redirected: 'the server redirects to another address, and redirects are not followed',
  refused: 'the API key was refused',
  not_found: 'the model or the address does not exist',
  bad_request: 'the request was refused',
  throttled: 'too many requests, or no credit left',
  server_error: 'the provider reports an error of its own',
  timeout: 'no answer in time',
  connection_lost: 'the connection ended before the answer was complete',
  length: 'the answer reached the token limit',
  filtered: 'a content filter ended the answer',
  invalid_response: 'the response does not follow OpenAI’s protocol',
  empty: 'the answer has no text',
};

async function remedyFor(
  failure: FailureReason,
  name: string,
  { base_url, model: modelName, key_env, warm_up }: ProviderConfig,
  llm: Config['llm'],
  model: OpenAiLlm,
): Promise<string> {
  const key = `llm.providers.${name}`;
  switch (failure) {
    case 'unreachable':
      return `start the server at ${base_url}, or correct ${key}.base_url`;
    case 'redirected':
      return `set ${key}.base_url to the address that the server redirects to`;
    case 'refused':
      return key_env === ''
        ? `the provider needs a key: name its variable in ${key}.key_env`
        : `set ${key_env} to a valid API key`;
    case 'not_found': {
      const available = await model.models(llm.first_token_timeout_ms).catch((): string[] => []);
      const pull = `with Ollama: ollama pull ${modelName}`;
      if (available.length === 0) return `correct ${key}.base_url (most end in /v1), or ${key}.model; ${pull}`;
      if (available.includes(modelName))
        return `correct ${key}.base_url: the server has the model, but no chat at this address`;
      const more = available.length > MAX_LISTED_MODELS ? `, and ${available.length - MAX_LISTED_MODELS} more` : '';
      return `set ${key}.model to an available model: ${available.slice(0, MAX_LISTED_MODELS).join(', ')}${more}; ${pull}`;
    }
    case 'bad_request':
      return `correct ${key}.body or ${key}.model: the provider rejects them`;
    case 'throttled':
      return 'wait, or check the rate limits and the credit of the account';
    case 'timeout':
      if (model.hadThought) return `the model was still thinking: ${thinkingRemedy(name)}`;
      if (warm_up) return `try a smaller model, or raise llm.total_timeout_ms (now ${llm.total_timeout_ms})`;
      return (
        `set ${key}.warm_up to true if the model has to be loaded first, try a smaller model, ` +
        `or raise llm.first_token_timeout_ms (now ${llm.first_token_timeout_ms})`
      );
    case 'length':
      return `allow more tokens in ${key}.body`;
    case 'empty':
      if (model.hadThought) return `the answer has only thoughts: ${thinkingRemedy(name)}`;
      return `correct ${key}.base_url: most end in /v1; or, if the model only thinks, ${thinkingRemedy(name)}`;
    case 'invalid_response':
      return `correct ${key}.base_url: most end in /v1`;
    default:
      return 'try again later, or add a second provider to llm.chain';
  }
}

/** Says how thinking is switched off. The fields differ between servers, and no server accepts all of them. */
function thinkingRemedy(name: string): string {
  return (
    `switch thinking off in llm.providers.${name}.body, with { reasoning_effort: none } (Ollama, Gemini, OpenAI), ` +
    '{ chat_template_kwargs: { enable_thinking: false } } (vLLM, SGLang, llama.cpp) ' +
    'or { thinking: { type: disabled } } (DeepSeek, GLM)'
  );
}
