import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLAG, FRAME, RawConnection, type ReceivedFrame, rawFrame } from '../../harness/raw-frames.js';
import { startTestServer, type TestServer } from '../../harness/server.js';

const SILENT_S = 1;
const TIMEOUT_S = 1;
/** A frame that any client may send at any time: the window of the connection becomes one byte larger. */
const WINDOW_UPDATE = rawFrame(FRAME.windowUpdate, 0, 0, Buffer.from([0, 0, 0, 1]));

const isPing = ({ type, flags }: ReceivedFrame): boolean => type === FRAME.ping && (flags & FLAG.ack) === 0;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ 'grpc.keepalive_seconds': SILENT_S, 'grpc.keepalive_timeout_seconds': TIMEOUT_S });
});
afterAll(() => server.stop());

describe('a connection', () => {
  it('without traffic gets a ping, and is closed when it does not answer', async () => {
    const connection = await RawConnection.open(server.port);
    expect(await connection.received(isPing)).toBeDefined();
    expect(connection.socket.destroyed).toBe(false);
    expect(await connection.goawayCode()).toBe(0);
    await server.atRest();
    connection.close();
  });

  it('without traffic stays open while it answers its pings', async () => {
    const connection = await RawConnection.open(server.port);
    for (let answered = 0; answered < 3; answered++) {
      const ping = await connection.received(isPing);
      connection.frames.length = 0;
      await connection.send(rawFrame(FRAME.ping, FLAG.ack, 0, ping?.payload));
    }
    expect(await connection.goawayCode(100)).toBeUndefined();
    connection.close();
  });

  it('with traffic gets no ping, until its client falls silent', async () => {
    const connection = await RawConnection.open(server.port);
    for (let part = 0; part < 12; part++) {
      await connection.send(WINDOW_UPDATE);
      await sleep(200);
    }
    expect(connection.frames.filter(isPing)).toEqual([]);
    expect(await connection.received(isPing)).toBeDefined();
    connection.close();
  });

  it('with traffic is closed all the same when it does not answer an earlier ping', async () => {
    const connection = await RawConnection.open(server.port);
    await connection.received(isPing);
    const chatter = setInterval(() => void connection.send(WINDOW_UPDATE), 100);
    expect(await connection.goawayCode()).toBe(0);
    clearInterval(chatter);
    connection.close();
  });
});
