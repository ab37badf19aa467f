import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_TABLE, type ErrorType } from '../../src/shared/errors.js';
import { chunks, connect, kinds, type Stub, status, texts, trailer, turn } from '../harness/client.js';
import { startWithScenario } from '../harness/scenario.js';
import type { TestServer } from '../harness/server.js';

/** The error table of CONTRACT §1.5, written out here: the table in the code must not be its own proof. */
const CONTRACT: Record<ErrorType, number> = {
  validation_failed: status.INVALID_ARGUMENT,
  concurrent_request: status.RESOURCE_EXHAUSTED,
  stream_limit_exceeded: status.RESOURCE_EXHAUSTED,
  rate_limit_exceeded: status.RESOURCE_EXHAUSTED,
  overloaded: status.RESOURCE_EXHAUSTED,
  unauthenticated: status.UNAUTHENTICATED,
  permission_denied: status.PERMISSION_DENIED,
  not_found: status.NOT_FOUND,
  timeout: status.DEADLINE_EXCEEDED,
  unavailable: status.UNAVAILABLE,
  cancelled_by_user: status.CANCELLED,
  internal: status.INTERNAL,
};
const types = Object.keys(CONTRACT) as ErrorType[];

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startWithScenario({
    answers: types.flatMap((type) => [
      { match: `${type} before`, tokens: [{ fail: type }] },
      { match: `${type} after`, tokens: ['A first sentence. ', 'And a second', { delay_ms: 50 }, { fail: type }] },
    ]),
  });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

describe('ERROR_TABLE', () => {
  it('has the rows of the contract and no others', () => {
    expect(Object.fromEntries(Object.entries(ERROR_TABLE).map(([type, row]) => [type, row.grpcCode]))).toEqual(
      CONTRACT,
    );
  });

  it.each(types)('%s before the first content sends one error message, then its status', async (type) => {
    const reply = await turn(client, { prompt: `${type} before` });
    expect(kinds(reply)).toEqual(['error_message']);
    expect(reply.messages[0]?.error_message).toBe(ERROR_TABLE[type].message);
    expect(reply.status.code).toBe(CONTRACT[type]);
    expect(reply.status.details).toBe(ERROR_TABLE[type].message);
    expect(trailer(reply, 'nexy-error-type')).toBe(type);
  });

  it.each(types)('%s after content sends no error or end message, but OK and the type in a trailer', async (type) => {
    const reply = await turn(client, { prompt: `${type} after` });
    expect(reply.status.code).toBe(status.OK);
    expect(texts(reply)).toEqual(['A first sentence. ']);
    expect(chunks(reply).length).toBeGreaterThan(3);
    expect(kinds(reply)).not.toContain('error_message');
    expect(kinds(reply)).not.toContain('end_message');
    expect(trailer(reply, 'nexy-error-type')).toBe(type);
  });

  it('sends retry-after-ms to an overloaded client', async () => {
    const reply = await turn(client, { prompt: 'overloaded before' });
    expect(Number(trailer(reply, 'retry-after-ms'))).toBeGreaterThan(0);
  });

  it('logs each failed turn once, with its decision and its device', () => {
    const ends = server.lines.filter(({ method, ctx }) => method === 'StreamAudio' && 'error_type' in ctx);
    expect(ends).toHaveLength(types.length * 2 + 1);
    for (const { decision, ctx } of ends) {
      expect(['abort', 'error']).toContain(decision);
      expect(ctx.hardware_id).toBe('test-device');
    }
  });
});
