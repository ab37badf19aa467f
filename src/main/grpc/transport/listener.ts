import { lookup } from 'node:dns/promises';
import { createServer, isIP, isIPv6, type Server, type Socket } from 'node:net';

/** The error codes for an address that this machine does not have: `localhost` may name `::1` while IPv6 is off. */
const ABSENT_CODES: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** The number of attempts to find a port that is free on every address. */
const MAX_ATTEMPTS = 10;

/** Receives the sockets of a listener. */
export interface ListenerEvents {
  accepted(socket: Socket): void;
  /** Reports that a connection could not be accepted, for instance because the process has too many open files. */
  acceptFailed(): void;
}

/** Accepts TCP connections on every address of one host, on one port. */
export interface Listener {
  readonly port: number;
  /** The addresses of the host that this machine does not have, with their errors. */
  readonly absent: readonly { readonly address: string; readonly cause: unknown }[];
  /** Stops accepting; connections that were accepted stay open. */
  close(): void;
}

/** Returns the addresses of a host, which is a name or an address. @throws Error when the name has no address */
export async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host)) return [host];
  try {
    const found = await lookup(host, { all: true });
    return [...new Set(found.map(({ address }) => address))];
  } catch (cause) {
    throw new Error(`cannot listen on ${host}: the name has no address (grpc.host)`, { cause });
  }
}

/**
 * Listens on all `addresses` of a host, or fails. With only some of them, clients that resolve the name to another
 * address would reach a different server, or no server at all.
 * @param port 0 = any free port, the same for all addresses
 * @throws Error that names the address that is in use or forbidden; then it listens on no address
 */
export async function listen(addresses: readonly string[], port: number, events: ListenerEvents): Promise<Listener> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnce(addresses, port, events);
    } catch (error) {
      // A port that is free on the first address may be in use on the next one.
      const isTaken = codeOf((error as Error).cause) === 'EADDRINUSE';
      if (port !== 0 || !isTaken || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function listenOnce(addresses: readonly string[], port: number, events: ListenerEvents): Promise<Listener> {
  const servers: Server[] = [];
  const absent: { address: string; cause: unknown }[] = [];
  const close = (): void => {
    for (const server of servers) server.close();
  };
  let boundPort = port;
  for (const [index, ip] of addresses.entries()) {
    const server = createServer((socket) => events.accepted(socket));
    try {
      boundPort = await bind(server, ip, boundPort);
      server.on('error', () => events.acceptFailed());
      servers.push(server);
    } catch (cause) {
      const address = withPort(ip, boundPort);
      const isLastHope = servers.length === 0 && index === addresses.length - 1;
      if (!ABSENT_CODES.has(codeOf(cause)) || isLastHope) {
        close();
        const hint =
          addresses.length === 1 ? '' : ': the host has several addresses; to use one of them, set grpc.host to it';
        throw new Error(`cannot listen on ${address} (grpc.host, grpc.port)${hint}`, { cause });
      }
      absent.push({ address, cause });
    }
  }
  return { port: boundPort, absent, close };
}

/** Binds a server to an address. @returns the port that was bound */
async function bind(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as { port: number }).port;
}

function withPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

function codeOf(cause: unknown): unknown {
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}
