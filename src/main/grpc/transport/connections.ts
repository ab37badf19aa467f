import { constants, performServerHandshake, type ServerHttp2Stream, type ServerSessionOptions } from 'node:http2';
import type { Socket } from 'node:net';
import type { Config } from '../../../shared/config/schema.js';
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

/** Longest time between the GOAWAY of an idle connection and the end of its socket, ms. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Keeps all connections: limits their number, and closes those that break the rules. */
export class Connections {
  readonly #open = new Set<Connection>();
  readonly #bySession = new WeakMap<object, Connection>();
  readonly #byAddress = new Map<string, number>();
  /** Connections whose client has not sent its SETTINGS yet; the oldest is first. */
  readonly #silent = new Set<Connection>();
  /** Connections without a running call; the one that has been idle longest is first. */
  readonly #idle = new Set<Connection>();
  readonly #limits: () => Config['grpc'];
  readonly #options: ServerSessionOptions;
  readonly #refusals: Refusals;
  readonly #bursts = new RequestBursts();
  readonly #endings = new Endings();

  constructor(limits: () => Config['grpc'], options: ServerSessionOptions, refusals: Refusals) {
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
    const ofAddress = this.#byAddress.get(address) ?? 0;
    if (maxPerAddress > 0 && ofAddress >= maxPerAddress) {
      this.refuse(socket, 'connections_per_address');
      return undefined;
    }
    if (this.#open.size >= max && !this.#evict()) {
      this.refuse(socket, 'connections');
      return undefined;
    }
    const connection = new Connection(performServerHandshake(socket, this.#options), address, this.#endings);
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
    this.#byAddress.set(address, ofAddress + 1);
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
    const { rstCode } = stream;
    const { runningCalls } = connection;
    if (runningCalls.delete(stream) && runningCalls.size === 0 && this.#open.has(connection))
      this.#idle.add(connection);
    if (connection.session.closed || rstCode === constants.NGHTTP2_NO_ERROR) return;
    if (rstCode === constants.NGHTTP2_FLOW_CONTROL_ERROR) {
      // A client that ignores flow control on one stream does so on the others.
      this.#refusals.count('protocol_error');
      connection.destroy(rstCode);
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

  /** Closes connections after a protocol error, and those whose handshake takes too long. */
  sweep(): void {
    const lateMs = performance.now() - this.#limits().handshake_timeout_ms;
    for (const connection of this.#open) {
      const { session } = connection;
      if (session.destroyed || session.closed) continue;
      if (isTerminated(session)) {
        this.#refusals.count('protocol_error');
        session.destroy();
      } else if (connection.acceptedMs < lateMs && this.#silent.has(connection)) {
        this.#refusals.count('handshake_timeout');
        session.destroy();
      }
    }
  }

  /** Closes every connection, running calls included. */
  close(): void {
    for (const connection of this.#open) connection.closeGracefully(0);
  }

  /**
   * Closes an idle connection to make room for a new one. A silent one is taken where they are the majority, so that a flood of
   * connections that say nothing does not close those of real clients.
   * @returns false when every connection has a running call
   */
  #evict(): boolean {
    const [longest] = this.#silent.size >= this.#idle.size ? this.#silent : this.#idle;
    if (!longest) return false;
    this.#forget(longest);
    longest.closeGracefully(CLOSE_TIMEOUT_MS);
    return true;
  }

  /** Closes an accepted socket; the client gets GOAWAY with ENHANCE_YOUR_CALM. */
  refuse(socket: Socket, reason: 'connections' | 'connections_per_address'): void {
    this.#refusals.count(reason);
    socket.write(REFUSAL);
    socket.destroySoon();
  }

  #forget(connection: Connection): void {
    if (!this.#open.delete(connection)) return;
    this.#silent.delete(connection);
    this.#idle.delete(connection);
    const { address } = connection;
    const ofAddress = (this.#byAddress.get(address) ?? 1) - 1;
    if (ofAddress === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, ofAddress);
  }
}
