import { Agent, fetch, type Response } from 'undici';
import { ProviderFailure } from './provider-failure.js';
import { failureOfReply } from './reported-failure.js';

export interface ChatEndpointOptions {
  readonly baseUrl: string;
  /** The API key; undefined when the server needs no key. */
  readonly key: string | undefined;
  readonly connectTimeoutMs: number;
}

/** The most bytes that are read of an error reply, or of the list of models. */
const MAX_DOCUMENT_BYTES = 262_144;
/** The longest wait for the body of an error reply, ms; the status alone says enough. */
const ERROR_BODY_MS = 500;

/** An HTTP reply other than 2xx. */
export interface ErrorReply {
  readonly failure: ProviderFailure;
  /** The body. It may quote the request, so it must not be logged. */
  readonly text: string;
}

/**
 * The HTTP client of a server that speaks OpenAI's protocol. Redirects are not followed, so the prompt and the key go
 * to no other server.
 */
export class ChatEndpoint {
  readonly #options: ChatEndpointOptions;
  readonly #agent: Agent;

  constructor(options: ChatEndpointOptions) {
    this.#options = options;
    // The caller has its own timeouts for the stages of an answer.
    this.#agent = new Agent({
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
    });
  }

  /**
   * Sends a chat-completion request and waits for the head of the reply.
   * @throws ProviderFailure `unreachable`; the signal's reason
   */
  async chat(body: object, signal: AbortSignal): Promise<Response | ErrorReply> {
    const response = await this.#fetch('chat/completions', signal, JSON.stringify(body));
    return response.ok ? response : await errorReplyOf(response);
  }

  /** Returns the names of the models on the server. @throws ProviderFailure; the reason of the timeout */
  async modelNames(timeoutMs: number): Promise<string[]> {
    const response = await this.#fetch('models', AbortSignal.timeout(timeoutMs));
    if (!response.ok) throw (await errorReplyOf(response)).failure;
    const models = parsed(await textOf(response, timeoutMs)) as { data?: unknown } | undefined;
    const list: unknown[] = Array.isArray(models?.data) ? models.data : [];
    return list.flatMap((model) => {
      const id = (model as { id?: unknown } | null)?.id;
      return typeof id === 'string' ? [id] : [];
    });
  }

  /** Closes every connection; running requests fail. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #fetch(path: string, signal: AbortSignal, body?: string): Promise<Response> {
    const { baseUrl, key } = this.#options;
    const url = new URL(baseUrl);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
    try {
      return await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'text/event-stream, application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal,
        dispatcher: this.#agent,
      });
    } catch (cause) {
      throw signal.aborted ? signal.reason : new ProviderFailure('unreachable', { cause });
    }
  }
}

async function errorReplyOf(response: Response): Promise<ErrorReply> {
  const text = await textOf(response, ERROR_BODY_MS);
  const body = parsed(text);
  const first = (Array.isArray(body) ? body[0] : body) as { error?: unknown } | undefined;
  return { failure: failureOfReply(response.status, response.headers, first?.error ?? first), text };
}

/** Returns the start of a body: as much as the size limit and the timeout allow. */
async function textOf(response: Response, timeoutMs: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const pieces: Uint8Array[] = [];
  let length = 0;
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), timeoutMs);
  try {
    while (length <= MAX_DOCUMENT_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value as Uint8Array);
      length += value.byteLength;
    }
  } catch {
    // A cut body is used as far as it came.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
