import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';

/** So that a connection's window never stops a stream before its own window does, bytes. */
const CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;
const FLAG_AND_LENGTH_BYTES = 5;

const SERVICE_PATH = '/streaming.StreamingService/';

/** A connection that speaks just enough gRPC: bytes of a request out, bytes of the response in. */
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

  /** Sends a message whose encoded parts are `parts`; a connection that was lost is opened again. */
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
  // Each stream on it is told as well.
  session.on('error', () => {});
  return session;
}
