import { type ClientHttp2Session, connect } from 'node:http2';
import { encodeRequest, GRPC_HEADERS } from './raw-http2.js';

export interface SlowReader {
  /** The number of bytes that the client has read so far. */
  readonly readBytes: number;
  /** Settles when the stream has ended in any way. */
  readonly ended: Promise<void>;
  close(): void;
}

/** The time between two reads, ms. */
const STEP_MS = 50;

/** Starts a turn with a client that reads `bytesPerSecond`, on a connection of its own with a small window. */
export function readSlowly(port: number, name: string, prompt: string, bytesPerSecond: number): SlowReader {
  const session: ClientHttp2Session = connect(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: 16_384 } });
  session.on('error', () => {});
  const stream = session.request({ ...GRPC_HEADERS, ':path': '/streaming.StreamingService/StreamAudio' });
  stream.on('error', () => {});
  stream.end(encodeRequest({ prompt, hardwareId: name, sessionId: name }));
  let taken = 0;
  const reading = setInterval(() => {
    const bytes = Math.ceil((bytesPerSecond * STEP_MS) / 1000);
    const chunk = (stream.read(bytes) ?? stream.read()) as Buffer | null;
    taken += chunk?.byteLength ?? 0;
  }, STEP_MS);
  const ended = new Promise<void>((resolve) => stream.once('close', resolve));
  void ended.then(() => clearInterval(reading));
  return {
    get readBytes() {
      return taken;
    },
    ended,
    close: () => session.destroy(),
  };
}
