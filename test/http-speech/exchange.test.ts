import { Agent, type IncomingMessage } from 'node:http';
import { setImmediate as nextIteration, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';
import { Exchange } from '../../src/workers/http-speech/exchange.js';
import { bytesOf, pcmOf, SpeechServer } from '../harness/speech-server.js';
import { httpSpeechSetup } from './speakers.js';

const nextTick = (): Promise<void> => new Promise((go) => process.nextTick(go));

/** Asks for a sentence of so many ms, reads its answer with `read`, and then lets the event loop go on. */
async function exchanged(
  soundMs: number,
  read: (response: IncomingMessage, cancel: () => void) => Promise<void>,
  use: (exchange: Exchange) => void = () => {},
): Promise<Exchange> {
  const server = await new SpeechServer().start();
  server.answer = () => ({ bytes: bytesOf(pcmOf('', soundMs)) });
  const agent = new Agent({ keepAlive: true });
  const slot = new TaskSlot(createTaskSlotMemory(1, 1), 0);
  const exchange = new Exchange(httpSpeechSetup(server.baseUrl), agent, slot);
  const response = await exchange.ask({ slot: 0, text: 'Hello.', voice: undefined, audioField: 2 });
  if (typeof response === 'string') throw new Error(response);
  const cancel = (): void => {
    slot.cancel();
    exchange.look();
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

describe('an exchange whose answer has all that it announced', () => {
  it('waits no longer than the tail timeout, however the last of it came', async () => {
    const exchange = await exchanged(
      5,
      async () => {},
      (one) => {
        one.setWhole(true);
        one.progressed();
        one.setWhole(true);
      },
    );
    await sleep(100);
    exchange.look();
    expect(exchange.stopped).toBe('whole');
  });
});

/** A failure that nobody waits for would end the thread. */
describe('an exchange that is cancelled ends quietly', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('while its answer is read, and its reader stops %i steps later', async (steps) => {
    for (const pause of [nextTick, nextIteration]) {
      const exchange = await exchanged(60_000, async (response, cancel) => {
        for await (const _ of response) {
          cancel();
          for (let step = 0; step < steps; step++) await pause();
          break;
        }
      });
      expect(exchange.stopped).toBe('cancelled');
    }
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('when its answer is whole, %i steps after its last byte', async (steps) => {
    for (const pause of [nextTick, nextIteration]) {
      const exchange = await exchanged(5, async (response, cancel) => {
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

  it('when it reads the last bytes of a whole answer', async () => {
    const exchange = await exchanged(5, async (response, cancel) => {
      for await (const _ of response) {
        while (!response.complete) await nextIteration();
        cancel();
      }
    });
    expect(exchange.stopped).toBe('cancelled');
  });
});
