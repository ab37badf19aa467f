import type { IncomingHttpHeaders, ServerHttp2Stream, ServerSessionOptions } from 'node:http2';
import type { Socket } from 'node:net';
import type { Config } from '../../../shared/config/schema.js';
import { NexyError } from '../../../shared/errors.js';
import type { DecisionLog } from '../../log/decision-log.js';
import type { Dispatcher } from '../dispatcher.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';
import { IncomingRequests, type MethodKinds } from './incoming-requests.js';
import { addressesOf, type Listener, listen } from './listener.js';
import { PacedQueue } from './paced-queue.js';
import { Refusals } from './refusals.js';

/** The interval of the checks for timeouts and broken connections, ms. */
const SWEEP_MS = 100;
/**
 * The numbers of connections and requests begun in one iteration of the event loop. A connection takes about 200 µs, a
 * request 20 µs.
 */
const ACCEPTED_AT_ONCE = 32;
const HANDOVERS_AT_ONCE = 64;
/** The number of accepted sockets that may wait for HTTP/2 to begin. */
const MAX_WAITING = 1_000;
/**
 * The metadata limit announced to clients, bytes. They should keep to it: nghttp2 breaks the connection at a larger
 * header.
 */
const MAX_METADATA_BYTES = 65_535;
/** The number of pings that may be unanswered, beside one for each stream: for keepalive. It is Node's own default. */
const SPARE_PINGS = 10;
/** The number of resets that nghttp2 allows at once before its rate limit applies; its own default. */
const NGHTTP2_RESET_BURST = 1_000;

/** A stream that is to be passed to grpc-js. */
interface Handover {
  readonly connection: Connection;
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly flags: number;
}

/**
 * Accepts connections, serves HTTP/2 on them and passes their streams to grpc-js. Limits the memory and the time that
 * clients can take before admission (docs/decisions/015).
 */
export class Http2Transport {
  readonly #refusals: Refusals;
  readonly #connections: Connections;
  readonly #requests: IncomingRequests;
  readonly #accepted: PacedQueue<Socket>;
  readonly #handovers: PacedQueue<Handover>;
  readonly #log: DecisionLog;
  #listener: Listener | undefined;
  #sweeping: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param limits returns the limits in force; called at each event */
  constructor(dispatcher: Dispatcher, methods: MethodKinds, limits: () => Config['grpc'], log: DecisionLog) {
    this.#log = log;
    this.#refusals = new Refusals(log);
    this.#connections = new Connections(limits, () => sessionOptions(limits()), this.#refusals);
    this.#requests = new IncomingRequests(dispatcher, methods, limits, this.#refusals);
    this.#accepted = new PacedQueue(ACCEPTED_AT_ONCE, {
      begin: (socket) => this.#accept(socket),
      isObsolete: ({ destroyed }) => destroyed,
      senderOf: ({ remoteAddress }) => remoteAddress,
    });
    this.#handovers = new PacedQueue(HANDOVERS_AT_ONCE, {
      begin: ({ connection, stream, headers, flags }) => this.#requests.begin(connection, stream, headers, flags),
      isObsolete: ({ stream }) => stream.closed || stream.destroyed,
      senderOf: ({ connection }) => connection,
    });
  }

  /**
   * Listens on every address of `host`; returns the port.
   * @throws Error that names the address when it cannot be bound, or NexyError `unavailable` when the transport was
   * closed meanwhile
   */
  async listen(host: string, port: number): Promise<number> {
    const listener = await listen(await addressesOf(host), port, {
      accepted: (socket) => this.#receive(socket),
      acceptFailed: () => {
        this.#refusals.count('accept_failed');
        this.#startSweeping();
      },
    });
    this.#listener = listener;
    // The transport was closed while the name was being resolved.
    if (this.#isClosed) {
      listener.close();
      throw new NexyError('unavailable');
    }
    for (const { address, cause } of listener.absent) {
      this.#log.write('warn', { scope: 'grpc', method: 'listen', decision: 'degrade', ctx: { grpc: address, cause } });
    }
    return listener.port;
  }

  /** Ends the supervision of a request: its message is complete and its handler runs. */
  requestArrived(stream: ServerHttp2Stream): void {
    this.#requests.finish(stream);
  }

  /** Records that a call was admitted: until it ends, its connection is not closed to make room for another one. */
  callAdmitted(stream: ServerHttp2Stream): void {
    this.#connections.callAdmitted(stream);
  }

  /** Stops listening and closes every connection. Does not wait. */
  close(): void {
    this.#isClosed = true;
    this.#listener?.close();
    clearInterval(this.#sweeping);
    this.#connections.close();
    this.#refusals.flush();
  }

  /** Checks connections and requests, and logs refusals, until there are none: a server without clients has nothing to do. */
  #startSweeping(): void {
    this.#sweeping ??= setInterval(() => {
      this.#connections.sweep();
      this.#requests.sweep();
      this.#refusals.write();
      if (this.#connections.size > 0 || this.#accepted.length > 0 || this.#refusals.areWaiting) return;
      clearInterval(this.#sweeping);
      this.#sweeping = undefined;
    }, SWEEP_MS).unref();
  }

  #receive(socket: Socket): void {
    this.#startSweeping();
    // A socket may fail while it waits here: an error event without a listener would end the process.
    socket.on('error', ignore);
    if (this.#accepted.length < MAX_WAITING) this.#accepted.add(socket);
    else this.#connections.refuse(socket, 'connections');
  }

  #accept(socket: Socket): void {
    if (this.#isClosed) return void socket.destroy();
    const connection = this.#connections.accept(socket);
    if (!connection) return;
    const { session } = connection;
    session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number) => {
      // An error event without a listener would end the process; 'close' follows each error.
      stream.on('error', ignore);
      stream.once('close', () => {
        this.#requests.finish(stream);
        this.#connections.streamClosed(connection, stream);
      });
      if (this.#connections.streamOpened(connection)) this.#handovers.add({ connection, stream, headers, flags });
    });
  }
}

function ignore(): void {}

function sessionOptions(limits: Config['grpc']): ServerSessionOptions {
  const resetLimits = {
    // Node 20 does not know these options: there nghttp2 allows 33 resets a second after the burst.
    streamResetBurst: Math.max(NGHTTP2_RESET_BURST, limits.max_resets_per_second),
    streamResetRate: limits.max_resets_per_second,
  };
  return {
    ...resetLimits,
    settings: { maxConcurrentStreams: limits.max_streams_per_connection, maxHeaderListSize: MAX_METADATA_BYTES },
    maxOutstandingPings: limits.max_streams_per_connection + SPARE_PINGS,
    // The same as in grpc-js: a session at Node's own memory limit fails streams at random.
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
    maxSendHeaderBlockLength: Number.MAX_SAFE_INTEGER,
  };
}
