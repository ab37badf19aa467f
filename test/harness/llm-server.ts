/** A test model on a loopback port: a real HTTP server for OpenAI's chat completions, with faults that tests choose. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextIteration, setTimeout as sleep } from 'node:timers/promises';

/** The behaviour of the server for one request. */
export type Behaviour =
  /** A whole answer, written in pieces of `pieceBytes` (default: one event a piece). */
  | { readonly tokens: readonly string[]; readonly pieceBytes?: number; readonly delayMs?: number; readonly end?: End }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** Keeps the body open, as if more of it followed. */
      readonly isOpen?: boolean;
    }
  /** Status 200 and these bytes as the body. */
  | { readonly raw: string | Buffer; readonly type?: string; readonly encoding?: string }
  /** Status 200 and these parts of the body, one write each; a number is a pause, ms. */
  | { readonly parts: readonly (string | Buffer | number)[]; readonly end: 'close' | 'cut' | 'open' }
  | { readonly hang: 'before headers' | 'after headers' }
  | { readonly drop: true };

/** The end of an answer, after its last token. */
type End = 'usage' | 'no usage' | 'hang' | 'cut' | 'cut inside a character' | 'error event' | 'no end mark';

export interface ChatRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The connection on which the request came. */
  readonly socket: Socket;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly [field: string]: unknown;
  };
}

export interface LlmServer {
  readonly baseUrl: string;
  readonly requests: readonly ChatRequest[];
  /** The number of responses that have not closed yet. */
  readonly answering: number;
  /**
   * Sets the behaviour for the next requests, and clears `requests`. A function is called for each request, with its
   * index from 0 on.
   */
  behave(behaviour: Behaviour | ((index: number, request: ChatRequest) => Behaviour)): void;
  close(): Promise<void>;
}

export async function startLlmServer(): Promise<LlmServer> {
  const requests: ChatRequest[] = [];
  const sockets = new Set<Socket>();
  let answering = 0;
  let behaviourOf: (index: number, request: ChatRequest) => Behaviour = () => ({ tokens: ['Hello.'] });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // A request for the list of models has no body.
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as ChatRequest['body'];
      const chatRequest = { path: request.url ?? '', headers: request.headers, socket: request.socket, body };
      requests.push(chatRequest);
      answering++;
      response.once('close', () => answering--);
      response.on('error', () => {});
      void answer(response, behaviourOf(requests.length - 1, chatRequest), body.model).catch(() => response.destroy());
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get answering() {
      return answering;
    },
    behave(behaviour) {
      requests.length = 0;
      behaviourOf = typeof behaviour === 'function' ? behaviour : () => behaviour;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(response: ServerResponse, behaviour: Behaviour, model: string): Promise<void> {
  if ('drop' in behaviour) return void response.destroy();
  if ('hang' in behaviour) {
    if (behaviour.hang === 'after headers')
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    return;
  }
  if ('status' in behaviour) {
    response.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
    const body = behaviour.body ?? JSON.stringify({ error: { message: 'told so' } });
    return void (behaviour.isOpen ? response.write(body) : response.end(body));
  }
  if ('raw' in behaviour) {
    const { raw, type = 'text/event-stream', encoding } = behaviour;
    response.writeHead(200, { 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) });
    return void response.end(raw);
  }
  if ('parts' in behaviour) return answerInParts(response, behaviour);
  await answerInTokens(response, behaviour, model);
}

async function answerInParts(
  response: ServerResponse,
  { parts, end }: Extract<Behaviour, { parts: readonly unknown[] }>,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.socket?.setNoDelay(true);
  for (const part of parts) {
    if (typeof part === 'number') await sleep(part);
    else response.write(part);
  }
  if (end === 'close') response.end();
  // The pause lets the written parts go out before the connection breaks.
  else if (end === 'cut') setTimeout(() => response.destroy(), 20);
}

async function answerInTokens(
  response: ServerResponse,
  { tokens, pieceBytes, delayMs, end = 'usage' }: Extract<Behaviour, { tokens: readonly string[] }>,
  model: string,
): Promise<void> {
  const event = (fields: object): string =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model, ...fields })}\n\n`;
  const choice = (delta: object, finish_reason: string | null = null): string =>
    event({ choices: [{ index: 0, delta, finish_reason }] });
  const send = async (text: string | Buffer): Promise<void> => {
    const bytes = Buffer.from(text);
    const step = pieceBytes ?? bytes.length;
    for (let at = 0; at < bytes.length; at += step) {
      response.write(bytes.subarray(at, at + step));
      // Sends each piece in a packet of its own, as far as TCP allows it.
      if (pieceBytes !== undefined) await nextIteration();
    }
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.socket?.setNoDelay(true);
  await send(choice({ role: 'assistant', content: '' }));
  for (const token of tokens) {
    if (delayMs !== undefined) await sleep(delayMs);
    await send(choice({ content: token }));
  }
  if (end === 'hang') return;
  if (end === 'error event') await send(`data: ${JSON.stringify({ error: { message: 'told so', code: 500 } })}\n\n`);
  if (end === 'cut inside a character') {
    const bytes = Buffer.from(choice({ content: 'привет' }));
    await send(bytes.subarray(0, bytes.indexOf(Buffer.from('т')) + 1));
  }
  if (end.startsWith('cut')) {
    await sleep(20);
    return void response.destroy();
  }
  await send(choice({}, 'stop'));
  if (end === 'usage')
    await send(event({ choices: [], usage: { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 } }));
  if (end !== 'no end mark') await send('data: [DONE]\n\n');
  response.end();
}
