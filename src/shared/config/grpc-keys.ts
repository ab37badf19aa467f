/** The keys of the config section `grpc`: connections, requests and replies of clients. */
import { z } from 'zod';
import { flag, host, integer, key, live, port, seconds } from './key.js';

export const GRPC_KEYS = {
  host: key(
    host,
    'GRPC_HOST',
    'Address to listen on, or a host name, whose addresses are all used; auto = 0.0.0.0 in dev, 127.0.0.1 elsewhere',
  ),
  port: key(port, 'GRPC_PORT', 'TCP port; 0 = any free port'),
  max_workers: key(integer(1, 10_000), 'MAX_WORKERS', 'Limit of running tasks in each worker pool'),
  write_stall_timeout_seconds: live(
    seconds(3_600),
    'GRPC_WRITE_STALL_TIMEOUT',
    'A client that reads nothing for this long is disconnected',
  ),
  max_listener_lag_seconds: live(
    seconds(86_400),
    'GRPC_MAX_LISTENER_LAG',
    'A client that reads audio slower than it plays is disconnected when it is this far behind real time',
  ),
  write_budget_bytes: live(
    integer(1_024, 16_777_216),
    'GRPC_WRITE_BUDGET_BYTES',
    'Bytes of one stream that may wait inside gRPC; an interrupt cannot take them back',
  ),
  interrupt_flush_ms: live(
    integer(0, 10_000),
    'GRPC_INTERRUPT_FLUSH_MS',
    'Longest wait of the reply to an interrupt for bytes already on their way; a stream that takes longer is reset',
  ),
  keepalive_seconds: key(
    seconds(86_400),
    'GRPC_KEEPALIVE',
    'Time without traffic after which a connection gets a ping',
  ),
  keepalive_timeout_seconds: key(
    seconds(3_600),
    'GRPC_KEEPALIVE_TIMEOUT',
    'A connection that does not answer its ping within this time is closed',
  ),
  max_receive_bytes: key(
    integer(1_024, 67_108_864),
    'GRPC_MAX_RECEIVE_BYTES',
    'Largest request message; a proxy in front must allow the same size',
  ),
  max_connections: live(
    integer(1, 100_000),
    'GRPC_MAX_CONNECTIONS',
    'Concurrent connections; a new connection replaces the one that has been idle longest, or is refused when all are busy',
  ),
  max_connections_per_address: live(
    integer(0, 100_000),
    'GRPC_MAX_CONNECTIONS_PER_ADDRESS',
    'Concurrent connections from one IP address; 0 = no limit, for a server behind a proxy, whose address all clients have',
  ),
  handshake_timeout_ms: live(
    integer(100, 600_000),
    'GRPC_HANDSHAKE_TIMEOUT_MS',
    'A connection that has not begun to speak HTTP/2 after this time is closed',
  ),
  max_streams_per_connection: key(
    integer(1, 100_000),
    'GRPC_MAX_STREAMS_PER_CONNECTION',
    'Concurrent calls on one connection; clients are told the limit and wait, and clients that exceed it are disconnected',
  ),
  max_resets_per_second: live(
    integer(1, 100_000),
    'GRPC_MAX_RESETS_PER_SECOND',
    'Calls on one connection that may be reset per second; a client that resets more is disconnected',
  ),
  request_timeout_ms: live(
    integer(100, 3_600_000),
    'GRPC_REQUEST_TIMEOUT_MS',
    'A request whose message has not fully arrived after this time is refused with `timeout`',
  ),
  max_unfinished_bytes: live(
    integer(1_024, 4_294_967_296),
    'GRPC_MAX_UNFINISHED_BYTES',
    'Memory for messages that have not fully arrived, over all connections; near the limit uploads wait, beyond it the oldest are refused with `overloaded`',
  ),
  session_id_policy: live(
    z.enum(['require', 'generate']),
    'GRPC_SESSION_ID_POLICY',
    'Handling of a request without a session_id: require = refuse it, generate = create an id',
  ),
  reflection: key(flag, 'GRPC_REFLECTION', 'Serve gRPC server reflection'),
} as const;
