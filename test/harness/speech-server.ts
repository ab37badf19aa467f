/** A real HTTP server on a free loopback port that speaks `POST /v1/audio/speech`, well or badly, and keeps count. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { bytesOf } from './sound-formats.js';

export const PROVIDER_RATE_HZ = 24_000;
const REST_TIMEOUT_MS = 5_000;

/** What it answers to one question. */
export interface Answer {
  /** 200 by default. */
  readonly status?: number;
  /** audio/pcm by default; empty = no such header. */
  readonly type?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What ends the body: the last chunk (the default), its announced length, or the connection. */
  readonly framing?: 'chunked' | 'length' | 'close';
  readonly bytes?: Buffer;
  /** Sizes of the pieces it sends, again and again from the start; whole by default. */
  readonly pieces?: readonly number[];
  /** Pause after each piece. */
  readonly everyMs?: number;
  /** Before it begins. */
  readonly afterMs?: number;
  /** Where it stops: before the head, after the bytes, or by cutting the connection after them. */
  readonly fault?: 'silent' | 'hangs' | 'cuts';
}

export interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly path: string | undefined;
  readonly body: { model: string; voice: string; input: string; response_format: 'pcm' | 'wav'; speed: number };
}

/** Speech that no other text sounds like: `ms` of it (or as long as the text), at first near silence. */
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
  /** What the header says, whatever there is. */
  readonly dataBytes?: number;
  /** Chunks before `data`. */
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
  /** What it says to a text; by default the text's own PCM, or WAV when it is asked for. */
  answer: (asked: Asked, nth: number) => Answer = ({ body }) => {
    const samples = pcmOf(body.input);
    return body.response_format === 'wav' ? { type: 'audio/wav', bytes: wavOf(samples) } : { bytes: bytesOf(samples) };
  };
  readonly asked: Asked[] = [];
  readonly sockets = new Set<Socket>();
  /** Answers it is giving now, and the most there ever were. */
  answering = 0;
  mostAnswering = 0;
  readonly #server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString()) as Asked['body'];
      const asked = { headers: request.headers, path: request.url, body };
      this.mostAnswering = Math.max(this.mostAnswering, ++this.answering);
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

  /** Settles when it is giving no answer any more. Connections that are kept for the next question may be there. */
  async atRest(): Promise<void> {
    await this.#becomes(() => this.answering === 0);
    expect(this.answering).toBe(0);
  }

  /** Settles when nobody is connected any more. */
  async alone(): Promise<void> {
    await this.#becomes(() => this.sockets.size === 0);
    expect(this.sockets.size).toBe(0);
  }

  /** Closes the connections on which nothing happens, as servers do. */
  closeIdle(): void {
    this.#server.closeIdleConnections();
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #becomes(holds: () => boolean): Promise<void> {
    const deadline = performance.now() + REST_TIMEOUT_MS;
    while (!holds() && performance.now() < deadline) await sleep(5);
  }

  async #reply(response: ServerResponse, answer: Answer): Promise<void> {
    const { status = 200, type = 'audio/pcm', bytes = Buffer.alloc(0), pieces, everyMs = 0, fault } = answer;
    const { headers = {}, framing = 'chunked' } = answer;
    if (answer.afterMs) await sleep(answer.afterMs);
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
      // Each piece in a packet of its own.
      if (pieces) await sleep(everyMs);
    }
    if (fault === 'cuts') {
      // What was written goes out first.
      await sleep(20);
      response.socket?.destroy();
    } else if (fault !== 'hangs') response.end();
  }
}
