import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { collect, connect, kinds, request, type Stub } from '../harness/client.js';
import { type LlmServer, startLlmServer } from '../harness/llm-server.js';
import type { TestServer } from '../harness/server.js';
import { until } from '../pool/pools.js';

/** A text with more audio than the window of the client and the budget of the server hold. */
const TEXT = 'This sentence is one of a few, and all of them take a while to be spoken. '.repeat(3);
const ANSWER = JSON.stringify({ text: TEXT, command: 'open_app', args: { app_name: 'Safari' } });

let model: LlmServer;
let server: TestServer;
let client: Stub;
let isForwardingOff = false;

beforeAll(async () => {
  model = await startLlmServer();
  const overrides = {
    'features.forward_assistant_actions': true,
    'features.command_channel': 'action_message',
    'memory.enabled': false,
  };
  server = await startAssistant([model], overrides, (config) => ({
    ...config,
    kill_switches: { ...config.kill_switches, disable_forward_assistant_actions: isForwardingOff },
  }));
  client = connect(server.port);
});
afterAll(async () => {
  client.close();
  await server.stop();
  await model.close();
});

/**
 * Runs a turn with a client that pauses for a while after the first audio; `meanwhile` is called before the client
 * reads on. Returns the kinds of the messages.
 */
async function pausedTurn(meanwhile: () => void): Promise<string[]> {
  model.behave({ tokens: [ANSWER] });
  const stream = client.StreamAudio(request());
  let heard = 0;
  const reply = collect(stream, ({ audio_chunk }) => {
    if (audio_chunk && heard++ === 0) stream.pause();
  });
  await until(() => heard > 0, 'it sounds');
  await sleep(500);
  meanwhile();
  stream.resume();
  const seen = kinds(await reply);
  await server.atRest();
  return seen;
}

describe('a command that waits for a slow client', () => {
  it('is forwarded in the end', async () => {
    expect(await pausedTurn(() => {})).toContain('action_message');
  });

  it('is dropped once the kill switch is on, and the turn goes on', async () => {
    const seen = await pausedTurn(() => {
      isForwardingOff = true;
    });
    expect(seen).not.toContain('action_message');
    expect(seen.at(-1)).toBe('end_message');
    expect(server.lines.some(({ ctx }) => ctx.reason === 'forwarding_off')).toBe(true);
  });
});
