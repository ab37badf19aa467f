/** Memory from turn to turn, through a real server and a test model on this machine. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { call, connect, type Stub, turn } from '../harness/client.js';
import { type ChatRequest, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { TestServer } from '../harness/server.js';
import { WITH_MODULES } from '../harness/server.js';
import { until } from '../pool/pools.js';

let model: LlmServer;
let server: TestServer;
let client: Stub;

const isAnalysis = ({ body }: ChatRequest): boolean =>
  String(body.messages[0]?.content).startsWith('You keep the memory');
const turnRequests = (): ChatRequest[] => model.requests.filter((one) => !isAnalysis(one));
const analyses = (): ChatRequest[] => model.requests.filter(isAnalysis);
const lastTurn = (): { role: string; content: unknown }[] => [...(turnRequests().at(-1)?.body.messages ?? [])];

/** Makes the model answer turns with `tokens`, and requests of the memory with `notes`. */
function behave(tokens: readonly string[], notes: object = { short_term: 'same', long_term: 'same' }): void {
  model.behave((_index, one) => ({ tokens: isAnalysis(one) ? [JSON.stringify(notes)] : tokens }));
}

beforeEach(async () => {
  model = await startLlmServer();
  server = await startAssistant([model], { ...WITH_MODULES, 'llm.max_retries': 0 });
  client = connect(server.port);
});
afterEach(async () => {
  await server.atRest();
  client.close();
  await server.stop();
  await model.close();
});

/** Settles when the answer has been played and the memory has been rewritten. */
async function memoryWritten(): Promise<void> {
  await until(
    () => server.lines.some(({ scope, method }) => scope === 'memory' && method === 'rewrite'),
    'it is remembered',
  );
  await server.atRest();
}

describe('a conversation', () => {
  it('is sent to the model turn by turn, over the sessions of a device and without other devices', async () => {
    behave(['I am fine.']);
    await turn(client, { prompt: 'How are you?', hardware_id: 'phone', session_id: 'a' });
    await memoryWritten();
    await turn(client, { prompt: 'And now?', hardware_id: 'phone', session_id: 'b' });
    expect(lastTurn().slice(1)).toEqual([
      { role: 'user', content: 'How are you?' },
      { role: 'assistant', content: 'I am fine.' },
      { role: 'user', content: 'And now?' },
    ]);
    await turn(client, { prompt: 'Who am I?', hardware_id: 'laptop', session_id: 'a' });
    expect(lastTurn().slice(1)).toEqual([{ role: 'user', content: 'Who am I?' }]);
  });

  it('remembers an interrupted answer only as far as it was played', async () => {
    const sentences = Array.from(
      { length: 20 },
      (_, n) => `This is sentence number ${n}, and it takes a while to say. `,
    );
    behave(sentences);
    const ids = { hardware_id: 'phone', session_id: 'long' };
    // A minute of audio is sent in a second: the user has heard a part at the interrupt, and never hears the rest.
    await turn(client, { prompt: 'Tell me a lot.', ...ids });
    await sleep(1_500);
    await call(client, 'InterruptSession', ids);
    await turn(client, { prompt: 'What did you say?', ...ids });
    const [, , said] = lastTurn();
    expect(said?.role).toBe('assistant');
    expect(String(said?.content)).toMatch(/^This is/);
    expect(sentences.join('').startsWith(String(said?.content))).toBe(true);
    expect(String(said?.content)).not.toContain('number 9');
  });

  it('alternates between user and assistant even when turns are interrupted before any audio is heard', async () => {
    behave(['This sentence takes a while to say. And so does this one. ']);
    const ids = { hardware_id: 'phone', session_id: 'impatient' };
    for (const prompt of ['Tell me a story.', 'No, wait.']) {
      await turn(client, { prompt, ...ids });
      await call(client, 'InterruptSession', ids);
    }
    await turn(client, { prompt: 'What is the time?', ...ids });
    const [, ...spoken] = lastTurn();
    expect(spoken.map(({ role }) => role)).toEqual(spoken.map((_, n) => (n % 2 === 0 ? 'user' : 'assistant')));
    const said = spoken.map(({ content }) => content).join(' ');
    for (const prompt of ['Tell me a story.', 'No, wait.', 'What is the time?']) expect(said).toContain(prompt);
  });

  it('leaves out the thoughts of the model', async () => {
    behave(['<think>', 'The user greets me.', '</think>', '\n\nHello.']);
    const ids = { hardware_id: 'phone', session_id: 'thoughtful' };
    const { messages } = await turn(client, { prompt: 'Hi.', ...ids });
    expect(messages.flatMap(({ text_chunk }) => text_chunk ?? [])).toEqual(['Hello.']);
    await memoryWritten();
    await turn(client, { prompt: 'And?', ...ids });
    expect(lastTurn().slice(1)).toEqual([
      { role: 'user', content: 'Hi.' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'And?' },
    ]);
  });

  it('contains no secret', async () => {
    behave(['Noted: my password is hunter2!x.']);
    const ids = { hardware_id: 'phone', session_id: 'secret' };
    await turn(client, { prompt: 'My card is 4111 1111 1111 1111.', ...ids });
    await memoryWritten();
    await turn(client, { prompt: 'And?', ...ids });
    const sentToModel = JSON.stringify([lastTurn(), analyses().map(({ body }) => body)]);
    expect(sentToModel).not.toContain('4111');
    expect(sentToModel).not.toContain('hunter2');
    expect(sentToModel).toContain('[card number removed]');
  });
});

describe('a device', () => {
  it('is remembered across its sessions: its memory is rewritten after a turn, and sent with the next turn', async () => {
    behave(['Hello Ann.'], { short_term: 'Ann says hello.', long_term: 'Her name is Ann. She is blind.' });
    await turn(client, { prompt: 'I am Ann.', hardware_id: 'phone', session_id: 'one' });
    await memoryWritten();
    expect(analyses()).toHaveLength(1);
    await turn(client, { prompt: 'Who am I?', hardware_id: 'phone', session_id: 'two' });
    const system = String(lastTurn()[0]?.content);
    expect(system).toContain('Her name is Ann. She is blind.');
    expect(system).toContain('Ann says hello.');
    await turn(client, { prompt: 'Who am I?', hardware_id: 'laptop', session_id: 'three' });
    expect(String(lastTurn()[0]?.content)).not.toContain('Ann');
  });

  it('has the tokens of its memory logged with their source', async () => {
    behave(['Hello.']);
    await turn(client, { hardware_id: 'phone' });
    await memoryWritten();
    const spent = server.lines.filter(({ scope }) => scope === 'usage');
    expect(spent.map(({ method }) => method).sort()).toEqual(['main_llm', 'memory_analyzer']);
    for (const { ctx } of spent)
      expect(ctx).toMatchObject({ hardware_id: 'phone', input_tokens: 12, output_tokens: 34 });
  });

  it('keeps its memory when the notes of the model are invalid', async () => {
    model.behave({ tokens: ['Just words.'] });
    await turn(client, { hardware_id: 'phone' });
    await memoryWritten();
    expect(server.lines).toContainEqual(
      expect.objectContaining({ scope: 'memory', method: 'rewrite', decision: 'degrade' }),
    );
  });

  it('gets its next turn while the rewriting of its memory hangs', async () => {
    model.behave((_index, one) => (isAnalysis(one) ? { hang: 'before headers' } : { tokens: ['Hello.'] }));
    await turn(client, { hardware_id: 'phone', session_id: 'one' });
    expect((await turn(client, { hardware_id: 'phone', session_id: 'one' })).messages.at(-1)?.content).toBe(
      'end_message',
    );
    await server.stop();
    expect(server.gauges().rewritings).toBe(0);
  });
});
