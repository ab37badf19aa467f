import { expect } from 'vitest';
import { type Reply, status, trailer } from '../harness/client.js';

/** The actions of a client after which its stream may end in another way than the server intended. */
export interface ClientActions {
  readonly cancelled: boolean;
  readonly hadDeadline: boolean;
  /**
   * Tells whether the client read nothing for a while: after a status other than OK, its library drops the messages it
   * has not read.
   */
  readonly paused: boolean;
}

/** Checks the rules of the contract for every stream: exactly one end, in the right place, with the matching status. */
export function expectOneTerminal({ messages, status: ended, ...rest }: Reply, actions: ClientActions): void {
  const kinds = messages.map(({ content }) => content);
  const terminals = kinds.filter((kind) => kind === 'end_message' || kind === 'error_message');
  const seen = JSON.stringify({ kinds: kinds.slice(-5), code: ended.code, details: ended.details, ...actions });
  expect(terminals.length, seen).toBeLessThanOrEqual(1);
  for (const { audio_chunk: chunk } of messages) {
    if (!chunk) continue;
    expect(chunk.audio_data.byteLength, seen).toBeGreaterThan(0);
    expect(chunk, seen).toMatchObject({ dtype: 'int16', shape: [chunk.audio_data.byteLength / 2], channels: 1 });
  }
  if (terminals.length === 1) expect(kinds.at(-1), seen).toBe(terminals[0]);
  if (terminals[0] === 'error_message') {
    expect(kinds, seen).toEqual(['error_message']);
    expect(ended.code, seen).not.toBe(status.OK);
    return;
  }
  if (terminals[0] === 'end_message' && !actions.cancelled && !actions.hadDeadline) {
    expect(ended.code, seen).toBe(status.OK);
    return;
  }
  if (terminals.length === 1 || actions.cancelled || actions.hadDeadline) return;
  if (actions.paused && ended.code !== status.OK) return;
  // A quiet end after content has the status OK and a reason, or the stream was reset: by an interrupt, or as its
  // client read nothing.
  if (ended.code === status.OK)
    expect(trailer({ messages, status: ended, ...rest }, 'nexy-error-type'), seen).toBeDefined();
  else expect([status.CANCELLED, status.UNAVAILABLE, status.INTERNAL], seen).toContain(ended.code);
}
