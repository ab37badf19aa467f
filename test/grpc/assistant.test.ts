/** Turns of a whole assistant: a test model with the protocol of the providers, and an independent client. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MODEL_KEY, startAssistant } from '../harness/assistant.js';
import {
  connect,
  kinds,
  type Message,
  type Reply,
  type Stub,
  samples,
  status,
  texts,
  trailer,
  turn,
} from '../harness/client.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { webpOf } from '../harness/pictures.js';
import type { TestServer } from '../harness/server.js';
import { WITH_MODULES } from '../harness/server.js';

let model: LlmServer;
let server: TestServer;
let client: Stub;
const FORWARDING = {
  'features.forward_assistant_actions': true,
  'features.messages_enabled': true,
  'browser_use.enabled': false,
  // Memory would call the model between the turns.
  'memory.enabled': false,
  'features.command_channel': 'both',
};
beforeAll(async () => {
  model = await startLlmServer();
  server = await startAssistant([model], { ...FORWARDING, ...WITH_MODULES, 'llm.max_retries': 0 });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
  await model.close();
});

const isMcp = ({ text_chunk }: Message): boolean => text_chunk?.startsWith('__MCP__') ?? false;
const textOf = (reply: Reply): string =>
  texts(reply)
    .filter((text) => !text.startsWith('__MCP__'))
    .join('');
/** Returns the commands that the client received: as action messages, and as text for older clients. */
function commandsOf(reply: Reply) {
  const messages = reply.messages.flatMap(({ action_message }) => action_message ?? []);
  const payloads = reply.messages
    .filter(isMcp)
    .map(({ text_chunk = '' }) => JSON.parse(text_chunk.slice(7)) as { event: string; payload: object });
  return { messages: messages.map(({ action_json }) => JSON.parse(action_json) as object), payloads, raw: messages };
}

/** Cuts a text into pieces of `units` UTF-16 units, as models cut their answers. */
function piecesOf(text: string, units: number): string[] {
  return Array.from({ length: Math.ceil(text.length / units) }, (_, n) => text.slice(n * units, (n + 1) * units));
}

const COMMAND = { session_id: 'the-model-made-this-up', command: 'open_app', args: { app_name: 'Safari' } };
const OPENING = 'Opening "Safari": https://apple.com // now. It takes a moment.';
const AS_JSON = JSON.stringify({ ...COMMAND, text: OPENING });

describe('an answer', () => {
  it('as plain text is sent and spoken', async () => {
    model.behave({ tokens: ['It is ', 'noon. ', 'Have a good', ' lunch.'] });
    const reply = await turn(client);
    expect(texts(reply)).toEqual(['It is noon. ', 'Have a good lunch.']);
    expect(samples(reply).length).toBeGreaterThan(48_000);
    expect(kinds(reply).at(-1)).toBe('end_message');
  });

  it.each([
    ['as JSON', AS_JSON],
    ['as JSON with its text first', JSON.stringify({ text: OPENING, ...COMMAND })],
    ['as JSON over many lines', JSON.stringify({ ...COMMAND, text: OPENING }, undefined, 2)],
    ['as JSON in a code fence', `\`\`\`json\n${AS_JSON}\n\`\`\``],
  ])('%s is sent as its text and, once the text has begun, one command', async (_form, text) => {
    for (const units of [1, 5, 1_000]) {
      model.behave({ tokens: piecesOf(text, units) });
      const reply = await turn(client, { session_id: `form-${units}` });
      expect(textOf(reply)).toBe(OPENING);
      const command = { session_id: `form-${units}`, command: 'open_app', args: { app_name: 'Safari' } };
      expect(commandsOf(reply)).toMatchObject({
        messages: [command],
        payloads: [{ event: 'mcp.command_request', payload: command }],
        raw: [{ session_id: `form-${units}`, feature_id: 'apps' }],
      });
      const order = reply.messages.map((message) => (isMcp(message) ? 'mcp' : message.content));
      expect(order.indexOf('mcp')).toBeGreaterThan(order.indexOf('text_chunk'));
      expect(order.indexOf('action_message')).toBeGreaterThan(order.indexOf('text_chunk'));
      expect(samples(reply).length).toBeGreaterThan(48_000);
    }
  });

  it('as JSON with text after it is sent as both texts', async () => {
    model.behave({ tokens: piecesOf(`${AS_JSON}\nAnything else?`, 7) });
    const reply = await turn(client);
    expect(textOf(reply)).toBe(`${OPENING}\nAnything else?`);
    expect(commandsOf(reply).messages).toHaveLength(1);
  });

  it('as JSON without text is silent, and its command is forwarded', async () => {
    model.behave({ tokens: piecesOf(JSON.stringify(COMMAND), 3) });
    const reply = await turn(client);
    expect(textOf(reply)).toBe('');
    expect(samples(reply)).toHaveLength(0);
    expect(commandsOf(reply).messages).toMatchObject([{ command: 'open_app' }]);
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(lastLine('degrade')).toMatchObject({ degraded: 'answer', reason: 'missing_text' });
  });

  it('as broken JSON is sent as its readable text, without a command', async () => {
    model.behave({ tokens: piecesOf(AS_JSON.slice(0, -30), 4) });
    const reply = await turn(client);
    expect(OPENING.startsWith(textOf(reply))).toBe(true);
    expect(textOf(reply).length).toBeGreaterThan(20);
    expect(commandsOf(reply)).toMatchObject({ messages: [], payloads: [] });
    expect(lastLine('degrade')).toMatchObject({ degraded: 'answer', reason: 'broken_json' });
  });

  it('as JSON is spoken while the rest of the object is still arriving', async () => {
    const text = 'The first sentence comes at once. The second one is late.';
    model.behave({ tokens: [`{"text": "${text.slice(0, 40)}`, text.slice(40)], end: 'hang' });
    const stream = client.StreamAudio({ prompt: 'Hello', hardware_id: 'd', session_id: 'arriving' });
    stream.on('error', () => {});
    const heard = await new Promise<Message>((resolve) => {
      stream.on('data', (message: Message) => message.audio_chunk && resolve(message));
    });
    expect(heard.audio_chunk?.sample_rate).toBe(48_000);
    stream.cancel();
  });

  it('with emoji, code and Markdown is sent unchanged', async () => {
    const text = '**Done** 🎉! Use `npm test`.';
    model.behave({ tokens: piecesOf(text, 1) });
    expect(textOf(await turn(client))).toBe(text);
  });
});

/** Returns the context of the last log line with this decision. */
function lastLine(decision: string): Readonly<Record<string, unknown>> | undefined {
  return server.lines.filter((line) => line.decision === decision).at(-1)?.ctx;
}

describe('a command', () => {
  it.each([
    ['is not known', { command: 'format_disk', args: {} }, { reason: 'unknown_command' }],
    [
      'is not allowed',
      { command: 'browser_use', args: { task: 'x' } },
      { reason: 'not_allowed', command: 'browser_use' },
    ],
    ['lacks an argument', { command: 'open_app', args: {} }, { reason: 'missing_argument', argument: 'app_name' }],
    ['has a blank argument', { command: 'open_app', args: { app_name: ' ' } }, { reason: 'missing_argument' }],
  ])('that %s is refused, and the speech goes on', async (_situation, command, refusal) => {
    model.behave({ tokens: [JSON.stringify({ ...command, text: 'As you wish.' })] });
    const reply = await turn(client);
    expect(textOf(reply)).toBe('As you wish.');
    expect(commandsOf(reply)).toMatchObject({ messages: [], payloads: [] });
    expect(reply.status.code).toBe(status.OK);
    expect(lastLine('reject')).toMatchObject({ error_type: 'validation_failed', refused: 'command', ...refusal });
  });
});

describe('a turn with a screenshot', () => {
  it('sends the picture and the size of the screen to the model, and speaks the answer', async () => {
    model.behave({ tokens: ['A window.'] });
    const file = await webpOf(1_920, 1_080, { noisy: true });
    const fields = { screenshot: file.toString('base64'), screen_width: 2_560, screen_height: 1_440 };
    const reply = await turn(client, { prompt: 'What is on my screen?', ...fields });
    type Part = { text?: string; image_url?: { url: string } };
    const [text, image] = (model.requests[0]?.body.messages.at(-1)?.content ?? []) as Part[];
    expect(text?.text).toBe("What is on my screen?\n\n[The user's screen: 2560 x 1440 pixels]");
    const [head = '', base64 = ''] = image?.image_url?.url.split(',') ?? [];
    expect(head).toBe('data:image/jpeg;base64');
    // A JPEG begins with its SOI marker (ITU-T T.81, B.1.1.3).
    expect(Buffer.from(base64, 'base64').subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(samples(reply).length).toBeGreaterThan(10_000);
  });
});

describe('the system prompt', () => {
  it('describes the features that are on, and no feature that is off', async () => {
    model.behave({ tokens: ['Yes.'] });
    await turn(client);
    const { role, content } = model.requests[0]?.body.messages[0] ?? {};
    expect(role).toBe('system');
    expect(content).toContain('open_app');
    expect(content).toContain('send_message');
    expect(content).not.toContain('subscription');
    expect(content).not.toContain('browser_use');
    expect(content).not.toContain('when:');
  });
});

describe('a model that fails in the middle of its answer', () => {
  it('ends the stream quietly, with the reason in the trailer', async () => {
    model.behave({ tokens: ['One sentence. ', 'Another'], end: 'cut' });
    const reply = await turn(client);
    expect(reply.status.code).toBe(status.OK);
    expect(trailer(reply, 'nexy-error-type')).toBe('unavailable');
    expect(kinds(reply)).not.toContain('end_message');
    expect(texts(reply)[0]).toBe('One sentence. ');
  });
});

describe('the token usage of a turn', () => {
  it('is logged in one line, with its source', async () => {
    model.behave({ tokens: ['Yes.'] });
    await turn(client, { hardware_id: 'spender', session_id: 'spending' });
    expect(server.lines.findLast(({ scope }) => scope === 'usage')).toMatchObject({
      method: 'main_llm',
      decision: 'complete',
      ctx: { hardware_id: 'spender', session_id: 'spending', model: 'test-model', input_tokens: 12, output_tokens: 34 },
    });
  });
});

describe('the log', () => {
  it('contains no key, no prompt and no answer', async () => {
    for (const behaviour of [
      { tokens: ['The answer canary.'] },
      { status: 401, body: `{"error":{"message":"${MODEL_KEY}"}}` },
    ]) {
      model.behave(behaviour);
      await turn(client, { prompt: 'the prompt canary' });
    }
    const log = JSON.stringify(server.lines);
    expect(log).not.toContain('canary');
    expect(model.requests[0]?.headers.authorization).toBe(`Bearer ${MODEL_KEY}`);
  });
});
