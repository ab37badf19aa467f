import { connect } from 'node:net';

/** The longest check, ms: a server starts, and says that it is degraded, without waiting for a provider that is down. */
const TIMEOUT_MS = 1_000;

/**
 * Tells whether something listens at the host and port of `url`. Nothing is sent: a request would cost tokens.
 * @param signal ends the check; the answer is true then, as nothing is known
 */
export function isReachable(url: string, signal: AbortSignal): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) });
    const end = (isReached: boolean): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(isReached);
    };
    const onAbort = (): void => end(true);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setTimeout(TIMEOUT_MS, () => end(false));
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    if (signal.aborted) end(true);
  });
}
