import { constants, performServerHandshake, type ServerHttp2Stream, type ServerSessionOptions } from 'node:http2';
import type { Socket } from 'node:net';
import type { Config } from '../../../shared/config/schema.js';
import { wasResetByClient } from '../http2-stream.js';
import { isTerminated, keepUntilClosed } from '../internals.js';
import { Connection } from './connection.js';
import type { Refusals } from './refusals.js';
import { RequestBursts } from './request-bursts.js';
import { SessionDestroyer } from './session-destroyer.js';
import { UnadmittedStreams } from './unadmitted-streams.js';

/** The reply to a client that is refused: empty SETTINGS, then GOAWAY with ENHANCE_YOUR_CALM (RFC 9113 §6.5, §6.8). */
const REFUSAL = Buffer.from([
  ...[0, 0, 0, 4, 0, 0, 0, 0, 0],
  ...[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, constants.NGHTTP2_ENHANCE_YOUR_CALM],
]);

/**
 * The number of sweeps in which every connection is checked once, when there are more than `CHECKED_AT_ONCE`. A check
 * takes 0.6 µs, and 2 µs when the connection's objects are in no cache: with 1,000 connections, a check of each every
 * half second took 3 % of the time of main.
 */
const SWEEP_PARTS = 10;
const CHECKED_AT_ONCE = 100;
/** The number of retired connections without a running call that may exist beside the open ones. */
const MAX_RETIRED = 100;
/** The time in which a retired connection may still send the replies of calls without a lease, ms. */
const GRACE_MS = 1_000;
/** The time after the end of a session in which its last bytes are sent and the client may end its side, ms. */
const CLOSE_TIMEOUT_MS = 3_000;

/** Keeps all connections, limits their number, and closes those that break the rules. */
export class Connections {
  /** All connections with an open socket. */
  readonly #all = new Set<Connection>();
  /** The connections that count against the limits. */
  readonly #open = new Set<Connection>();
  /** The connections with a session that has ended or is about to end: only their sockets are still needed. */
  readonly #ending = new Set<Connection>();
  /** The connections that were retired to make room, the oldest first. */
  readonly #retired = new Set<Connection>();
  readonly #bySession = new WeakMap<object, Connection>();
  readonly #byAddress = new Map<string, number>();
  /** The open connections without SETTINGS from their client so far; the oldest is first. */
  readonly #withoutSettings = new Set<Connection>();
  /** The open connections with SETTINGS from their client, but without an admitted call so far; the oldest is first. */
  readonly #withoutCall = new Set<Connection>();
  /** The open connections that had an admitted call before and run no call now; the longest idle one is first. */
  readonly #idle = new Set<Connection>();
  /** The connections that are not yet checked in the current round. */
  #unchecked: Connection[] = [];
  readonly #limits: () => Config['grpc'];
  readonly #options: () => ServerSessionOptions;
  readonly #refusals: Refusals;
  readonly #bursts = new RequestBursts();
  readonly #waitingStreams = new UnadmittedStreams();
  readonly #sessionDestroyer = new SessionDestroyer();

  /** @param options returns the options of a new session */
  constructor(limits: () => Config['grpc'], options: () => ServerSessionOptions, refusals: Refusals) {
    this.#limits = limits;
    this.#options = options;
    this.#refusals = refusals;
  }

  /**
   * Begins HTTP/2 on an accepted socket.
   * @returns undefined when the connection was refused or the client has disconnected
   */
  accept(socket: Socket): Connection | undefined {
    const { max_connections: max, max_connections_per_address: maxPerAddress } = this.#limits();
    const address = socket.remoteAddress;
    // The client has already disconnected.
    if (socket.destroyed || address === undefined) {
      socket.destroy();
      return undefined;
    }
    if (maxPerAddress > 0 && this.#ofAddress(address) >= maxPerAddress) {
      this.refuse(socket, 'connections_per_address');
      return undefined;
    }
    if (this.#open.size >= max && !this.#makeRoom()) {
      this.refuse(socket, 'connections');
      return undefined;
    }
    const session = performServerHandshake(socket, this.#options());
    keepUntilClosed(session, socket);
    const connection = new Connection(session, socket, address, (ending, end) => {
      this.#ending.add(ending);
      this.#sessionDestroyer.add(end);
    });
    session.once('remoteSettings', () => {
      if (this.#withoutSettings.delete(connection)) this.#withoutCall.add(connection);
    });
    session.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ERR_HTTP2_ERROR') this.#refusals.count('protocol_error');
    });
    this.#all.add(connection);
    this.#open.add(connection);
    this.#bySession.set(session, connection);
    this.#withoutSettings.add(connection);
    this.#byAddress.set(address, this.#ofAddress(address) + 1);
    socket.once('close', () => {
      this.#all.delete(connection);
      this.#ending.delete(connection);
      this.#retired.delete(connection);
      this.#stopCounting(connection);
    });
    return connection;
  }

  /** The number of connections, those included that are being closed. */
  get size(): number {
    return this.#all.size;
  }

  /** Counts a new stream. @returns false when the connection was closed because of it */
  streamOpened(connection: Connection): boolean {
    this.#waitingStreams.opened(connection);
    const isBurst = this.#bursts.add(connection, this.#limits().max_streams_per_connection);
    if (!isBurst && !this.#waitingStreams.exceedsLimit(connection)) return true;
    this.#refusals.count(isBurst ? 'burst' : 'waiting_streams');
    connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    return false;
  }

  /** Counts a closed stream; closes the connection of a client that resets too many streams. */
  streamClosed(connection: Connection, stream: ServerHttp2Stream): void {
    const { runningCalls, session } = connection;
    const isRunning = runningCalls.delete(stream);
    this.#waitingStreams.closed(connection, isRunning);
    if (isRunning && runningCalls.size === 0 && this.#open.has(connection)) this.#idle.add(connection);
    if (connection.isEnding || session.destroyed || !wasResetByClient(stream)) return;
    if (stream.rstCode === constants.NGHTTP2_FLOW_CONTROL_ERROR) {
      // A client that ignores flow control on one stream does so on the others.
      this.#refusals.count('protocol_error');
      connection.destroy(stream.rstCode);
    } else if (connection.resets.add() > this.#limits().max_resets_per_second) {
      this.#refusals.count('resets');
      connection.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    }
  }

  /** Marks the connection of an admitted call as busy until the call has ended. */
  callAdmitted(stream: ServerHttp2Stream): void {
    const connection = stream.session && this.#bySession.get(stream.session);
    if (!connection || stream.destroyed || connection.runningCalls.has(stream)) return;
    connection.runningCalls.add(stream);
    this.#waitingStreams.admitted();
    this.#withoutCall.delete(connection);
    this.#idle.delete(connection);
  }

  /**
   * Closes connections after a protocol error, connections whose handshake takes too long, retired connections that are
   * done, and connections of clients that answer no ping. Each call checks only a part of all connections.
   */
  sweep(): void {
    const { size } = this.#all;
    for (let remaining = Math.min(size, Math.max(CHECKED_AT_ONCE, Math.ceil(size / SWEEP_PARTS))); remaining > 0; ) {
      if (this.#unchecked.length === 0) this.#unchecked = [...this.#all];
      const connection = this.#unchecked.pop();
      if (!connection || !this.#all.has(connection)) continue;
      this.#check(connection);
      remaining--;
    }
  }

  #check(connection: Connection): void {
    const { session, acceptedMs } = connection;
    const limits = this.#limits();
    if (session.destroyed) {
      this.#ending.add(connection);
      connection.closeSocketAfter(CLOSE_TIMEOUT_MS);
    } else if (connection.isEnding) {
      // The session is already queued to be destroyed.
    } else if (isTerminated(session)) {
      this.#refusals.count('protocol_error');
      connection.destroy(constants.NGHTTP2_PROTOCOL_ERROR);
    } else if (this.#withoutSettings.has(connection)) {
      if (performance.now() - acceptedMs <= limits.handshake_timeout_ms) return;
      this.#refusals.count('handshake_timeout');
      connection.cutOff();
    } else if (connection.canClose(GRACE_MS)) {
      connection.destroy(constants.NGHTTP2_NO_ERROR);
    } else if (!connection.keepAlive(limits.keepalive_seconds * 1000, limits.keepalive_timeout_seconds * 1000)) {
      this.#refusals.count('keepalive_timeout');
      connection.destroy(constants.NGHTTP2_NO_ERROR);
    }
  }

  /** Closes every connection, running calls included. */
  close(): void {
    for (const connection of this.#all) connection.closeNow();
  }

  /**
   * Makes room for a new connection: cuts off a connection that has ended, or retires an idle one. Connections without
   * a call so far are retired first, so that a flood of connections does not close those of clients that were served.
   * Among these, a connection without SETTINGS is chosen when such connections are the majority.
   * @returns false when every connection has a running call
   */
  #makeRoom(): boolean {
    for (const connection of this.#ending) {
      // A connection that still has its streams is destroyed later, in order: it may have a thousand of them.
      if (!connection.session.destroyed) continue;
      this.#ending.delete(connection);
      if (!this.#open.has(connection)) continue;
      this.#stopCounting(connection);
      connection.cutOff();
      return true;
    }
    const [silent] = this.#withoutSettings;
    const [unproven] = this.#withoutCall;
    const [idle] = this.#idle;
    const longest = (this.#withoutSettings.size >= this.#withoutCall.size ? silent : unproven) ?? idle;
    if (!longest) return false;
    this.#stopCounting(longest);
    this.#retired.add(longest);
    longest.retire();
    if (this.#retired.size > MAX_RETIRED) this.#cutOffRetired();
    return true;
  }

  /** Cuts off one of too many retired connections: one that is not busy, or else one that is only sending a request. */
  #cutOffRetired(): void {
    let surplus: Connection | undefined;
    for (const connection of this.#retired) {
      if (connection.runningCalls.size > 0) continue;
      surplus ??= connection;
      if (connection.isBusy) continue;
      surplus = connection;
      break;
    }
    surplus?.cutOff();
  }

  /** Closes an accepted socket; the client gets GOAWAY with ENHANCE_YOUR_CALM. */
  refuse(socket: Socket, reason: 'connections' | 'connections_per_address'): void {
    this.#refusals.count(reason);
    socket.write(REFUSAL);
    socket.destroySoon();
  }

  /** Stops counting a connection against the limits. Idempotent. */
  #stopCounting(connection: Connection): void {
    if (!this.#open.delete(connection)) return;
    this.#withoutSettings.delete(connection);
    this.#withoutCall.delete(connection);
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
