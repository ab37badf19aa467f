import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/shared/config/schema.js';
import { type Behaviour, type ChatRequest, startLlmServer } from '../harness/llm-server.js';
import { startTestServer, type TestServer, testConfig } from '../harness/server.js';
import { SpeechServer } from '../harness/speech-server.js';
import type { Seeded } from './seeded.js';

const CHAOTIC_WORKER = fileURLToPath(new URL('../harness/chaotic-worker.mjs', import.meta.url));

const OVERRIDES = {
  'backpressure.max_concurrent_streams': 12,
  'backpressure.max_message_rate_per_second': 20,
  'grpc.write_stall_timeout_seconds': 1,
  'workers.hang_timeout_ms': 500,
  'workers.cpu_threads': 2,
  'audio.arena_bytes': 16_777_216,
  'tts.cache_bytes': 3_000_000,
  'tts.connect_timeout_ms': 300,
  'tts.first_audio_timeout_ms': 300,
  'tts.chunk_timeout_ms': 300,
  'tts.breaker_cooldown_ms': 100,
  'llm.first_token_timeout_ms': 300,
  'llm.token_timeout_ms': 300,
  'llm.retry_wait_ms': 10,
  'llm.breaker_cooldown_ms': 100,
};

/** A server with faults in all its parts: threads, engines, the model, the speech server and the config. */
export interface Chaos {
  readonly server: TestServer;
  /** Replaces the live config with a random variant. */
  reload(): void;
  /** Ends the faults of the model and the speech server, and restores the first config. */
  stopFaults(): void;
  /** Starts random faults of the model and the speech server. */
  startFaults(): void;
  stop(): Promise<void>;
}

/** Starts the server, without faults at first. @param bySpeechServer sentences are spoken over HTTP first */
export async function startChaos(random: Seeded, bySpeechServer: boolean): Promise<Chaos> {
  const model = await startLlmServer();
  const speech = await new SpeechServer().start();
  let isFaultless = true;
  model.behave((_index, request) => (isFaultless ? wholeAnswer(request) : behaviour(random, request)));
  const good = speech.answer;
  speech.answer = (asked, nth) => (isFaultless || random.chance(0.5) ? good(asked, nth) : badAnswer(random));

  process.env.NEXY_TEST_KEY = 'key';
  const overrides = {
    ...OVERRIDES,
    'llm.chain': ['model', 'echo'],
    'llm.providers': { model: { base_url: model.baseUrl, model: 'chaos', key_env: '' } },
    ...(bySpeechServer
      ? { 'tts.engine': 'openai', 'tts.openai_base_url': speech.baseUrl, 'tts.openai_key_env': 'NEXY_TEST_KEY' }
      : {}),
  };
  const first = testConfig(overrides);
  let current = first;
  const server = await startTestServer(overrides, {
    workerFile: CHAOTIC_WORKER,
    current: () => current,
  });
  return {
    server,
    reload: () => {
      current = variantOf(first, random);
    },
    stopFaults: () => {
      isFaultless = true;
      current = first;
    },
    startFaults: () => {
      isFaultless = false;
    },
    stop: async () => {
      await server.stop();
      await model.close();
      await speech.stop();
    },
  };
}

/** Returns the prompt as the answer of a model without faults. */
function wholeAnswer({ body }: ChatRequest): Behaviour {
  const { content } = body.messages.at(-1) as { content: unknown };
  return { tokens: String(content).match(/.{1,7}/gsu) ?? [''] };
}

function behaviour(random: Seeded, request: ChatRequest): Behaviour {
  const whole = wholeAnswer(request) as Extract<Behaviour, { tokens: readonly string[] }>;
  const draw = random.next();
  if (draw < 0.6) return whole;
  if (draw < 0.85)
    return { ...whole, end: random.pick(['hang', 'cut', 'cut inside a character', 'error event', 'no end mark']) };
  if (draw < 0.9) return { status: random.pick([429, 500, 503, 404]) };
  if (draw < 0.95)
    return { raw: random.pick(['', '<html>', 'data: {"choices":[]}\n\n', 'data: [DONE]\n\n', 'data: {']) };
  return random.chance(0.5) ? { hang: 'after headers' } : { drop: true };
}

function badAnswer(random: Seeded): ReturnType<SpeechServer['answer']> {
  return random.pick<ReturnType<SpeechServer['answer']>>([
    { status: 500 },
    { status: 429 },
    { type: 'text/html', bytes: Buffer.from('<html>no</html>') },
    { bytes: Buffer.alloc(4_801) },
    { bytes: Buffer.alloc(2_000, 1), fault: 'cuts' },
    { bytes: Buffer.alloc(2_000, 1), fault: 'hangs' },
    { fault: 'silent' },
    { bytes: Buffer.alloc(0) },
  ]);
}

function variantOf(config: Config, random: Seeded): Config {
  const { backpressure, kill_switches } = config;
  return {
    ...config,
    backpressure: { ...backpressure, max_concurrent_streams: random.integer(1, 12) },
    kill_switches: { ...kill_switches, disable_streaming: random.chance(0.2) },
  };
}
