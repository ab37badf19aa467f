import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Config } from '../../../shared/config/schema.js';
import { parseTimeout, setDeadline, TIMEOUT_HEADER } from '../deadline.js';
import { invalid } from '../invalid.js';
import { respondWithError } from '../status.js';
import type { Connection } from './connection.js';
import type { Refusals } from './refusals.js';
import { UnfinishedRequests } from './unfinished-requests.js';

/** The content types that are served; gRPC's others (`+json`, grpc-web) are encoded differently. */
const CONTENT_TYPE = /^application\/grpc(\+proto)?\s*(;|$)/;
/** Timeouts of gRPC's own services are left to grpc-js, which cuts longer ones down to 32 bits, ms. */
const MAX_GRPC_JS_TIMEOUT_MS = 2 ** 31 - 1;

/** Methods of a server by what their requests need. */
export interface MethodKinds {
  /** Their deadlines are ours to watch; grpc-js watches those of the others. */
  readonly ownsDeadline: (path: string) => boolean;
  /** They take any number of messages, as long as the client likes. */
  readonly streamsRequests: (path: string) => boolean;
}

/** Receives requests until their message is whole: refuses what is no gRPC request of ours before anything is done for it. */
export class Requests {
  readonly #unfinished: UnfinishedRequests;
  readonly #methods: MethodKinds;
  readonly #refusals: Refusals;

  constructor(methods: MethodKinds, limits: () => Config['grpc'], refusals: Refusals) {
    this.#methods = methods;
    this.#refusals = refusals;
    this.#unfinished = new UnfinishedRequests(limits, refusals);
  }

  /**
   * Begins a request. Its `grpc-timeout` becomes its deadline (deadline.ts) and is taken out of `headers` where grpc-js is not to
   * watch it as well.
   * @returns false when the request was refused; it is answered then
   */
  begin(connection: Connection, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number): boolean {
    stream.once('close', () => this.#unfinished.finish(stream));
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

  /** The message of a request is whole, and with its handler. */
  finish(stream: ServerHttp2Stream): void {
    this.#unfinished.finish(stream);
  }

  sweep(): void {
    this.#unfinished.sweep();
  }

  /** @returns false where the header is malformed */
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
