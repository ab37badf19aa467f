/** The desktop client in the field against a real server and a model that records its requests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAssistant } from '../harness/assistant.js';
import { DatabaseFolder, databaseReady } from '../harness/database.js';
import { type Behaviour, type ChatRequest, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { pictureOf } from '../harness/pictures.js';
import type { TestServer } from '../harness/server.js';
import { until } from '../pool/pools.js';
import { missingTools, runPythonClient } from './python.js';

interface Action {
  readonly session_id: string;
  readonly command: string;
  readonly args: object;
}
interface Heard {
  readonly texts: string[];
  readonly commands: { event: string; payload: Action }[];
  readonly actions: (Action & { feature: string })[];
  readonly kinds: string[];
  readonly samples: number;
  /** The time from the first sound until the client stopped playing, s. */
  readonly played_s?: number;
  readonly metadata?: object;
  readonly end?: string;
  readonly error?: string;
}
interface Results {
  readonly partials: { ends: string[]; turn: Heard };
  readonly chunks: { ends: string[]; turn: Heard };
  readonly presses: { played: Heard[]; other: Heard };
  readonly aloud: { messages: Heard[]; first_audio_ms: number };
  readonly old_commands: Heard[];
  readonly new_commands: Heard[];
  readonly usage: [string, string];
  readonly negative_usage: [string, string];
  readonly zero_usage: [string, string];
  readonly errors: {
    blank: string;
    device: string;
    session: string;
    concurrent: string;
    hasty: string[];
    interrupted: { success: boolean; message: string };
    idle: { success: boolean; message: string };
    unknown: { code: string; message: string };
  };
  readonly pictures: Heard[];
}

/** A story that takes about 25 s to say. */
const STORY = Array.from({ length: 8 }, (_, n) => `This is sentence number ${n + 1} of a story that goes on. `);
const NUMBERS = Array.from({ length: 40 }, (_, n) => `This is the number ${n + 1} of many. `);

/** The prompts of ten key presses; the fourth answer and the seventh are interrupted. */
const PRESSES = Array.from({ length: 10 }, (_, n) => `Press ${n + 1}.`);
PRESSES[3] = 'Press 4: tell me a long story.';
PRESSES[6] = 'Press 7: count slowly.';
/** The speed that no voice reaches at its usual rate, characters a second. */
const MAX_CHARS_PER_SECOND = 25;

/** The commands of the model, and the command and arguments that the client gets. */
const COMMANDS: readonly (readonly [name: string, args: object, sent: [string, object]])[] = [
  ['open_app', { app_name: 'Safari' }, ['open_app', { app_name: 'Safari' }]],
  ['Open-App', { app_path: '/Applications/Mail.app' }, ['open_app', { app_path: '/Applications/Mail.app' }]],
  ['close_app', { app_name: 'Safari', force: true }, ['close_app', { app_name: 'Safari', force: true }]],
  ['read_messages', { contact: 'all', limit: 5 }, ['read_messages', { contact: 'all', limit: 5 }]],
  ['send_message', { contact: 'Ann', message: 'Hi' }, ['send_message', { contact: 'Ann', message: 'Hi' }]],
  ['send_message', { contact: 'Ann', text: 'Hi' }, ['send_message', { contact: 'Ann', message: 'Hi' }]],
  ['find_contact', { name: 'Ann' }, ['find_contact', { query: 'Ann' }]],
  [
    'browser_use',
    { task: 'Find a train', url: 'https://example.com', max_steps: 3 },
    [
      'browser_use',
      { task: 'Find a train', url: 'https://example.com', max_steps: 3, timeout_s: 120, keep_open: true },
    ],
  ],
  ['close_browser', {}, ['close_browser', {}]],
  ['buy_subscription', {}, ['buy_subscription', {}]],
  ['manage_subscription', {}, ['manage_subscription', {}]],
  [
    'send_whatsapp_message',
    { contact: 'Ann', message: 'Hi' },
    ['send_whatsapp_message', { contact: 'Ann', message: 'Hi' }],
  ],
  ['read_whatsapp_messages', {}, ['read_whatsapp_messages', {}]],
];

const missing = missingTools();
// In CI everything must be installed: a skip would hide a missing package.
if (missing && process.env.CI) throw new Error(missing);

const isAnalysis = ({ body }: ChatRequest): boolean =>
  String(body.messages[0]?.content).startsWith('You keep the memory');
const promptOf = ({ body }: ChatRequest): string => {
  const content = body.messages.at(-1)?.content;
  return typeof content === 'string' ? content : JSON.stringify(content);
};

function answerTo(_index: number, request: ChatRequest): Behaviour {
  if (isAnalysis(request)) return { tokens: ['{"short_term": "same", "long_term": "same"}'] };
  const prompt = promptOf(request);
  if (prompt.includes('long story')) return { tokens: STORY };
  if (prompt.includes('count slowly')) return { tokens: NUMBERS, delayMs: 100 };
  const command = /^Do: (\{.*\})$/.exec(prompt)?.[1];
  if (command) return { tokens: [JSON.stringify({ session_id: 'mine', ...JSON.parse(command), text: 'I do it.' })] };
  return { tokens: [`You said: ${prompt.slice(0, 40)}`] };
}

describe('the desktop client in the field', () => {
  const folder = new DatabaseFolder();
  let model: LlmServer;
  let server: TestServer;
  let heard: Results;

  beforeAll(async () => {
    if (missing) return;
    model = await startLlmServer();
    model.behave(answerTo);
    server = await startAssistant([model], {
      ...folder.overrides,
      'backpressure.max_message_rate_per_second': 5,
      'features.forward_assistant_actions': true,
      'features.messages_enabled': true,
      'features.subscription_enabled': true,
      'features.whatsapp_enabled': true,
    });
    await databaseReady(server);
    const input = {
      commands: COMMANDS.map(([command, args]) => ({ command, args })),
      pictures: await Promise.all(
        (['jpeg', 'png', 'webp', 'gif'] as const).map(async (format) =>
          (await pictureOf(format, 64, 48)).toString('base64'),
        ),
      ),
    };
    heard = (await runPythonClient('fielded_client.py', 'fielded.proto', server.port, 110_000, input)) as Results;
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await model?.close();
    folder.remove();
  });

  /** Returns the turns that the model was asked with a prompt: the history, then the prompt. */
  const asked = (prompt: string): unknown[] => {
    const request = model.requests.find((one) => !isAnalysis(one) && promptOf(one).includes(prompt));
    return (request?.body.messages.slice(1) ?? []).map(({ content }) => content);
  };
  const needsPython = (name: string, test: () => void | Promise<void>): void =>
    void it(name, async (context) => {
      context.skip(missing !== undefined, missing);
      await test();
    });

  needsPython('sends partial transcripts while its user speaks, and a blank prompt at the end', () => {
    const { ends, turn } = heard.partials;
    expect(new Set(ends)).toEqual(new Set(['COLLECT_ACCEPTED']));
    expect(turn.end).toBe('Stream completed');
    expect(turn.samples).toBeGreaterThan(0);
    expect(asked('what is the weather')).toEqual(['what is the weather like in Kyiv tomorrow in the morning']);
    const requests = model.requests.filter((one) => !isAnalysis(one) && promptOf(one).includes('what is the weather'));
    expect(requests).toHaveLength(1);
  });

  needsPython('sends each chunk of a prompt once, in any order, faster than the message rate', () => {
    expect(new Set(heard.chunks.ends)).toEqual(new Set(['COLLECT_ACCEPTED']));
    expect(asked('Do I have')).toEqual(['Do I have an appointment on Tuesday?']);
    expect(heard.chunks.turn.end).toBe('Stream completed');
  });

  needsPython('has one conversation over ten key presses, with what was heard of two interrupted answers', () => {
    const { played, other } = heard.presses;
    expect(played).toHaveLength(10);
    expect(other.end).toBe('Stream completed');
    expect(played[3]?.samples).toBeGreaterThan(20 * 48_000);
    const history = asked('Press 10.');
    const prompts = history.filter((_, n) => n % 2 === 0);
    const answers = history.filter((_, n) => n % 2 === 1) as string[];
    expect(prompts).toEqual(PRESSES);
    const [story = '', numbers = ''] = [answers[3], answers[6]];
    expect(STORY.join('').startsWith(story)).toBe(true);
    expect(story).toMatch(/^This is/);
    expect(NUMBERS.join('').startsWith(numbers)).toBe(true);
    expect(story.length).toBeLessThan(MAX_CHARS_PER_SECOND * (played[3]?.played_s ?? 0));
    expect(numbers.length).toBeLessThan(MAX_CHARS_PER_SECOND * (played[6]?.played_s ?? 0));
    // Every other answer was heard, or its beginning was.
    for (const n of [0, 1, 2, 4, 5, 7, 8]) expect(answers[n]).toMatch(/^You/);
    expect(asked('Who am I?')).toEqual(['Who am I?']);
  });

  needsPython('is remembered as far as it was heard, in the order of its prompts', async () => {
    const turns = (): { user: string; assistant: string; interrupted: boolean }[] =>
      model.requests.filter(isAnalysis).flatMap((one) => {
        const data = /\n<data>\n(.*)\n<\/data>$/.exec(promptOf(one))?.[1];
        return JSON.parse(data ?? '{}').turns;
      });
    const ofDesk = (): ReturnType<typeof turns> => turns().filter(({ user }) => user.startsWith('Press '));
    await until(() => ofDesk().some(({ user }) => user === 'Press 10.'), 'the last turn is remembered');
    expect(ofDesk().map(({ user }) => user)).toEqual(PRESSES);
    const story = ofDesk().find(({ user }) => user.startsWith('Press 4'));
    expect(story?.interrupted).toBe(true);
    expect(story?.assistant).toBe(asked('Press 10.')[7]);
  });

  needsPython('has messages read aloud by the welcome RPC, one after the other, and a long text', () => {
    for (const message of heard.aloud.messages) {
      expect(message.kinds[0]).toBe('metadata');
      expect(message.metadata).toEqual({ rate: 48_000, dtype: 'int16' });
      expect(message.samples).toBeGreaterThan(48_000);
      expect(message.end).toBe('Welcome completed');
    }
    expect(heard.aloud.messages).toHaveLength(10);
    expect(heard.aloud.first_audio_ms).toBeGreaterThan(0);
  });

  needsPython('runs each command: as text when its request has no phase, as an action when it has one', () => {
    for (const [n, [, , [command, args]]] of COMMANDS.entries()) {
      const [old, now] = [heard.old_commands[n], heard.new_commands[n]];
      expect(old?.commands.map(({ event, payload }) => [event, payload.command, payload.args])).toEqual([
        ['mcp.command_request', command, args],
      ]);
      expect(old?.actions).toEqual([]);
      expect(now?.actions.map((action) => [action.command, action.args])).toEqual([[command, args]]);
      expect(now?.commands).toEqual([]);
      for (const one of [old, now]) expect([one?.texts.join(''), one?.end]).toEqual(['I do it.', 'Stream completed']);
    }
  });

  needsPython('reports its usage in a layout of its own, which is stored', async () => {
    expect(heard.usage[0]).toBe('OK');
    expect(heard.zero_usage[0]).toBe('OK');
    const stored = `SELECT source, model, input_tokens, output_tokens FROM token_usage
      WHERE source IN ('main_llm', 'browser_agent') AND model <> 'test-model' ORDER BY source DESC`;
    expect(await folder.query(stored)).toEqual([
      { source: 'main_llm', model: 'gpt-4.1-mini', input_tokens: 12, output_tokens: 34 },
      { source: 'browser_agent', model: '', input_tokens: 0, output_tokens: 0 },
    ]);
    expect(heard.negative_usage).toEqual(['INVALID_ARGUMENT', expect.stringContaining('must not be negative')]);
  });

  needsPython('knows errors by their words', () => {
    const { errors } = heard;
    expect(errors.blank).toContain('Prompt required');
    expect(errors.device).toContain('Hardware ID required');
    expect(errors.session).toContain('session_id is required and must be provided by client');
    expect(errors.concurrent).toContain('Concurrent request for this session_id is not allowed');
    expect(errors.hasty).toEqual([expect.stringContaining('Message rate limit exceeded')]);
    expect(errors.interrupted).toEqual({ success: true, message: 'Sessions interrupted' });
    expect(errors.idle).toEqual({ success: false, message: 'No active sessions found' });
    expect(errors.unknown).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  needsPython('sends JPEG and PNG pictures as well; another format costs only the picture', async () => {
    const types = [0, 1, 2, 3].map((n) => /data:(image\/\w+);/.exec(JSON.stringify(asked(`picture ${n}`)))?.[1]);
    expect(types).toEqual(['image/jpeg', 'image/png', 'image/webp', undefined]);
    for (const picture of heard.pictures) expect(picture.end).toBe('Stream completed');
    await server.atRest();
  });
});
