/** Who speaks, put together: for server.ts, which is the only one to know it. */
import type { Arena } from '../shared/arena.js';
import type { Config } from '../shared/config/schema.js';
import { BYTES_PER_SAMPLE, durationMsOf } from '../shared/pcm.js';
import { NORMAL_WORDS_PER_MINUTE } from '../shared/speech-length.js';
import type { DescribeResult, HttpSpeechSetup } from '../shared/task-messages.js';
import { readSecret } from './config/secrets.js';
import type { DecisionLog } from './log/decision-log.js';
import type { WorkerPool } from './pool/worker-pool.js';
import { CircuitBreaker } from './resilience/circuit-breaker.js';
import type { ArenaRoom } from './tts/arena-room.js';
import { EmbeddedSpeech } from './tts/embedded-speech.js';
import { engineEvents } from './tts/engine-events.js';
import { providerEvents } from './tts/fallback-events.js';
import { FallbackSpeech } from './tts/fallback-speech.js';
import { HttpSpeech } from './tts/http-speech.js';
import { PhraseCache } from './tts/phrase-cache.js';
import { defaultGreetingRequests, type GreetingTexts } from './turn/greeting.js';
import { httpSpeechSetupFor, speakerOf } from './worker-setup.js';

/** Longest that the start waits for the default greeting, ms. */
const GREETING_TIMEOUT_MS = 5_000;

export interface KnownSpeech extends DescribeResult {
  /** The speech server that is asked first; undefined = none. The engines speak where it fails. */
  readonly provider: { readonly name: 'openai'; readonly url: string; readonly model: string } | undefined;
}

export interface SpeechPart {
  readonly embedded: EmbeddedSpeech;
  /** In front of everybody who speaks. */
  readonly cache: PhraseCache;
  /** Name of the engine or server that speaks now. */
  readonly speakerName: string;
  /** Nobody before it has started. */
  readonly known: KnownSpeech;
  readonly canSpeak: boolean;
  /** @throws Error when nobody can speak */
  start(): Promise<void>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** The speech server that the config names; undefined = none, or its key is not there, which is told loudly. */
export function providerFor({ tts }: Config, log: DecisionLog): HttpSpeechSetup | undefined {
  if (tts.engine !== 'openai') return undefined;
  const key = tts.openai_key_env === '' ? undefined : readSecret(tts.openai_key_env);
  if (tts.openai_key_env === '' || key !== undefined) return httpSpeechSetupFor(tts, key);
  providerEvents(log).keyMissing();
  return undefined;
}

/** @param pools the cpu pool is this part's to stop */
export function buildSpeech(
  config: Config,
  log: DecisionLog,
  pools: { readonly cpu: WorkerPool; readonly io: WorkerPool; readonly arena: Arena; readonly room: ArenaRoom },
  provider: HttpSpeechSetup | undefined,
  greetingTexts: GreetingTexts,
): SpeechPart {
  const { audio, tts } = config;
  const { cpu, io, arena, room } = pools;
  let known: KnownSpeech = { engines: [], failures: [], provider: undefined };
  const embeddedOptions = {
    sampleRateHz: audio.sample_rate,
    lookaheadMs: audio.lookahead_seconds * 1000,
    speed: tts.espeak_rate_wpm / NORMAL_WORDS_PER_MINUTE,
  };
  const embedded = new EmbeddedSpeech(cpu, arena, room, embeddedOptions, engineEvents(log));
  const backup = () => (known.engines.length > 0 ? embedded : undefined);
  const { spoke } = providerEvents(log);
  const httpOptions = { defaultLanguage: tts.default_language, speed: tts.openai_speed };
  const remote = provider && remoteSpeech(config, log, new HttpSpeech(io, arena, room, httpOptions, spoke), backup);
  const cache = new PhraseCache(remote?.speech ?? embedded, {
    speaker: speakerOf(config),
    maxBytes: tts.cache_bytes,
    maxChars: tts.cache_max_chars,
    maxPhraseMs: durationMsOf(tts.cache_bytes / BYTES_PER_SAMPLE, audio.sample_rate),
    speed: Math.min(embeddedOptions.speed, tts.openai_speed),
  });
  const canSpeak = (): boolean => known.engines.length > 0 || known.provider !== undefined;

  const start = async (): Promise<void> => {
    known = {
      ...(await cpu.warm()),
      provider: provider && { name: 'openai', url: provider.url, model: provider.model },
    };
    for (const { name, reason } of known.failures) {
      log.write('warn', { scope: 'speech', method: 'load_engine', decision: 'degrade', ctx: { engine: name, reason } });
    }
    if (!canSpeak()) throw new Error('no speech engine could be loaded');
    // A speech server may stand still, or never end: the first client that asks for the greeting tries again.
    const late = AbortSignal.timeout(GREETING_TIMEOUT_MS);
    for (const request of await defaultGreetingRequests(greetingTexts, late)) {
      await cache.pin(request, late).catch((cause: unknown) => {
        if (!provider) throw cause;
        log.write('warn', { scope: 'speech', method: 'greeting', decision: 'degrade', ctx: { cause } });
      });
    }
  };
  const stop = async (): Promise<void> => {
    remote?.breaker.close();
    room.close();
    await cpu.close();
  };
  return {
    embedded,
    cache,
    get speakerName() {
      return known.provider?.name ?? known.engines[0]?.name ?? 'none';
    },
    get known() {
      return known;
    },
    get canSpeak() {
      return canSpeak();
    },
    start,
    stop,
  };
}

function remoteSpeech(
  { tts }: Config,
  log: DecisionLog,
  http: HttpSpeech,
  backup: () => EmbeddedSpeech | undefined,
): { speech: FallbackSpeech; breaker: CircuitBreaker } {
  const events = providerEvents(log);
  const breaker = new CircuitBreaker({
    failures: tts.breaker_failures,
    cooldownMs: tts.breaker_cooldown_ms,
    probe: async (signal) => {
      try {
        await http.probe(signal);
      } catch (cause) {
        if (!signal.aborted) events.probeFailed(cause);
        throw cause;
      }
    },
    onChange: (state) => {
      events.breakerChanged(state);
      if (state === 'open') http.refuseUnheard();
    },
  });
  return { speech: new FallbackSpeech(http, backup, breaker, events), breaker };
}
