import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { addressesOf, type Listener, listen } from '../../../src/main/grpc/transport/listener.js';
import { startTestServer } from '../../harness/server.js';

/** Two addresses of this machine, as a host name may have several. */
const TWO = ['127.0.0.1', '127.0.0.2'];
/** An address for documentation only (RFC 5737): no machine has it. */
const ABSENT = '198.51.100.1';

let listeners: Listener[] = [];
let others: Server[] = [];

afterEach(() => {
  for (const listener of listeners) listener.close();
  for (const other of others) other.close();
  listeners = [];
  others = [];
});

async function open(addresses: readonly string[], port = 0): Promise<Listener> {
  const listener = await listen(addresses, port, { accepted: (socket) => socket.end(), acceptFailed: () => {} });
  listeners.push(listener);
  return listener;
}
async function takePort(host: string): Promise<number> {
  const other = createServer().listen(0, host);
  others.push(other);
  await once(other, 'listening');
  return (other.address() as AddressInfo).port;
}
async function answers(host: string, port: number): Promise<boolean> {
  const socket = createConnection(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('listen, on a host with several addresses', () => {
  it('uses the same port on all of them', async () => {
    const { port, absent } = await open(TWO);
    expect(absent).toEqual([]);
    for (const host of TWO) expect(await answers(host, port)).toBe(true);
  });

  it.each(TWO)('fails, and listens on no address, when the port is taken on %s', async (taken) => {
    const port = await takePort(taken);
    await expect(open(TWO, port)).rejects.toThrow(
      `cannot listen on ${taken}:${port} (grpc.host, grpc.port): the host has several`,
    );
    for (const host of TWO) expect(await answers(host, port)).toBe(host === taken);
  });

  it('fails after several attempts when no port is free on all of them', async () => {
    await expect(open(['127.0.0.1', '127.0.0.1'])).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+ /);
  });

  it('skips an address that this machine does not have, and returns it as absent', async () => {
    const { port, absent } = await open([ABSENT, ...TWO]);
    expect(absent.map(({ address }) => address)).toEqual([`${ABSENT}:0`]);
    for (const host of TWO) expect(await answers(host, port)).toBe(true);
  });

  it('fails when this machine has no address of the host', async () => {
    await expect(open([ABSENT, '203.0.113.1'])).rejects.toThrow('cannot listen on 203.0.113.1:0');
  });
});

describe('addressesOf', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::', '::1'])('returns the host itself when it is an address: %s', async (host) => {
    expect(await addressesOf(host)).toEqual([host]);
  });

  it('returns the addresses of a name', async () => {
    const addresses = await addressesOf('localhost');
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(['127.0.0.1', '::1']).toContain(address);
  });

  it('throws an error that names the config key when the name has no address', async () => {
    await expect(addressesOf('no-such-host.invalid')).rejects.toThrow(
      'cannot listen on no-such-host.invalid: the name has no address (grpc.host)',
    );
  });
});

describe('a server', () => {
  it.each(['localhost', '::'])('serves on %s', async (host) => {
    const server = await startTestServer({ 'grpc.host': host });
    const [reached] = host === '::' ? ['127.0.0.1'] : await addressesOf(host);
    expect(await answers(reached ?? '', server.port)).toBe(true);
    await server.atRest();
    await server.stop();
    expect(await answers(reached ?? '', server.port)).toBe(false);
  });

  it('does not start, and leaves nothing behind, when its port is taken', async () => {
    const port = await takePort('127.0.0.1');
    await expect(startTestServer({ 'grpc.port': port })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port} (grpc.host, grpc.port)`,
    );
  });
});
