// The CPU time of a server's main thread for a message, while several streams read as fast as they can.
import { cpuNsOf } from './threads.mjs';
import { wholeTurn } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

/** @typedef {Awaited<ReturnType<typeof openStreams>>} Streams */

/**
 * Opens streams to a server, each on its own connection.
 * @param {{ port: number, pid: number }} server
 * @param {number} count
 * @param {() => string} promptFor
 */
export async function openStreams({ port, pid }, count, promptFor) {
  const connections = await Promise.all(Array.from({ length: count }, () => openWire(port)));
  return {
    /** Runs one turn on every stream; returns the CPU time of the server's main thread per message, µs. */
    async usPerMessage() {
      const before = cpuNsOf(pid);
      const seen = await Promise.all(connections.map((connection) => wholeTurn(connection, { prompt: promptFor() })));
      const messages = seen.reduce((sum, turn) => sum + turn.messages, 0);
      return (cpuNsOf(pid) - before) / 1000 / messages;
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}
