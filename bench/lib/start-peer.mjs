import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PEER = fileURLToPath(new URL('./message-peer.mjs', import.meta.url));

/**
 * Starts a server in its own process that sends ready audio messages (message-peer.mjs).
 * @param {string} way
 * @param {number} messages the number of messages of a stream
 * @throws Error when it ends before it listens
 */
export async function startPeer(way, messages) {
  const child = fork(PEER, [way, String(messages)], { execArgv: ['--initial-heap-size=128'] });
  const [port] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])]);
  if (port === undefined) throw new Error(`the peer ${way} ended before it listened`);
  return { port: Number(port), pid: /** @type {number} */ (child.pid), stop: () => child.kill() };
}
