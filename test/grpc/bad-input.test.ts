import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { createConnection } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, kinds, type Reply, type Stub, status, trailer, turn } from '../harness/client.js';
import { GRPC_HEADERS, grpcMessage } from '../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../harness/server.js';

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startTestServer();
  client = connect(server.port);
});
afterEach(async () => {
  await server.atRest();
  // The server still serves a turn after every input.
  expect((await turn(client, { prompt: 'Hi.' })).status.code).toBe(status.OK);
});
afterAll(async () => {
  client.close();
  await server.stop();
});

function expectRefused(reply: Reply, reason: string): void {
  expect(reply.status.code).toBe(status.INVALID_ARGUMENT);
  expect(kinds(reply)).toEqual(['error_message']);
  expect(reply.messages[0]?.error_message).toBe(reply.status.details);
  expect(trailer(reply, 'nexy-error-type')).toBe('validation_failed');
  expect(trailer(reply, 'nexy-error-reason')).toBe(reason);
}

const webp = (width: number, height: number, flags = 0): string => {
  const file = Buffer.alloc(64);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(56, 4);
  file.write('WEBPVP8X', 8, 'latin1');
  file.writeUInt32LE(10, 16);
  file.writeUInt8(flags, 20);
  file.writeUIntLE(width - 1, 24, 3);
  file.writeUIntLE(height - 1, 27, 3);
  return file.toString('base64');
};

describe('a StreamAudio request', () => {
  it.each<[string, object, string]>([
    ['no prompt', { prompt: '' }, 'blank_prompt'],
    ['a prompt of white space', { prompt: ' \t\n\u00a0' }, 'blank_prompt'],
    ['a prompt of invisible characters', { prompt: '\u200b\u0000\u0007' }, 'blank_prompt'],
    ['a prompt of too many bytes', { prompt: 'x'.repeat(65_537) }, 'prompt_too_long'],
    ['a prompt of too many characters', { prompt: 'x'.repeat(20_001) }, 'prompt_too_long'],
    ['no hardware_id', { hardware_id: '' }, 'missing_hardware_id'],
    ['a blank hardware_id', { hardware_id: '   ' }, 'missing_hardware_id'],
    ['an unknown hardware_id', { hardware_id: 'Unknown' }, 'unknown_hardware_id'],
    ['a hardware_id of 10 KB', { hardware_id: 'd'.repeat(10_240) }, 'invalid_hardware_id'],
    ['a hardware_id with control characters', { hardware_id: 'de\u0007vice' }, 'invalid_hardware_id'],
    ['no session_id', { session_id: '' }, 'missing_session_id'],
    ['a session_id of 10 KB', { session_id: 's'.repeat(10_240) }, 'invalid_session_id'],
    ['a session_id with a line break', { session_id: 'a\nb' }, 'invalid_session_id'],
    ['a negative screen', { screen_width: -1 }, 'invalid_screen_size'],
    ['a screenshot that is not base64', { screenshot: 'not base64!' }, 'screenshot_not_base64'],
    ['an animated screenshot', { screenshot: webp(10, 10, 2) }, 'screenshot_animated'],
    ['a screenshot of 16383 × 16383', { screenshot: webp(16_383, 16_383) }, 'screenshot_too_many_pixels'],
    ['a screenshot of 3.1 MB', { screenshot: 'A'.repeat(4_100_000) }, 'screenshot_too_large'],
  ])('with %s is refused with its reason', async (_situation, fields, reason) => {
    expectRefused(await turn(client, fields), reason);
  });

  it('without a session_id is refused with the message that clients know', async () => {
    const reply = await turn(client, { session_id: '' });
    expect(reply.status.details).toBe('session_id is required and must be provided by client');
  });

  it('with an invalid language is refused', async () => {
    expectRefused(await turn(client, {}, { 'nexy-language': 'not a language' }), 'invalid_language');
  });

  it('with a valid screenshot is accepted', async () => {
    const reply = await turn(client, { screenshot: webp(1920, 1080), screen_width: 1920, screen_height: 1080 });
    expect(reply.status.code).toBe(status.OK);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('with %s as ids is accepted', async (id) => {
    const reply = await turn(client, { hardware_id: id, session_id: id });
    expect(reply.status.code).toBe(status.OK);
    const { reply: interrupted } = await call<{ success: boolean }>(client, 'InterruptSession', { hardware_id: id });
    expect(interrupted?.success).toBe(false);
  });

  it('with control characters inside the prompt is accepted', async () => {
    expect((await turn(client, { prompt: 'Hel\u0000lo\u0007 there\u001b[31m.' })).status.code).toBe(status.OK);
  });

  it('above the message limit is refused by gRPC, and leaves nothing behind', async () => {
    const reply = await turn(client, { prompt: 'x'.repeat(5_000_000) });
    expect(reply.status.code).toBe(status.RESOURCE_EXHAUSTED);
  });
});

describe('a ReportUsage request', () => {
  it('that is valid gets UNAVAILABLE where there is no database', async () => {
    const { error } = await call(client, 'ReportUsage', { hardware_id: 'd', source: 'main_llm', input_tokens: 1 });
    expect(error?.code).toBe(status.UNAVAILABLE);
  });

  it.each([
    ['no device', { source: 'main_llm' }],
    ['no source', { hardware_id: 'd' }],
    ['negative tokens', { hardware_id: 'd', source: 'main_llm', input_tokens: -1 }],
  ])('with %s is refused', async (_situation, usage) => {
    expect((await call(client, 'ReportUsage', usage)).error?.code).toBe(status.INVALID_ARGUMENT);
  });
});

/** Sends raw bytes as the request message. Returns the grpc-status; "none" when the stream ends without a status. */
async function send(payload: Uint8Array, method = 'StreamAudio'): Promise<string> {
  const session = connectHttp2(`http://127.0.0.1:${server.port}`);
  session.on('error', () => {});
  const stream = session.request({ ...GRPC_HEADERS, ':path': `/streaming.StreamingService/${method}` });
  let seen = 'none';
  stream.on('response', (headers) => (seen = String(headers['grpc-status'] ?? seen)));
  stream.on('trailers', (trailers) => (seen = String(trailers['grpc-status'] ?? seen)));
  stream.on('error', () => {});
  stream.end(payload);
  stream.resume();
  await once(stream, 'close');
  session.destroy();
  return seen;
}

describe('a server that receives invalid bytes', () => {
  it.each([
    ['invalid UTF-8 in the prompt', Buffer.from([0x0a, 0x02, 0xc3, 0x28, 0x2a, 0x01, 0x64, 0x32, 0x01, 0x73])],
    ['a truncated field', Buffer.from([0x0a, 0x7f, 0x41])],
    ['a wire type that does not exist', Buffer.from([0x0f, 0x01])],
    ['an endless varint', Buffer.alloc(32, 0xff)],
  ])('returns a validation error for %s', async (_situation, payload) => {
    for (const method of ['StreamAudio', 'InterruptSession', 'GenerateWelcomeAudio', 'ReportUsage']) {
      expect(await send(grpcMessage(payload), method)).toBe(String(status.INVALID_ARGUMENT));
    }
  });

  it('never returns INTERNAL for random messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (payload) => {
        expect(await send(grpcMessage(payload))).not.toBe(String(status.INTERNAL));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps running after random bytes on a connection', async () => {
    const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (garbage, withPreface) => {
        const socket = createConnection(server.port, '127.0.0.1');
        socket.on('error', () => {});
        await once(socket, 'connect');
        socket.end(withPreface ? Buffer.concat([preface, garbage]) : garbage);
        socket.resume();
        // Bytes that look like the beginning of a frame keep the connection open until the client disconnects.
        const leave = setTimeout(() => socket.destroy(), 30);
        await once(socket, 'close');
        clearTimeout(leave);
      }),
      { numRuns: 200 },
    );
  });
});
