// Tests of the private parts of grpc-js and Node on which internals.ts relies.
import { once } from 'node:events';
import { createServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { decompressWith, isTerminated, requestSinkOf } from '../../../src/main/grpc/internals.js';
import { CONNECTION_ERRORS } from '../../harness/connection-errors.js';
import { OPENING, RawConnection } from '../../harness/raw-frames.js';

it('requestSinkOf returns the emitter through which grpc-js learns of streams', () => {
  const server = new Server();
  const sink = requestSinkOf(server);
  expect(sink.listenerCount('stream')).toBe(1);
  server.forceShutdown();
});

it('decompressWith passes the decompression of compressed messages to `run`, and returns other messages at once', async () => {
  const seen: string[] = [];
  const call = {
    decompressMessage: async (message: Buffer, encoding: string) => Buffer.from(`${encoding} ${message}`),
  };
  decompressWith(call, async (unpack) => {
    seen.push('turn');
    return await unpack();
  });
  expect(String(await call.decompressMessage(Buffer.from('a'), 'identity'))).toBe('identity a');
  expect(seen).toEqual([]);
  expect(String(await call.decompressMessage(Buffer.from('a'), 'gzip'))).toBe('gzip a');
  expect(seen).toEqual(['turn']);
  expect(() => decompressWith({}, async (unpack) => await unpack())).toThrow('hides how it unpacks');
});

it('isTerminated distinguishes a session that nghttp2 has ended from a live session', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  server.on('sessionError', () => {});
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'session');
  const healthy = await RawConnection.open(port);
  const [session] = (await accepted) as [ServerHttp2Session];
  expect(isTerminated(session)).toBe(false);

  const next = once(server, 'session');
  const broken = await RawConnection.open(port, Buffer.concat([OPENING, CONNECTION_ERRORS[3]?.[1]() ?? OPENING]));
  const [ended] = (await next) as [ServerHttp2Session];
  await broken.goawayCode();
  await sleep(50);
  // A Node version that closes such a session by itself has done so by now.
  expect(ended.destroyed || isTerminated(ended)).toBe(true);
  expect(isTerminated(session)).toBe(false);

  healthy.close();
  broken.close();
  server.close();
});
