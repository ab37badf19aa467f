import type { Response } from 'undici';
import { piecesOf } from '../../shared/text-pieces.js';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { AnswerBody } from './answer-body.js';
import { AnswerWait, type AnswerWaitLimits } from './answer-wait.js';
import { bodyEvents, type ReadBytes } from './body-events.js';
import { ChatAnswer } from './chat-answer.js';
import { ChatEndpoint } from './chat-endpoint.js';
import { chatMessages } from './chat-messages.js';
import { ProviderFailure } from './provider-failure.js';
import { readUsage } from './token-usage.js';

/** An oddity of a provider that changes what is sent to it, or recorded of it; told once. */
export type ProviderNotice = 'stream_options_refused' | 'usage_refused';

export interface OpenAiOptions {
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
  /** undefined = the server wants none. */
  readonly key: string | undefined;
  /** Its model can look at pictures. */
  readonly images: boolean;
  /** Further fields of the request's body; null = a field that is not sent. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly connectTimeoutMs: number;
  readonly waits: AnswerWaitLimits;
  readonly maxRetries: number;
  /** Before the first retry; doubled for each further one. */
  readonly retryWaitMs: number;
  /** Told before the same request is sent again. */
  readonly onRetry: (failure: ProviderFailure) => void;
  readonly onNotice: (notice: ProviderNotice) => void;
}

/** A provider that asks for a longer wait than this many of our own waits is not retried. */
const MAX_WAIT_FACTOR = 5;
/** Text that is handed on before the budget of the tick is asked, UTF-16 units. */
const STEP_CHARS = 4_096;
/** A probe has heard enough of an answer of this length, UTF-16 units. */
const PROBE_CHARS = 1_000;

/** A model behind OpenAI's chat completions, hosted or local (https://platform.openai.com/docs/api-reference/chat-streaming). */
export class OpenAiLlm implements Llm {
  readonly name: string;
  readonly #options: OpenAiOptions;
  readonly #endpoint: ChatEndpoint;
  readonly #told = new Set<ProviderNotice>();
  /** The template of the model opens a thought in front of each answer; learnt from its answers. */
  #startsInThought = false;

  constructor(options: OpenAiOptions) {
    this.name = options.name;
    this.#options = options;
    this.#endpoint = new ChatEndpoint(options);
  }

  /**
   * Answers a request. Retries happen before the first text only.
   * @throws ProviderFailure, also at the end of an answer that is not whole; the signal's reason
   */
  stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    return this.#ask(request, this.#options.waits, signal);
  }

  /**
   * Asks for one word and reads the whole answer.
   * @returns ms until the first text
   * @throws ProviderFailure; the signal's reason
   */
  async probe(signal: AbortSignal, waits = this.#options.waits): Promise<number> {
    const noIds = { sessionId: '', hardwareId: '', language: undefined, image: undefined, screen: undefined };
    const request = { ...noIds, prompt: 'Say: OK', system: '', history: [] };
    const askedMs = performance.now();
    let firstMs = Number.NaN;
    let chars = 0;
    try {
      for await (const event of this.#ask(request, waits, signal)) {
        if (event.type !== 'text') continue;
        if (chars === 0) firstMs = performance.now() - askedMs;
        chars += event.text.length;
        if (chars >= PROBE_CHARS) break;
      }
    } catch (cause) {
      // A limit of tokens is the operator's own.
      if (!(cause instanceof ProviderFailure && cause.failure === 'length')) throw cause;
    }
    return firstMs;
  }

  /** A probe of a model that may have to be loaded first: waits up to the total timeout. */
  warmUp(signal: AbortSignal): Promise<number> {
    const { totalMs } = this.#options.waits;
    return this.probe(signal, { firstTokenMs: totalMs, tokenMs: totalMs, totalMs });
  }

  /** Names of the models that are there. @throws ProviderFailure; the reason of a timeout */
  models(timeoutMs: number): Promise<string[]> {
    return this.#endpoint.modelNames(timeoutMs);
  }

  /** Ends every connection; what runs fails. */
  close(): Promise<void> {
    return this.#endpoint.close();
  }

  async *#ask(
    request: LlmRequest,
    waits: AnswerWaitLimits,
    signal: AbortSignal,
  ): AsyncGenerator<LlmEvent, void, undefined> {
    signal.throwIfAborted();
    const wait = new AnswerWait(waits, signal);
    let hasText = false;
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          for await (const event of this.#answer(request, wait)) {
            wait.pause();
            if (event.type === 'text') {
              hasText = true;
              wait.gotText();
            }
            yield event;
            wait.resume();
          }
          return;
        } catch (cause) {
          signal.throwIfAborted();
          // An exception of our own reader: the provider sent something that it cannot read.
          const failure = cause instanceof ProviderFailure ? cause : new ProviderFailure('garbage', { cause });
          if (hasText || attempt >= this.#options.maxRetries || !this.#isWorthARetry(failure)) throw failure;
          await wait.sleep(this.#retryWaitMs(attempt, failure));
          this.#options.onRetry(failure);
        }
      }
    } finally {
      wait.close();
    }
  }

  async *#answer(request: LlmRequest, wait: AnswerWait): AsyncGenerator<LlmEvent, void, undefined> {
    const connection = wait.nextRequest();
    const answer = new ChatAnswer(this.#startsInThought);
    let isOver = false;
    let body: AnswerBody | undefined;
    try {
      const received = new AnswerBody(await this.#send(request, connection.signal), connection);
      body = received;
      for await (const text of textsOf(answer, () => received.read(answer.graceMs))) {
        for (const [index, piece] of [...piecesOf(text, STEP_CHARS)].entries()) {
          if (index > 0) await TICK_BUDGET.breathe();
          yield { type: 'text', text: piece };
        }
      }
      isOver = true;
    } finally {
      if (isOver) body?.release();
      else connection.abort();
      if (answer.endsTemplateThought) this.#startsInThought = true;
    }
    const { failure } = answer;
    if (!failure) this.#startsInThought = answer.endsTemplateThought;
    yield* this.#usageOf(answer);
    if (failure) throw failure;
  }

  /** @throws ProviderFailure; the signal's reason */
  async #send(request: LlmRequest, signal: AbortSignal): Promise<Response> {
    const body = this.#requestBody(request);
    const reply = await this.#endpoint.chat(body, signal);
    if (!('failure' in reply)) return reply;
    const { failure, text } = reply;
    const isAboutOptions = failure.failure === 'bad_request' && /stream_options|include_usage/.test(text);
    if (!isAboutOptions || !('stream_options' in body)) throw failure;
    this.#tell('stream_options_refused');
    return this.#send(request, signal);
  }

  #requestBody(request: LlmRequest): object {
    const { model, images, body } = this.#options;
    const messages = chatMessages(request, images);
    const fields = { stream_options: { include_usage: true }, ...body, model, messages, stream: true };
    const isSent = (name: string, value: unknown): boolean =>
      value !== null && (name !== 'stream_options' || !this.#told.has('stream_options_refused'));
    return Object.fromEntries(Object.entries(fields).filter(([name, value]) => isSent(name, value)));
  }

  *#usageOf(answer: ChatAnswer): Generator<LlmEvent, void, undefined> {
    const usage = readUsage(answer.usage);
    if (usage === 'refused') this.#tell('usage_refused');
    else if (usage) yield { type: 'usage', ...usage, model: this.#options.model };
  }

  #tell(notice: ProviderNotice): void {
    if (this.#told.has(notice)) return;
    this.#told.add(notice);
    this.#options.onNotice(notice);
  }

  #isWorthARetry({ mayPass, askedWaitMs = 0 }: ProviderFailure): boolean {
    return mayPass && askedWaitMs <= this.#options.retryWaitMs * MAX_WAIT_FACTOR;
  }

  /** Exponential, half of it random, so that those who failed together do not come back together. */
  #retryWaitMs(attempt: number, { askedWaitMs = 0 }: ProviderFailure): number {
    const ownMs = this.#options.retryWaitMs * 2 ** attempt * (0.5 + Math.random() / 2);
    return Math.max(ownMs, askedWaitMs);
  }
}

/** Text of an answer as it comes, until the answer is over. */
async function* textsOf(answer: ChatAnswer, read: ReadBytes): AsyncGenerator<string, void, undefined> {
  for await (const event of bodyEvents(read)) {
    const text = await answer.push(event);
    if (text !== '') yield text;
    if (answer.isOver) break;
  }
  const rest = answer.finish();
  if (rest !== '') yield rest;
}
