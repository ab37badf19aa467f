/**
 * A real HTTP server on a free loopback port for `POST /v1/audio/speech`, which records its requests and has faults
 * that a test chooses.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { bytesOf } from './sound-formats.js';

export const PROVIDER_RATE_HZ = 24_000;
const REST_TIMEOUT_MS = 20_000;

/** The answer to one request. */
export interface Answer {
  /** The HTTP status, 200 by default. */
  readonly status?: number;
  /** The media type, audio/pcm by default; empty for an answer without this header. */
  readonly type?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The end of the body: its last chunk (the default), its announced length, or the end of the connection. */
  readonly framing?: 'chunked' | 'length' | 'close';
  readonly bytes?: Buffer;
  /** The sizes of the pieces of the body, bytes, repeated from the start; one piece by default. */
  readonly pieces?: readonly number[];
  /** The pause after each piece, ms. */
  readonly pauseMs?: number;
  /** The delay before the answer begins, ms. */
  readonly delayMs?: number;
  /**
   * The fault of the answer: it stops before the head (`silent`) or after the bytes (`hangs`), or it cuts the
   * connection after them.
   */
  readonly fault?: 'silent' | 'hangs' | 'cuts';
}

export interface SpeechRequest {
  readonly headers: IncomingHttpHeaders;
  readonly path: string | undefined;
  readonly body: { model: string; voice: string; input: string; response_format: 'pcm' | 'wav'; speed: number };
}

/** Returns a tone of `ms`, by default longer for a longer text; the text sets the pitch. It begins near silence. */
export function pcmOf(text: string, ms = 200 + 15 * text.length): Int16Array {
  const pitch = 80 + [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
  const samples = Math.floor((ms * PROVIDER_RATE_HZ) / 1000);
  return Int16Array.from({ length: samples }, (_, n) =>
    Math.round(9_000 * Math.min(1, n / 500) * Math.sin((2 * Math.PI * pitch * n) / PROVIDER_RATE_HZ)),
  );
}

export { bytesOf };

export interface WavOptions {
  readonly rateHz?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly tag?: number;
  /** The size of the `data` chunk in its header, bytes; the real size by default. */
  readonly dataBytes?: number;
  /** The chunks before `data`. */
  readonly extra?: readonly { id: string; bytes: Buffer }[];
}

function chunk(id: string, bytes: Buffer, size = bytes.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

export function wavOf(samples: Int16Array, options: WavOptions = {}): Buffer {
  const { rateHz = PROVIDER_RATE_HZ, channels = 1, bits = 16, tag = 1, extra = [] } = options;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rateHz, 4);
  format.writeUInt32LE((rateHz * channels * bits) / 8, 8);
  format.writeUInt16LE((channels * bits) / 8, 12);
  format.writeUInt16LE(bits, 14);
  const data = bytesOf(samples);
  const before = extra.map(({ id, bytes }) => chunk(id, bytes));
  const size = options.dataBytes ?? data.length;
  const inside = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), ...before, chunk('data', data, size)]);
  return chunk('RIFF', inside);
}

export class SpeechServer {
  /** Returns the answer to a request; by default its text as PCM, or as WAV when the request asks for WAV. */
  answer: (requests: SpeechRequest, nth: number) => Answer = ({ body }) => {
    const samples = pcmOf(body.input);
    return body.response_format === 'wav' ? { type: 'audio/wav', bytes: wavOf(samples) } : { bytes: bytesOf(samples) };
  };
  readonly asked: SpeechRequest[] = [];
  readonly sockets = new Set<Socket>();
  /** The number of answers that are open now; `maxAnswering` is its maximum so far. */
  answering = 0;
  maxAnswering = 0;
  readonly #server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString()) as SpeechRequest['body'];
      const asked = { headers: request.headers, path: request.url, body };
      this.maxAnswering = Math.max(this.maxAnswering, ++this.answering);
      response.on('close', () => this.answering--);
      void this.#reply(response, this.answer(asked, this.asked.push(asked)));
    });
  });

  async start(): Promise<this> {
    this.#server.on('connection', (socket) => {
      socket.setNoDelay(true);
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  get texts(): string[] {
    return this.asked.map(({ body }) => body.input);
  }

  /** Settles when no answer is open any more. Idle connections may stay open for the next request. */
  async atRest(): Promise<void> {
    await this.#waitUntil(() => this.answering === 0);
    expect(this.answering).toBe(0);
  }

  /** Settles when no client is connected any more. */
  async disconnected(): Promise<void> {
    await this.#waitUntil(() => this.sockets.size === 0);
    expect(this.sockets.size).toBe(0);
  }

  /** Closes the idle connections, as servers do. */
  closeIdle(): void {
    this.#server.closeIdleConnections();
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #waitUntil(holds: () => boolean): Promise<void> {
    const deadline = performance.now() + REST_TIMEOUT_MS;
    while (!holds() && performance.now() < deadline) await sleep(5);
  }

  async #reply(response: ServerResponse, answer: Answer): Promise<void> {
    const { status = 200, type = 'audio/pcm', bytes = Buffer.alloc(0), pieces, pauseMs = 0, fault } = answer;
    const { headers = {}, framing = 'chunked' } = answer;
    if (answer.delayMs) await sleep(answer.delayMs);
    if (fault === 'silent') return;
    if (framing === 'close') {
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
    }
    response.writeHead(status, {
      ...(type === '' ? {} : { 'content-type': type }),
      ...(framing === 'length' ? { 'content-length': bytes.length } : {}),
      ...headers,
    });
    response.flushHeaders();
    for (let at = 0, nth = 0; at < bytes.length && !response.destroyed; nth++) {
      const size = pieces?.[nth % pieces.length] ?? bytes.length;
      response.write(bytes.subarray(at, at + size));
      at += size;
      // Sends each piece in a packet of its own.
      if (pieces) await sleep(pauseMs);
    }
    if (fault === 'cuts') {
      // The pause lets the written bytes go out first.
      await sleep(20);
      response.socket?.destroy();
    } else if (fault !== 'hangs') response.end();
  }
}
