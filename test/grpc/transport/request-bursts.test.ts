import { setImmediate as nextIteration } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/main/grpc/transport/connection.js';
import { RequestBursts } from '../../../src/main/grpc/transport/request-bursts.js';

const MAX_STREAMS = 100;

/** Returns a connection with this number of running calls. */
const connectionWith = (runningCalls: number): Connection =>
  ({ runningCalls: new Set(Array.from({ length: runningCalls }, (_, id) => id)) }) as unknown as Connection;

/** Adds `count` requests of a connection. @returns the number of requests that close it */
const add = (bursts: RequestBursts, connection: Connection, count: number): number =>
  Array.from({ length: count }, () => bursts.add(connection, MAX_STREAMS)).filter(Boolean).length;

describe('RequestBursts', () => {
  it('closes the connections from which a burst comes', () => {
    const bursts = new RequestBursts();
    const flooding = [connectionWith(0), connectionWith(0)];
    for (const connection of flooding) expect(add(bursts, connection, 500)).toBe(0);
    for (const connection of flooding) expect(add(bursts, connection, 1)).toBe(1);
  });

  it('does not close another connection with a few requests, nor a connection with a few for each running call', () => {
    const bursts = new RequestBursts();
    add(bursts, connectionWith(0), 5_000);
    expect(add(bursts, connectionWith(0), 4)).toBe(0);
    expect(add(bursts, connectionWith(0), 5)).toBe(1);
    // This connection is that of a proxy with the turns of ten clients.
    expect(add(bursts, connectionWith(10), 44)).toBe(0);
    expect(add(bursts, connectionWith(10), 45)).toBe(1);
  });

  it('counts anew in each iteration of the event loop', async () => {
    const bursts = new RequestBursts();
    const connection = connectionWith(0);
    expect(add(bursts, connection, 1_000)).toBe(0);
    await nextIteration();
    await nextIteration();
    expect(add(bursts, connection, 1_000)).toBe(0);
  });

  it('allows a burst as large as the stream limit of one connection', () => {
    const bursts = new RequestBursts();
    const connection = connectionWith(0);
    expect(Array.from({ length: 3_000 }, () => bursts.add(connection, 3_000)).some(Boolean)).toBe(false);
    expect(bursts.add(connection, 3_000)).toBe(true);
  });
});
