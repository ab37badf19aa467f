import OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { Agent, fetch } from 'undici';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { AnswerWait, type AnswerWaitLimits } from './answer-wait.js';
import { chatMessages } from './chat-messages.js';
import { toProviderFailure } from './openai-failure.js';
import { ProviderFailure } from './provider-failure.js';

export interface OpenAiOptions {
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
  /** undefined = the server wants none. */
  readonly key: string | undefined;
  /** Its model can look at pictures. */
  readonly images: boolean;
  /** Further fields of the request's body. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly connectTimeoutMs: number;
  readonly waits: AnswerWaitLimits;
  readonly maxRetries: number;
  /** Before the first retry; doubled for each further one. */
  readonly retryWaitMs: number;
  /** Told before the same request is sent again. */
  readonly onRetry: (failure: ProviderFailure) => void;
}

/** Who asks to be left alone for longer than this many of our own waits is not waited for. */
const PATIENCE_FACTOR = 5;

/** A model behind OpenAI's chat completions, whoever serves it (https://platform.openai.com/docs/api-reference/chat-streaming). */
export class OpenAiLlm implements Llm {
  readonly name: string;
  readonly #options: OpenAiOptions;
  readonly #agent: Agent;
  readonly #client: OpenAI;

  constructor(options: OpenAiOptions) {
    this.name = options.name;
    this.#options = options;
    // The waits for an answer are bounded here, by stage; a connection of its own for each request at a time.
    this.#agent = new Agent({
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
    });
    this.#client = new OpenAI({
      baseURL: options.baseUrl,
      // The library wants one and would look for it in the environment.
      apiKey: options.key ?? 'none',
      organization: null,
      project: null,
      maxRetries: 0,
      // Its own lines may quote a request.
      logLevel: 'off',
      fetch: fetch as unknown as typeof globalThis.fetch,
      fetchOptions: { dispatcher: this.#agent } as object,
    });
  }

  /** Retries happen before the first word only. @throws ProviderFailure; the signal's reason */
  async *stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    const { model, images, body, waits, maxRetries } = this.#options;
    const params: ChatCompletionCreateParamsStreaming = {
      ...body,
      model,
      messages: chatMessages(request, images),
      stream: true,
      stream_options: { include_usage: true },
    };
    const wait = new AnswerWait(waits, signal);
    for (let attempt = 0; ; attempt++) {
      let begun = false;
      try {
        for await (const event of this.#answer(params, wait)) {
          begun ||= event.type === 'text';
          yield event;
        }
        return;
      } catch (cause) {
        signal.throwIfAborted();
        const failure = toProviderFailure(cause);
        if (begun || attempt >= maxRetries || !this.#isWorthARetry(failure)) throw failure;
        await wait.pause(this.#retryWaitMs(attempt, failure));
        this.#options.onRetry(failure);
      }
    }
  }

  /** Asks for a word, and hangs up when it comes. @throws ProviderFailure; the signal's reason */
  async probe(signal: AbortSignal): Promise<void> {
    const nothing = { sessionId: '', hardwareId: '', language: undefined, image: undefined, screen: undefined };
    const request = { ...nothing, prompt: 'Say: OK', system: '', history: [] };
    for await (const event of this.stream(request, signal)) if (event.type === 'text') return;
  }

  /** Names of the models that are there. @throws what the library throws */
  async models(timeoutMs: number): Promise<string[]> {
    const { data } = await this.#client.models.list({ timeout: timeoutMs });
    return data.map(({ id }) => id);
  }

  /** Nothing is asked any more; what runs fails. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async *#answer(
    params: ChatCompletionCreateParamsStreaming,
    wait: AnswerWait,
  ): AsyncGenerator<LlmEvent, void, undefined> {
    const request = new AbortController();
    const { signal } = request;
    let spent: ChatCompletionChunk['usage'];
    let begun = false;
    try {
      const chunks = await wait.for(() => this.#client.chat.completions.create(params, { signal }), request);
      const iterator = chunks[Symbol.asyncIterator]();
      for (;;) {
        const { done, value: chunk } = await wait.for(() => iterator.next(), request);
        if (done) break;
        spent = chunk.usage ?? spent;
        const text = chunk.choices?.[0]?.delta?.content;
        if (!text) continue;
        if (!begun) wait.begun();
        begun = true;
        yield { type: 'text', text };
      }
    } finally {
      // Whoever stops listening hangs up.
      request.abort();
    }
    if (!begun) throw new ProviderFailure('empty');
    if (spent) {
      const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = spent;
      yield { type: 'usage', inputTokens, outputTokens, model: params.model };
    }
  }

  #isWorthARetry({ mayPass, askedWaitMs = 0 }: ProviderFailure): boolean {
    return mayPass && askedWaitMs <= this.#options.retryWaitMs * PATIENCE_FACTOR;
  }

  /** Exponential, half of it random, so that those who failed together do not come back together. */
  #retryWaitMs(attempt: number, { askedWaitMs = 0 }: ProviderFailure): number {
    const ownMs = this.#options.retryWaitMs * 2 ** attempt * (0.5 + Math.random() / 2);
    return Math.max(ownMs, askedWaitMs);
  }
}
