import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Config } from '../../../shared/config/schema.js';
import type { NexyError } from '../../../shared/errors.js';
import { parseTimeout, setDeadline, TIMEOUT_HEADER } from '../deadline.js';
import type { Dispatcher } from '../dispatcher.js';
import { closeStream } from '../http2-stream.js';
import { statusOf } from '../status.js';
import { validationError } from '../validation/invalid.js';
import type { Connection } from './connection.js';
import type { RefusalReason, Refusals } from './refusals.js';
import { UnfinishedRequests } from './unfinished-requests.js';

/** The content types that are served. Messages of `+json` and gRPC-Web are encoded differently. */
const CONTENT_TYPE = /^application\/grpc(\+proto)?\s*(;|$)/;
/** The longest timeout that grpc-js handles correctly, ms: it keeps 32 bits. */
const MAX_GRPC_JS_TIMEOUT_MS = 2 ** 31 - 1;

/** Tells methods apart by their paths. */
export interface MethodKinds {
  /** Tells whether the handler watches the deadline; grpc-js watches it for the other methods. */
  readonly ownsDeadline: (path: string) => boolean;
  /** Tells whether the method takes a stream of messages, which may stay open. */
  readonly streamsRequests: (path: string) => boolean;
}

/** Checks the headers of requests and supervises the requests until their message is complete. */
export class IncomingRequests {
  readonly #unfinished: UnfinishedRequests;
  readonly #dispatcher: Dispatcher;
  readonly #methods: MethodKinds;
  readonly #refusals: Refusals;

  constructor(dispatcher: Dispatcher, methods: MethodKinds, limits: () => Config['grpc'], refusals: Refusals) {
    this.#dispatcher = dispatcher;
    this.#methods = methods;
    this.#refusals = refusals;
    this.#unfinished = new UnfinishedRequests(limits, refusals);
  }

  /**
   * Begins a request, or refuses it. Its `grpc-timeout` becomes its deadline (deadline.ts). The header is removed from
   * `headers` unless grpc-js is to watch the deadline.
   */
  begin(connection: Connection, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number): void {
    if (!CONTENT_TYPE.test(headers['content-type'] ?? '')) {
      this.#refuse(stream, 'content_type', { ':status': constants.HTTP_STATUS_UNSUPPORTED_MEDIA_TYPE });
      return;
    }
    const path = headers[':path'] ?? '';
    if (!this.#readTimeout(stream, headers, path)) {
      this.#refuse(stream, 'malformed_timeout', statusHeaders(validationError('invalid_timeout')));
      return;
    }
    const call = this.#dispatcher.startCall(stream, headers, flags);
    if ((flags & constants.NGHTTP2_FLAG_END_STREAM) === 0) {
      this.#unfinished.begin(connection, stream, call, this.#methods.streamsRequests(path));
    }
  }

  /** Ends the supervision of a request. Idempotent. */
  finish(stream: ServerHttp2Stream): void {
    this.#unfinished.finish(stream);
  }

  /** Refuses requests that take too long. */
  sweep(): void {
    this.#unfinished.sweep();
  }

  /** Reads the deadline of a request. @returns false when the header is malformed */
  #readTimeout(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, path: string): boolean {
    const header = headers[TIMEOUT_HEADER];
    if (header === undefined) return true;
    const timeoutMs = parseTimeout(String(header));
    if (timeoutMs === undefined) return false;
    setDeadline(stream, timeoutMs);
    if (this.#methods.ownsDeadline(path) || timeoutMs > MAX_GRPC_JS_TIMEOUT_MS) delete headers[TIMEOUT_HEADER];
    return true;
  }

  /** Answers a stream that grpc-js has not received, and stops its upload. */
  #refuse(stream: ServerHttp2Stream, reason: RefusalReason, headers: OutgoingHttpHeaders): void {
    this.#refusals.count(reason);
    stream.respond(headers, { endStream: true });
    // Node 22 drops the response when the stream is closed at once.
    setImmediate(() => closeStream(stream, constants.NGHTTP2_NO_ERROR));
  }
}

/** Returns the headers of a response that has a status and no message (trailers-only). */
function statusHeaders(error: NexyError): OutgoingHttpHeaders {
  const { code, details, metadata } = statusOf(error);
  return {
    ':status': constants.HTTP_STATUS_OK,
    'content-type': 'application/grpc+proto',
    'grpc-status': code,
    'grpc-message': encodeURI(details),
    ...metadata.toHttp2Headers(),
  };
}
