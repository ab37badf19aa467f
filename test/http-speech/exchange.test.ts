import { Agent, type IncomingMessage } from 'node:http';
import { setImmediate as nextIteration, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';
import { Exchange } from '../../src/workers/http-speech/exchange.js';
import { bytesOf, pcmOf, SpeechServer } from '../harness/speech-server.js';
import { httpSpeechSetup } from './speakers.js';

const nextTick = (): Promise<void> => new Promise((go) => process.nextTick(go));

/** Requests a sentence of `soundMs`, reads its answer with `read`, closes the exchange and lets the event loop run. */
async function runExchange(
  soundMs: number,
  read: (response: IncomingMessage, cancel: () => void) => Promise<void>,
  use: (exchange: Exchange) => void = () => {},
): Promise<Exchange> {
  const server = await new SpeechServer().start();
  server.answer = () => ({ bytes: bytesOf(pcmOf('', soundMs)) });
  const agent = new Agent({ keepAlive: true });
  const slot = new TaskSlot(createTaskSlotMemory(1, 1), 0);
  const exchange = new Exchange(httpSpeechSetup(server.baseUrl), agent, slot);
  const response = await exchange.sendRequest({ slot: 0, text: 'Hello.', voice: undefined, audioField: 2 });
  if (typeof response === 'string') throw new Error(response);
  const cancel = (): void => {
    slot.cancel();
    exchange.checkDeadline();
  };
  use(exchange);
  await read(response, cancel).catch(() => {});
  exchange.close(response);
  for (let n = 0; n < 10; n++) await nextIteration();
  agent.destroy();
  await server.atRest();
  await server.stop();
  return exchange;
}

it('an Exchange counts the time since its first frame, even while the clock of its server is paused', async () => {
  const exchange = await runExchange(
    5,
    async () => {},
    (one) => {
      expect(one.soundingMs).toBe(0);
      one.progressed(5);
      one.pause();
    },
  );
  await sleep(20);
  const sounding = exchange.soundingMs;
  expect(sounding).toBeGreaterThanOrEqual(15);
  exchange.progressed(10);
  expect(exchange.soundingMs).toBeGreaterThanOrEqual(sounding);
});

describe('an Exchange with a complete answer', () => {
  it('waits no longer than the tail timeout, even when progress is reported after completion', async () => {
    const exchange = await runExchange(
      5,
      async () => {},
      (one) => {
        one.setWhole(true);
        one.progressed(5);
        one.setWhole(true);
      },
    );
    await sleep(100);
    exchange.checkDeadline();
    expect(exchange.stopped).toBe('whole');
  });
});

describe('the timeouts of an Exchange', () => {
  const FRAME_MS = 50;
  const TIMEOUTS = { firstAudioTimeoutMs: 3_000, chunkTimeoutMs: 5_000, tailTimeoutMs: 250 };
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  function exchangeWithoutServer() {
    const slot = new TaskSlot(createTaskSlotMemory(1, 1), 0);
    const exchange = new Exchange({ ...httpSpeechSetup('http://unused'), ...TIMEOUTS }, new Agent(), slot);
    const startedMs = performance.now();
    let soundMs = 0;
    return {
      exchange,
      /** Returns true when the exchange is still running after `ms` more. */
      runsOnAfter: (ms: number): boolean => {
        for (let left = ms; left > 0 && exchange.stopped === undefined; left -= 10) {
          vi.advanceTimersByTime(Math.min(10, left));
          exchange.checkDeadline();
        }
        return exchange.stopped === undefined;
      },
      frame: (): void => exchange.progressed((soundMs += FRAME_MS)),
      get soundMs(): number {
        return soundMs;
      },
      get elapsedMs(): number {
        return performance.now() - startedMs;
      },
    };
  }

  it.each([
    ['half a second of audio each second', 2 * FRAME_MS, 60_000],
    ['audio a bit more slowly than it plays', FRAME_MS / 0.7, 60_000],
    ['audio as fast as it plays', FRAME_MS, 60_000],
  ])('do not end a server that sends %s', (_situation, everyMs, forMs) => {
    const one = exchangeWithoutServer();
    one.frame();
    while (one.elapsedMs < forMs && one.runsOnAfter(everyMs)) one.frame();
    expect(one.exchange.stopped).toBeUndefined();
  });

  it('do not end a server that pauses for less than the chunk timeout once it is ahead', () => {
    const one = exchangeWithoutServer();
    for (let frame = 0; frame < 200; frame++) one.frame();
    for (let stop = 0; stop < 4; stop++) {
      expect(one.runsOnAfter(4_900)).toBe(true);
      one.frame();
    }
  });

  it.each([
    ['a frame every 4.5 seconds', 4_500, 5_200],
    ['a quarter of the audio that plays meanwhile', 200, 10_200],
    ['four tenths of the audio that plays meanwhile', 125, 25_200],
  ])('end a server that sends only %s', (_situation, everyMs, withinMs) => {
    const one = exchangeWithoutServer();
    one.frame();
    while (one.elapsedMs < 60_000 && one.runsOnAfter(everyMs)) one.frame();
    expect(one.exchange.stopped).toBe('timeout');
    expect(one.elapsedMs).toBeLessThanOrEqual(withinMs);
  });

  it('do not count the time in which there is no room for the received sound', () => {
    const one = exchangeWithoutServer();
    one.exchange.pause();
    expect(one.runsOnAfter(10_000)).toBe(true);
    one.exchange.resume();
    for (let frame = 0; frame < 20; frame++) {
      one.frame();
      expect(one.runsOnAfter(FRAME_MS)).toBe(true);
      one.exchange.pause();
      expect(one.runsOnAfter(10_000)).toBe(true);
      one.exchange.resume();
    }
    expect(one.runsOnAfter(4_900)).toBe(true);
    expect(one.runsOnAfter(200)).toBe(false);
    expect(one.exchange.stopped).toBe('timeout');
  });

  it.each([
    ['before the audio', false, 3_000],
    ['after the audio', true, 5_100],
  ])('are not extended by files without sound, %s', (_when, hasSound, withinMs) => {
    const one = exchangeWithoutServer();
    if (hasSound) one.frame();
    for (let n = 0; n < 1_000 && one.runsOnAfter(100); n++) one.exchange.setWhole(n % 2 === 0);
    expect(one.exchange.stopped).toBeDefined();
    expect(one.elapsedMs).toBeLessThanOrEqual(withinMs);
  });
});

/** An unhandled failure would end the thread. */
describe('a cancelled Exchange ends without an error', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('while its answer is read, and its reader stops %i steps later', async (steps) => {
    for (const pause of [nextTick, nextIteration]) {
      const exchange = await runExchange(60_000, async (response, cancel) => {
        for await (const _ of response) {
          cancel();
          for (let step = 0; step < steps; step++) await pause();
          break;
        }
      });
      expect(exchange.stopped).toBe('cancelled');
    }
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('when its answer is complete, %i steps after the last byte', async (steps) => {
    for (const pause of [nextTick, nextIteration]) {
      const exchange = await runExchange(5, async (response, cancel) => {
        response.once('end', async () => {
          for (let step = 0; step < steps; step++) await pause();
          cancel();
        });
        for await (const _ of response);
        await nextIteration();
      });
      if (steps < 2) expect(exchange.stopped).toBe('cancelled');
    }
  });

  it('while it reads the last bytes of a complete answer', async () => {
    const exchange = await runExchange(5, async (response, cancel) => {
      for await (const _ of response) {
        while (!response.complete) await nextIteration();
        cancel();
      }
    });
    expect(exchange.stopped).toBe('cancelled');
  });
});
