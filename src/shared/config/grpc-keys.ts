/** The keys of the config section `grpc`: connections, requests and replies of clients. */
import { z } from 'zod';
import { flag, host, integer, key, live, port, seconds } from './key.js';

export const GRPC_KEYS = {
  host: key(
    host,
    'GRPC_HOST',
    'Address to listen on, or a name, of which all addresses are used; auto = 0.0.0.0 in dev, 127.0.0.1 elsewhere',
  ),
  port: key(port, 'GRPC_PORT', 'TCP port; 0 = any free port'),
  max_workers: key(integer(1, 10_000), 'MAX_WORKERS', 'Upper bound on tasks in flight in each worker pool'),
  write_stall_timeout_seconds: live(
    seconds(3_600),
    'GRPC_WRITE_STALL_TIMEOUT',
    'A client that takes nothing for this long is cut off',
  ),
  max_listener_lag_seconds: live(
    seconds(86_400),
    'GRPC_MAX_LISTENER_LAG',
    'A client that takes audio slower than it plays is cut off once it is this far behind',
  ),
  write_budget_bytes: live(
    integer(1_024, 16_777_216),
    'GRPC_WRITE_BUDGET_BYTES',
    'Bytes of one stream that may wait inside gRPC; an interrupt cannot call these back',
  ),
  interrupt_flush_ms: live(
    integer(0, 10_000),
    'GRPC_INTERRUPT_FLUSH_MS',
    'How long the reply to an interrupt waits for bytes already on their way; a stream that takes longer is reset',
  ),
  keepalive_seconds: key(seconds(86_400), 'GRPC_KEEPALIVE', 'A silent connection is pinged after this long'),
  keepalive_timeout_seconds: key(seconds(3_600), 'GRPC_KEEPALIVE_TIMEOUT', 'A ping not answered in this time ends it'),
  max_receive_bytes: key(
    integer(1_024, 67_108_864),
    'GRPC_MAX_RECEIVE_BYTES',
    'Largest request message; a proxy in front must allow as much',
  ),
  max_connections: live(
    integer(1, 100_000),
    'GRPC_MAX_CONNECTIONS',
    'Connections at once; a new one takes the place of the one that has been idle longest, or is refused where none is idle',
  ),
  max_connections_per_address: live(
    integer(0, 100_000),
    'GRPC_MAX_CONNECTIONS_PER_ADDRESS',
    'Connections at once from one IP address; 0 = off, as behind a proxy all clients have its address',
  ),
  handshake_timeout_ms: live(
    integer(100, 600_000),
    'GRPC_HANDSHAKE_TIMEOUT_MS',
    'A connection that has not begun to speak HTTP/2 after this long is closed',
  ),
  max_streams_per_connection: key(
    integer(1, 100_000),
    'GRPC_MAX_STREAMS_PER_CONNECTION',
    'Calls at once on one connection; clients are told and wait, those that do not are disconnected',
  ),
  max_resets_per_second: live(
    integer(1, 100_000),
    'GRPC_MAX_RESETS_PER_SECOND',
    'Calls on one connection that may be reset in a second; a client that resets more is disconnected',
  ),
  request_timeout_ms: live(
    integer(100, 3_600_000),
    'GRPC_REQUEST_TIMEOUT_MS',
    'A request whose message has not arrived whole after this long is refused as `timeout`',
  ),
  max_unfinished_bytes: live(
    integer(1_024, 4_294_967_296),
    'GRPC_MAX_UNFINISHED_BYTES',
    'Memory for messages that have not arrived whole, over all connections; near it uploads wait, beyond it the oldest are refused as `overloaded`',
  ),
  session_id_policy: live(
    z.enum(['require', 'generate']),
    'GRPC_SESSION_ID_POLICY',
    'What to do with a request that names no session: refuse it, or make an id',
  ),
  reflection: key(flag, 'GRPC_REFLECTION', 'Serve gRPC server reflection'),
} as const;
