import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { collect, connect, type Message, request, type Stub, samples, turn } from '../harness/client.js';
import { startTestServer, type TestServer } from '../harness/server.js';

let server: TestServer;
afterEach(() => server.stop());

// Written buffers are used again. Flite speaks the same text with the same samples each time, so that a buffer that was used
// too early would be heard as the audio of another listener.
it('nobody hears the audio of another listener, although slow readers and clients that leave share the buffers', async () => {
  server = await startTestServer({ 'tts.engine': 'flite', 'grpc.write_budget_bytes': 8_192 });
  const prompts = [
    'First of all, we count: one, two, three.',
    'Roses are red. Violets are blue.',
    'Nothing else matters.',
  ];
  const clients = prompts.map(() => connect(server.port));
  const alone = await Promise.all(
    prompts.map(async (prompt, n) => samples(await turn(clients[n] as Stub, { prompt, hardware_id: prompt }))),
  );

  /** Reads a reply with a pause after each message. */
  const readSlowly = async (client: Stub, prompt: string) => {
    const messages: Message[] = [];
    for await (const message of client.StreamAudio(request({ prompt, hardware_id: prompt }))) {
      messages.push(message);
      await sleep(2);
    }
    return samples({ messages });
  };
  /** Leaves in the middle of a reply, again and again. */
  const leave = async (client: Stub, prompt: string) => {
    for (let n = 0; n < 10; n++) {
      const stream = client.StreamAudio(request({ prompt, hardware_id: `${prompt} ${n}` }));
      await collect(stream, ({ audio_chunk }) => {
        if (audio_chunk) stream.cancel();
      });
    }
  };
  const heard = await Promise.all(
    clients.map(async (client, n) => {
      const leaving = leave(client, prompts[(n + 1) % prompts.length] as string);
      const slow = await readSlowly(client, prompts[n] as string);
      await leaving;
      return slow;
    }),
  );
  expect(heard).toEqual(alone);
  for (const client of clients) client.close();
  await server.atRest();
});
