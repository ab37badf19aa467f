import type { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, ServerHttp2Stream, ServerSessionOptions } from 'node:http2';
import type { Socket } from 'node:net';
import type { Config } from '../../../shared/config/schema.js';
import type { DecisionLog } from '../../log/decision-log.js';
import { Connections } from './connections.js';
import { addressesOf, type Listener, listen } from './listener.js';
import { PacedQueue } from './paced-queue.js';
import { Refusals } from './refusals.js';
import { type MethodKinds, Requests } from './requests.js';

/** How often connections and requests are looked at for what has taken too long, ms. */
const SWEEP_MS = 100;
/** Beginning HTTP/2 on a connection, perhaps in place of another one, takes some 200 µs; handing a request to its handler 20 µs. */
const ACCEPTED_AT_ONCE = 32;
const HANDOVERS_AT_ONCE = 64;
/** Accepted connections that may wait for their turn. */
const MAX_WAITING = 1_000;
/** Advertised, so that clients refuse larger metadata themselves: sent, it would break the connection (nghttp2's limit). */
const MAX_METADATA_BYTES = 65_535;
/** Resets that nghttp2 lets pass at once, whatever the rate; its own default. */
const NGHTTP2_RESET_BURST = 1_000;

/**
 * Everything before a request's handler: accepts connections, speaks HTTP/2 on them and hands requests to grpc-js. Bounds what
 * clients can do before admission knows of them (docs/decisions/015).
 */
export class Http2Transport {
  readonly #sink: EventEmitter;
  readonly #refusals: Refusals;
  readonly #connections: Connections;
  readonly #requests: Requests;
  readonly #accepted = new PacedQueue(ACCEPTED_AT_ONCE);
  readonly #handovers = new PacedQueue(HANDOVERS_AT_ONCE);
  readonly #log: DecisionLog;
  #listener: Listener | undefined;
  #sweeping: NodeJS.Timeout | undefined;

  /**
   * @param sink where grpc-js learns of sessions and streams (internals.ts)
   * @param limits those in force, asked for at each event
   */
  constructor(sink: EventEmitter, methods: MethodKinds, limits: () => Config['grpc'], log: DecisionLog) {
    this.#sink = sink;
    this.#log = log;
    this.#refusals = new Refusals(log);
    this.#connections = new Connections(limits, sessionOptions(limits()), this.#refusals);
    this.#requests = new Requests(methods, limits, this.#refusals);
  }

  /** Listens on every address of `host`; returns the port. @throws Error that names the address when it cannot be had */
  async listen(host: string, port: number): Promise<number> {
    this.#listener = await listen(await addressesOf(host), port, (socket) => this.#receive(socket));
    for (const { address, cause } of this.#listener.absent) {
      this.#log.write('warn', { scope: 'grpc', method: 'listen', decision: 'degrade', ctx: { grpc: address, cause } });
    }
    this.#sweeping = setInterval(() => {
      this.#connections.sweep();
      this.#requests.sweep();
      this.#refusals.write();
    }, SWEEP_MS).unref();
    return this.#listener.port;
  }

  /**
   * The message of a request is whole, and with its handler.
   * @param isWork its connection must not be closed in favour of another one
   */
  requestArrived(stream: ServerHttp2Stream, isWork: boolean): void {
    this.#requests.finish(stream);
    if (isWork) this.#connections.callBegan(stream);
  }

  /** Accepts nothing more and ends every connection. Does not wait. */
  close(): void {
    this.#listener?.close();
    clearInterval(this.#sweeping);
    this.#connections.close();
    this.#refusals.flush();
  }

  #receive(socket: Socket): void {
    // It may fail while it waits; its close is all there is to know then.
    socket.on('error', () => {});
    if (this.#accepted.length < MAX_WAITING) this.#accepted.run(() => this.#accept(socket));
    else this.#connections.refuse(socket, 'connections');
  }

  #accept(socket: Socket): void {
    const connection = this.#connections.accept(socket);
    if (!connection) return;
    const { session } = connection;
    session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number) => {
      // Its end is all there is to know of a stream that failed.
      stream.on('error', () => {});
      stream.once('close', () => this.#connections.streamClosed(connection, stream));
      if (!this.#connections.streamOpened(connection)) return;
      this.#handovers.run(() => {
        if (stream.closed || stream.destroyed) return;
        if (this.#requests.begin(connection, stream, headers, flags)) this.#sink.emit('stream', stream, headers, flags);
      });
    });
    this.#sink.emit('session', session);
  }
}

function sessionOptions(limits: Config['grpc']): ServerSessionOptions {
  const resetLimits = {
    // Known to Node 22 and later. Before it nghttp2 lets 33 a second pass, after the burst.
    streamResetBurst: Math.max(NGHTTP2_RESET_BURST, limits.max_resets_per_second),
    streamResetRate: limits.max_resets_per_second,
  };
  return {
    ...resetLimits,
    settings: { maxConcurrentStreams: limits.max_streams_per_connection, maxHeaderListSize: MAX_METADATA_BYTES },
    // As grpc-js has it: Node fails streams at random when a session reaches its limit. Memory is bounded by ours.
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
    maxSendHeaderBlockLength: Number.MAX_SAFE_INTEGER,
  };
}
