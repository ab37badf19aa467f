import type { Response } from 'undici';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import { piecesOf } from '../../text/text-pieces.js';
import type { Llm, LlmEvent, LlmRequest } from '../turn/services.js';
import { AnswerBody } from './answer-body.js';
import { AnswerClock, type AnswerTimeouts } from './answer-clock.js';
import { bodyEvents, type ReadBytes } from './body-events.js';
import { ChatAnswer } from './chat-answer.js';
import { ChatEndpoint } from './chat-endpoint.js';
import { chatMessages } from './chat-messages.js';
import { ProviderFailure } from './provider-failure.js';
import { readUsage } from './token-usage.js';

/** A peculiarity of a provider that changes the requests to it or the usage recorded for it; reported once. */
export type ProviderNotice = 'stream_options_refused' | 'usage_refused';

export interface OpenAiOptions {
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
  /** The API key; undefined when the server needs no key. */
  readonly key: string | undefined;
  /** Tells whether the model accepts images. */
  readonly images: boolean;
  /** The additional fields of the request's body; a field that is null is not sent. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly connectTimeoutMs: number;
  readonly timeouts: AnswerTimeouts;
  readonly maxRetries: number;
  /** The wait before the first retry, ms; doubled for each further retry. */
  readonly retryWaitMs: number;
  /** Reports a failure before the same request is sent again. */
  readonly onRetry: (failure: ProviderFailure) => void;
  readonly onNotice: (notice: ProviderNotice) => void;
}

/** The longest wait that a provider may ask for and still be retried, as a multiple of `retryWaitMs`. */
const MAX_WAIT_FACTOR = 5;
/** The length of text that is passed on between two checks of the tick budget, UTF-16 units. */
const STEP_CHARS = 4_096;
/** The length of an answer after which a probe stops reading, UTF-16 units. */
const PROBE_CHARS = 1_000;

/**
 * A model behind OpenAI's chat completions, hosted or local
 * (https://platform.openai.com/docs/api-reference/chat-streaming).
 */
export class OpenAiLlm implements Llm {
  readonly name: string;
  readonly #options: OpenAiOptions;
  readonly #endpoint: ChatEndpoint;
  readonly #reportedNotices = new Set<ProviderNotice>();
  /** Tells whether the model's template opens a thought before each answer; learnt from its answers. */
  #startsInThought = false;
  #hadThought = false;

  constructor(options: OpenAiOptions) {
    this.name = options.name;
    this.#options = options;
    this.#endpoint = new ChatEndpoint(options);
  }

  /** Tells whether the last answer had a thought in its text. */
  get hadThought(): boolean {
    return this.#hadThought;
  }

  /**
   * Answers a request. A retry happens before the first text only.
   * @throws ProviderFailure, also at the end of an answer that is not whole; the signal's reason
   */
  stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    return this.#streamWithRetries(request, this.#options.timeouts, signal);
  }

  /**
   * Requests one word and reads the answer, to its end or to `PROBE_CHARS`.
   * @returns the time to the first text, ms
   * @throws ProviderFailure; the signal's reason
   */
  async probe(signal: AbortSignal, waits = this.#options.timeouts): Promise<number> {
    const noIds = { sessionId: '', hardwareId: '', language: undefined, image: undefined, screen: undefined };
    const request = { ...noIds, prompt: 'Say: OK', system: '', history: [] };
    const startedMs = performance.now();
    let firstMs = Number.NaN;
    let chars = 0;
    try {
      for await (const event of this.#streamWithRetries(request, waits, signal)) {
        if (event.type !== 'text') continue;
        if (chars === 0) firstMs = performance.now() - startedMs;
        chars += event.text.length;
        if (chars >= PROBE_CHARS) break;
      }
    } catch (cause) {
      // The operator has set the limit of tokens, so reaching it is no failure of the provider.
      if (!(cause instanceof ProviderFailure && cause.failure === 'length')) throw cause;
    }
    return firstMs;
  }

  /** Probes a model that may have to be loaded first: every wait may last for the total timeout. */
  warmUp(signal: AbortSignal): Promise<number> {
    const { totalMs } = this.#options.timeouts;
    return this.probe(signal, { firstTokenMs: totalMs, tokenMs: totalMs, totalMs });
  }

  /** Returns the names of the models on the server. @throws ProviderFailure; the reason of the timeout */
  models(timeoutMs: number): Promise<string[]> {
    return this.#endpoint.modelNames(timeoutMs);
  }

  /** Closes every connection; running requests fail. */
  close(): Promise<void> {
    return this.#endpoint.close();
  }

  async *#streamWithRetries(
    request: LlmRequest,
    waits: AnswerTimeouts,
    signal: AbortSignal,
  ): AsyncGenerator<LlmEvent, void, undefined> {
    signal.throwIfAborted();
    const wait = new AnswerClock(waits, signal);
    let hasText = false;
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          for await (const event of this.#answer(request, wait)) {
            wait.pause();
            if (event.type === 'text') {
              hasText = true;
              wait.recordText();
            }
            yield event;
            wait.resume();
          }
          return;
        } catch (cause) {
          signal.throwIfAborted();
          // Any other exception comes from our own reader: the provider sent data that it cannot read.
          const failure = cause instanceof ProviderFailure ? cause : new ProviderFailure('invalid_response', { cause });
          if (hasText || attempt >= this.#options.maxRetries || !this.#shouldRetry(failure)) throw failure;
          await wait.sleep(this.#retryWaitMs(attempt, failure));
          this.#options.onRetry(failure);
        }
      }
    } finally {
      wait.close();
    }
  }

  async *#answer(request: LlmRequest, wait: AnswerClock): AsyncGenerator<LlmEvent, void, undefined> {
    const connection = wait.nextRequest();
    const answer = new ChatAnswer(this.#startsInThought);
    let isOver = false;
    let body: AnswerBody | undefined;
    try {
      const received = new AnswerBody(await this.#send(request, connection.signal), connection);
      body = received;
      for await (const text of textsOf(answer, () => received.read(answer.graceMs))) {
        for (const [index, piece] of [...piecesOf(text, STEP_CHARS)].entries()) {
          if (index > 0) await TICK_BUDGET.yieldIfSpent();
          yield { type: 'text', text: piece };
        }
      }
      isOver = true;
    } finally {
      if (isOver) body?.release();
      else connection.abort();
      if (answer.endsTemplateThought) this.#startsInThought = true;
      this.#hadThought = answer.hadThought;
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
    this.#report('stream_options_refused');
    return this.#send(request, signal);
  }

  #requestBody(request: LlmRequest): object {
    const { model, images, body } = this.#options;
    const messages = chatMessages(request, images);
    const fields = { stream_options: { include_usage: true }, ...body, model, messages, stream: true };
    const isSent = (name: string, value: unknown): boolean =>
      value !== null && (name !== 'stream_options' || !this.#reportedNotices.has('stream_options_refused'));
    return Object.fromEntries(Object.entries(fields).filter(([name, value]) => isSent(name, value)));
  }

  *#usageOf(answer: ChatAnswer): Generator<LlmEvent, void, undefined> {
    const usage = readUsage(answer.usage);
    if (usage === 'refused') this.#report('usage_refused');
    else if (usage) yield { type: 'usage', ...usage, model: this.#options.model };
  }

  #report(notice: ProviderNotice): void {
    if (this.#reportedNotices.has(notice)) return;
    this.#reportedNotices.add(notice);
    this.#options.onNotice(notice);
  }

  #shouldRetry({ retryable, providerRetryAfterMs = 0 }: ProviderFailure): boolean {
    return retryable && providerRetryAfterMs <= this.#options.retryWaitMs * MAX_WAIT_FACTOR;
  }

  /**
   * Returns the wait before a retry, ms: exponential, and half of it random, so that clients that failed together do
   * not retry together; at least as long as the provider asks for.
   */
  #retryWaitMs(attempt: number, { providerRetryAfterMs = 0 }: ProviderFailure): number {
    const ownMs = this.#options.retryWaitMs * 2 ** attempt * (0.5 + Math.random() / 2);
    return Math.max(ownMs, providerRetryAfterMs);
  }
}

/** Yields the text of an answer as it comes, until the answer is over. */
async function* textsOf(answer: ChatAnswer, read: ReadBytes): AsyncGenerator<string, void, undefined> {
  for await (const event of bodyEvents(read)) {
    const text = await answer.push(event);
    if (text !== '') yield text;
    if (answer.isOver) break;
  }
  const rest = answer.finish();
  if (rest !== '') yield rest;
}
