// Connections on which an attack writes its own frames.
import { connect } from 'node:net';
import { ACK, FrameReader, GOAWAY, opening, PING, pingAck, SETTINGS, settingsAck } from '../http2-frames.mjs';

/**
 * Connects and sends the opening of an HTTP/2 client. Resolves when the connection is open or was refused.
 * @param {number} port
 * @param {{ windowBytes?: number, answers?: boolean }} options `answers` answers settings and pings
 * @returns `send(bytes)`, which resolves when the bytes have left; `ended`; `closed`, which resolves at the end; and
 *   `close`
 */
export async function openSocket(port, { windowBytes = 65_535, answers = true } = {}) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let ended = false;
  const reader = new FrameReader({
    data: () => {},
    frame(type, flags, _stream, payload) {
      if (!answers) return;
      if (type === SETTINGS && !(flags & ACK)) socket.write(settingsAck());
      else if (type === PING && !(flags & ACK)) socket.write(pingAck(payload));
      else if (type === GOAWAY) socket.end();
    },
  });
  socket.on('data', (bytes) => reader.read(bytes));
  socket.on('error', () => {});
  /** @type {Promise<void>} */
  const closed = new Promise((resolve) =>
    socket.once('close', () => {
      ended = true;
      resolve();
    }),
  );
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  socket.write(opening(windowBytes));
  return {
    get ended() {
      return ended;
    },
    closed,
    /**
     * @param {Uint8Array} bytes
     * @returns {Promise<unknown>}
     */
    send: (bytes) => (ended ? Promise.resolve() : new Promise((resolve) => socket.write(bytes, resolve))),
    close: () => socket.destroy(),
  };
}
