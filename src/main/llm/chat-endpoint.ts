import { Agent, fetch, type Response } from 'undici';
import { ProviderFailure } from './provider-failure.js';
import { failureOfReply } from './told-failure.js';

export interface ChatEndpointOptions {
  readonly baseUrl: string;
  /** undefined = the server wants none. */
  readonly key: string | undefined;
  readonly connectTimeoutMs: number;
}

/** Bytes of a reply that answers with an error, or with the names of models, which are read. */
const MAX_DOCUMENT_BYTES = 262_144;
/** Longest wait for the body of a reply whose status says enough, ms. */
const ERROR_BODY_MS = 500;

/** An HTTP reply other than 2xx. */
export interface Refusal {
  readonly failure: ProviderFailure;
  /** The body. It may quote the request: never for the log. */
  readonly text: string;
}

/** The HTTP side of a server that speaks OpenAI's protocol. Redirects are not followed: the prompt and the key stay here. */
export class ChatEndpoint {
  readonly #options: ChatEndpointOptions;
  readonly #agent: Agent;

  constructor(options: ChatEndpointOptions) {
    this.#options = options;
    // The caller bounds the wait for an answer, by stage.
    this.#agent = new Agent({
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
    });
  }

  /**
   * Sends a chat completion's request and waits for the head of its reply.
   * @throws ProviderFailure `unreachable`; the signal's reason
   */
  async chat(body: object, signal: AbortSignal): Promise<Response | Refusal> {
    const response = await this.#fetch('chat/completions', signal, JSON.stringify(body));
    return response.ok ? response : await refusalOf(response);
  }

  /** Names of the models that are there. @throws ProviderFailure; the reason of a timeout */
  async modelNames(timeoutMs: number): Promise<string[]> {
    const response = await this.#fetch('models', AbortSignal.timeout(timeoutMs));
    if (!response.ok) throw (await refusalOf(response)).failure;
    const models = parsed(await textOf(response, timeoutMs)) as { data?: unknown } | undefined;
    const list: unknown[] = Array.isArray(models?.data) ? models.data : [];
    return list.flatMap((model) => {
      const id = (model as { id?: unknown } | null)?.id;
      return typeof id === 'string' ? [id] : [];
    });
  }

  /** Ends every connection; what runs fails. */
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

async function refusalOf(response: Response): Promise<Refusal> {
  const text = await textOf(response, ERROR_BODY_MS);
  const body = parsed(text);
  const first = (Array.isArray(body) ? body[0] : body) as { error?: unknown } | undefined;
  return { failure: failureOfReply(response.status, response.headers, first?.error ?? first), text };
}

/** The start of a body, as much as is allowed and comes in time. */
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
    // A body that is cut says what it says.
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
