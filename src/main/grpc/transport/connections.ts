import { constants, performServerHandshake, type ServerHttp2Stream, type ServerSessionOptions } from 'node:http2';
import type { Socket } from 'node:net';
import type { Config } from '../../../shared/config/schema.js';
import { wasResetByClient } from '../http2-stream.js';
import { isTerminated } from '../internals.js';
import { Connection } from './connection.js';
import { Endings } from './endings.js';
import type { Refusals } from './refusals.js';
import { RequestBursts } from './request-bursts.js';

/** Sent to a client that is refused: empty SETTINGS, then GOAWAY with ENHANCE_YOUR_CALM (RFC 9113 §6.5, §6.8). */
const REFUSAL = Buffer.from([
  ...[0, 0, 0, 4, 0, 0, 0, 0, 0],
  ...[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, constants.NGHTTP2_ENHANCE_YOUR_CALM],
]);

/** Sweeps in which every connection is checked once: a check takes 0.6 µs, which thousands of idle connections would cost each time. */
const SWEEP_PARTS = 5;
/** Connections that may close gracefully at the same time, beside those that are open. */
const MAX_CLOSING = 100;

/** Keeps all connections: limits their number, and closes those that break the rules. */
export class Connections {
  readonly #open = new Set<Connection>();
  /** Connections that are still to be checked before it starts over. */
  #unchecked = this.#open.values();
  readonly #bySession = new WeakMap<object, Connection>();
  readonly #byAddress = new Map<string, number>();
  /** Connections whose client has not sent its SETTINGS yet; the oldest is first. */
  readonly #silent = new Set<Connection>();
  /** Connections without a running call; the one that has been idle longest is first. */
  readonly #idle = new Set<Connection>();
  /** Connections that were closed to make room and whose sockets are still there, the oldest first. */
  readonly #closing = new Set<Connection>();
  readonly #limits: () => Config['grpc'];
  readonly #options: () => ServerSessionOptions;
  readonly #refusals: Refusals;
  readonly #bursts = new RequestBursts();
  readonly #endings = new Endings();

  /** @param options returns those of a new session */
  constructor(limits: () => Config['grpc'], options: () => ServerSessionOptions, refusals: Refusals) {
    this.#limits = limits;
    this.#options = options;
    this.#refusals = refusals;
  }

  /** Begins HTTP/2 on an accepted socket. @returns undefined when the connection was refused */
  accept(socket: Socket): Connection | undefined {
    const { max_connections: max, max_connections_per_address: maxPerAddress } = this.#limits();
    const address = socket.remoteAddress;
    // The client has left already.
    if (socket.destroyed || address === undefined) {
      socket.destroy();
      return undefined;
    }
    if (maxPerAddress > 0 && this.#ofAddress(address) >= maxPerAddress) {
      this.refuse(socket, 'connections_per_address');
      return undefined;
    }
    if (this.#open.size >= max && !this.#evict()) {
      this.refuse(socket, 'connections');
      return undefined;
    }
    const connection = new Connection(performServerHandshake(socket, this.#options()), socket, address, this.#endings);
    const { session } = connection;
    session.once('remoteSettings', () => {
      if (this.#silent.delete(connection)) this.#idle.add(connection);
    });
    session.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ERR_HTTP2_ERROR') this.#refusals.count('protocol_error');
    });
    this.#open.add(connection);
    this.#bySession.set(session, connection);
    this.#silent.add(connection);
    this.#byAddress.set(address, this.#ofAddress(address) + 1);
    socket.once('close', () => this.#forget(connection));
    return connection;
  }

  /** Counts a new stream. @returns false when the connection was closed because of it */
  streamOpened(connection: Connection): boolean {
    if (!this.#bursts.add(connection, this.#limits().max_streams_per_connection)) return true;
    this.#refusals.count('burst');
    connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    return false;
  }

  /** Counts a closed stream; closes the connection of a client that resets too many. */
  streamClosed(connection: Connection, stream: ServerHttp2Stream): void {
    const { runningCalls } = connection;
    if (runningCalls.delete(stream) && runningCalls.size === 0 && this.#open.has(connection))
      this.#idle.add(connection);
    if (connection.session.closed || !wasResetByClient(stream)) return;
    if (stream.rstCode === constants.NGHTTP2_FLOW_CONTROL_ERROR) {
      // A client that ignores flow control on one stream does so on the others.
      this.#refusals.count('protocol_error');
      connection.destroy(stream.rstCode);
    } else if (connection.resets.add() > this.#limits().max_resets_per_second) {
      this.#refusals.count('resets');
      connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    }
  }

  /** Marks the connection of a call as busy until the call has ended. */
  callBegan(stream: ServerHttp2Stream): void {
    const connection = stream.session && this.#bySession.get(stream.session);
    if (!connection || stream.destroyed) return;
    connection.runningCalls.add(stream);
    this.#idle.delete(connection);
  }

  /** Closes connections after a protocol error, and those whose handshake takes too long. Each call checks a part of them. */
  sweep(): void {
    for (let left = Math.ceil(this.#open.size / SWEEP_PARTS); left > 0; left--) {
      const { value: connection } = this.#unchecked.next();
      if (connection) this.#check(connection);
      else this.#unchecked = this.#open.values();
    }
  }

  #check(connection: Connection): void {
    const { session, acceptedMs } = connection;
    if (session.destroyed || session.closed) return;
    if (isTerminated(session)) {
      this.#refusals.count('protocol_error');
      connection.destroy(constants.NGHTTP2_PROTOCOL_ERROR);
    } else if (this.#silent.has(connection) && performance.now() - acceptedMs > this.#limits().handshake_timeout_ms) {
      this.#refusals.count('handshake_timeout');
      connection.destroy(constants.NGHTTP2_NO_ERROR);
    }
  }

  /** Closes every connection, running calls included. */
  close(): void {
    for (const connection of [...this.#open, ...this.#closing]) connection.closeNow();
  }

  /**
   * Closes an idle connection to make room for a new one. A silent one is taken where they are the majority, so that a flood of
   * connections that say nothing does not close those of real clients, and one that is sending a request only where all are.
   * @returns false when every connection has a running call
   */
  #evict(): boolean {
    const candidates = this.#silent.size >= this.#idle.size ? this.#silent : this.#idle;
    const longest = leastNeeded(candidates);
    if (!longest || !this.#hasRoomToClose()) return false;
    this.#forget(longest);
    this.#closing.add(longest);
    longest.closeGracefully();
    return true;
  }

  /** Makes room for one more connection that closes gracefully: cuts off one of too many. @returns false when all have running calls */
  #hasRoomToClose(): boolean {
    if (this.#closing.size < MAX_CLOSING) return true;
    const surplus = leastNeeded(this.#closing);
    if (!surplus) return false;
    this.#closing.delete(surplus);
    surplus.cutOff();
    return true;
  }

  /** Closes an accepted socket; the client gets GOAWAY with ENHANCE_YOUR_CALM. */
  refuse(socket: Socket, reason: 'connections' | 'connections_per_address'): void {
    this.#refusals.count(reason);
    socket.write(REFUSAL);
    socket.destroySoon();
  }

  #forget(connection: Connection): void {
    this.#closing.delete(connection);
    if (!this.#open.delete(connection)) return;
    this.#silent.delete(connection);
    this.#idle.delete(connection);
    const { address } = connection;
    const others = this.#ofAddress(address) - 1;
    if (others === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, others);
  }

  #ofAddress(address: string): number {
    return this.#byAddress.get(address) ?? 0;
  }
}

/** Returns the first connection that does nothing, or else the first that is only sending a request; undefined when all have running calls. */
function leastNeeded(connections: Iterable<Connection>): Connection | undefined {
  let sending: Connection | undefined;
  for (const connection of connections) {
    if (!connection.isBusy) return connection;
    if (connection.runningCalls.size === 0) sending ??= connection;
  }
  return sending;
}
