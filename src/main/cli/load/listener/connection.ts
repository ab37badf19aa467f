import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';

/**
 * The flow-control window of a connection, bytes: so large that it never stops a stream before the window of the stream
 * does.
 */
const CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;
const FLAG_AND_LENGTH_BYTES = 5;

const SERVICE_PATH = '/streaming.StreamingService/';

/**
 * An HTTP/2 connection with a minimal gRPC client: it sends the bytes of a request and returns the bytes of the
 * response.
 */
export class Connection {
  readonly #authority: string;
  #session: ClientHttp2Session;

  private constructor(authority: string, session: ClientHttp2Session) {
    this.#authority = authority;
    this.#session = session;
  }

  /** @throws Error when the server cannot be reached */
  static async open(host: string, port: number): Promise<Connection> {
    const authority = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    const session = openSession(authority);
    await new Promise((resolve, reject) => session.once('connect', resolve).once('error', reject));
    return new Connection(authority, session);
  }

  /** Sends a message that consists of the encoded `parts`; a lost connection is opened again. */
  call(method: string, parts: readonly Buffer[]): ClientHttp2Stream {
    if (this.#session.closed || this.#session.destroyed) this.#session = openSession(this.#authority);
    const request = this.#session.request({
      ':method': 'POST',
      ':path': SERVICE_PATH + method,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const prefix = Buffer.alloc(FLAG_AND_LENGTH_BYTES);
    const byteLength = parts.reduce((sum, part) => sum + part.byteLength, 0);
    prefix.writeUInt32BE(byteLength, 1);
    request.cork();
    request.write(prefix);
    for (const part of parts) request.write(part);
    request.end();
    request.uncork();
    return request;
  }

  /** Ends the connection and every stream on it. */
  close(): void {
    this.#session.destroy();
  }
}

function openSession(authority: string): ClientHttp2Session {
  const session = connect(authority, { settings: { enablePush: false }, maxSessionMemory: Number.MAX_SAFE_INTEGER });
  session.once('connect', () => session.setLocalWindowSize(CONNECTION_WINDOW_BYTES));
  // Each stream of the connection gets an error as well.
  session.on('error', () => {});
  return session;
}
