import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collect, connect, kinds, request, status, trailer, turn } from '../harness/client.js';
import { startTestServer } from '../harness/server.js';

const SLOW_FIRST_WORKER = fileURLToPath(new URL('../harness/slow-first-worker.mjs', import.meta.url));

/** Returns five sentences that no other listener gets. */
const answer = (name: string): string =>
  ['first', 'second', 'third', 'fourth', 'fifth'].map((nth) => `This is the ${nth} sentence for ${name}.`).join(' ');

describe('many turns at once', () => {
  it('all hear their first sentence before any of them hears a third sentence', async () => {
    const server = await startTestServer({}, { workerFile: SLOW_FIRST_WORKER });
    const client = connect(server.port);
    const events: string[] = [];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const seen = { texts: 0, heard: new Set<string>() };
        return collect(client.StreamAudio(request({ prompt: answer(`listener ${n}`) })), ({ content }) => {
          if (content === 'text_chunk') seen.texts++;
          const sentence = { 1: 'first', 3: 'third' }[seen.texts];
          if (content !== 'audio_chunk' || !sentence || seen.heard.has(sentence)) return;
          seen.heard.add(sentence);
          events.push(sentence);
        });
      }),
    );
    expect(replies.map(({ status: { code } }) => code)).toEqual(replies.map(() => status.OK));
    expect(events).toHaveLength(40);
    expect(events.lastIndexOf('first')).toBeLessThan(events.indexOf('third'));
    await server.atRest();
    client.close();
    await server.stop();
  });
});

describe('more turns than the server can speak soon', () => {
  it('are refused at once with retry-after-ms; admitted turns are complete, and afterwards turns are admitted again', async () => {
    const server = await startTestServer({
      'backpressure.max_concurrent_streams': 1_000,
      'backpressure.max_first_audio_wait_ms': 60,
    });
    const client = connect(server.port);
    for (let round = 0; round < 2; round++) {
      const replies = await Promise.all(
        Array.from({ length: 150 }, (_, n) => turn(client, { prompt: answer(`listener ${round} ${n}`) })),
      );
      const refused = replies.filter((reply) => trailer(reply, 'nexy-error-type') === 'overloaded');
      const served = replies.filter((reply) => !refused.includes(reply));
      expect(refused.length).toBeGreaterThan(0);
      expect(served.length).toBeGreaterThan(0);
      for (const reply of refused) {
        expect(kinds(reply)).toEqual(['error_message']);
        expect(reply.status.code).toBe(status.RESOURCE_EXHAUSTED);
        expect(Number(trailer(reply, 'retry-after-ms'))).toBeGreaterThanOrEqual(250);
      }
      for (const reply of served) {
        expect(reply.status.code).toBe(status.OK);
        expect(kinds(reply).filter((kind) => kind === 'text_chunk')).toHaveLength(5);
        expect(kinds(reply).at(-1)).toBe('end_message');
      }
      await server.atRest();
    }
    client.close();
    await server.stop();
  });
});
