import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { status } from '../../harness/client.js';
import { callRaw, encodeRequest } from '../../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../../harness/server.js';

let server: TestServer;
let sessions = 0;

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => server.atRest());
afterAll(() => server.stop());

const ask = (headers: Record<string, string>) => {
  const sessionId = `content-${sessions++}`;
  const message = encodeRequest({ prompt: 'Hi.', hardwareId: sessionId, sessionId });
  return callRaw(server.port, 'StreamAudio', message, headers);
};

describe('a content type', () => {
  it.each([
    'application/grpc',
    'application/grpc+proto',
    'application/grpc; charset=utf-8',
    'application/grpc+proto;a=b',
  ])('that is supported is served: %s', async (type) => {
    const reply = await ask({ 'content-type': type });
    expect([reply.httpStatus, reply.grpcStatus]).toEqual([200, status.OK]);
    expect(reply.messages.at(-1)).toHaveProperty('endMessage');
  });

  it.each([
    'application/grpc-web',
    'application/grpc-web+proto',
    'application/grpc-web-text',
    'application/grpc-web-text+proto',
    'application/grpc+json',
    'application/grpc+thrift',
    'application/grpcx',
    'application/grpc-',
    'application/grpc+protobuf',
    'application/json',
    'application/proto',
    'application/connect+proto',
    'text/plain',
    '',
  ])('that is not supported is refused with 415, and starts no turn: %j', async (type) => {
    server.lines.length = 0;
    const reply = await ask({ 'content-type': type });
    expect([reply.httpStatus, reply.grpcStatus, reply.messages]).toEqual([415, undefined, []]);
    expect(server.lines.filter(({ method }) => method === 'StreamAudio')).toEqual([]);
  });

  it('that is not supported is refused before the message has arrived, and the upload is stopped', async () => {
    const reply = await callRaw(server.port, 'StreamAudio', undefined, {
      'content-type': 'application/grpc-web+proto',
    });
    expect(reply.httpStatus).toBe(415);
  });
});
