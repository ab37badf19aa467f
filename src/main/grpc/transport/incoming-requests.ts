import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Config } from '../../../shared/config/schema.js';
import { parseTimeout, setDeadline, TIMEOUT_HEADER } from '../deadline.js';
import { invalid } from '../invalid.js';
import { respondWithError } from '../status.js';
import type { Connection } from './connection.js';
import type { Refusals } from './refusals.js';
import { UnfinishedRequests } from './unfinished-requests.js';

/** Content types that are served. Messages of `+json` and gRPC-Web are encoded differently. */
const CONTENT_TYPE = /^application\/grpc(\+proto)?\s*(;|$)/;
/** Longest timeout that grpc-js watches correctly, ms: it keeps 32 bits. */
const MAX_GRPC_JS_TIMEOUT_MS = 2 ** 31 - 1;

/** Tells methods apart by their paths. */
export interface MethodKinds {
  /** The handler watches the deadline; grpc-js does so for other methods. */
  readonly ownsDeadline: (path: string) => boolean;
  /** The method takes a stream of messages, which may stay open. */
  readonly streamsRequests: (path: string) => boolean;
}

/** Checks the headers of requests and supervises them until their message is whole. */
export class IncomingRequests {
  readonly #unfinished: UnfinishedRequests;
  readonly #methods: MethodKinds;
  readonly #refusals: Refusals;

  constructor(methods: MethodKinds, limits: () => Config['grpc'], refusals: Refusals) {
    this.#methods = methods;
    this.#refusals = refusals;
    this.#unfinished = new UnfinishedRequests(limits, refusals);
  }

  /**
   * Begins a request. Its `grpc-timeout` becomes its deadline (deadline.ts), and is removed from `headers` unless grpc-js is to watch it.
   * @returns false when the request was refused and answered
   */
  begin(connection: Connection, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number): boolean {
    if (!CONTENT_TYPE.test(headers['content-type'] ?? '')) {
      this.#refusals.count('content_type');
      stream.respond({ ':status': constants.HTTP_STATUS_UNSUPPORTED_MEDIA_TYPE }, { endStream: true });
      stream.close(constants.NGHTTP2_NO_ERROR);
      return false;
    }
    const path = headers[':path'] ?? '';
    if (!this.#readTimeout(stream, headers, path)) {
      this.#refusals.count('malformed_timeout');
      respondWithError(stream, invalid('invalid_timeout'));
      return false;
    }
    if ((flags & constants.NGHTTP2_FLAG_END_STREAM) === 0) {
      this.#unfinished.begin(connection, stream, this.#methods.streamsRequests(path));
    }
    return true;
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
}
