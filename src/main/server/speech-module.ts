import { BYTES_PER_SAMPLE, durationMsOf } from '../../shared/pcm.js';
import type { DescribeResult } from '../../shared/task-messages.js';
import { NORMAL_WORDS_PER_MINUTE } from '../../text/speech-length.js';
import { EmbeddedSpeech } from '../tts/embedded-speech.js';
import { PhraseCache } from '../tts/phrase-cache.js';
import { defaultGreetingRequests, type GreetingTexts } from '../turn/greeting.js';
import type { Speech } from '../turn/services.js';
import { engineEvents } from './events/engine-events.js';
import { speechServerEvents } from './events/speech-server-events.js';
import { type Module, type ModuleStatus, statusFor } from './module.js';
import { SpeechServer } from './speech-server.js';
import type { Wiring } from './wiring.js';
import { speakerOf } from './worker-setup.js';

/** The longest wait of the start for the default greeting, ms. */
const GREETING_TIMEOUT_MS = 5_000;

export interface KnownSpeech extends DescribeResult {
  /** The speech server, which the engines replace when it fails; undefined = there is no speech server. */
  readonly provider: { readonly name: 'openai'; readonly url: string; readonly model: string } | undefined;
}

/** Speaks, by the embedded engines and a speech server. The module owns the cpu pool. */
export class SpeechModule implements Module {
  readonly name = 'audio_generation';
  readonly need = 'core';
  readonly embedded: EmbeddedSpeech;
  /** The phrases in memory; all speech passes through it. */
  readonly cache: PhraseCache;
  readonly #wiring: Wiring;
  readonly #greetingTexts: GreetingTexts;
  readonly #server: SpeechServer | undefined;
  #known: KnownSpeech = { engines: [], failures: [], provider: undefined };

  constructor(wiring: Wiring, greetingTexts: GreetingTexts) {
    const { config, log, pools } = wiring;
    const { audio, tts } = config;
    this.#wiring = wiring;
    this.#greetingTexts = greetingTexts;
    const options = {
      sampleRateHz: audio.sample_rate,
      lookaheadMs: audio.lookahead_seconds * 1000,
      speed: tts.espeak_rate_wpm / NORMAL_WORDS_PER_MINUTE,
    };
    this.embedded = new EmbeddedSpeech(pools.cpu, pools.arena, pools.room, options, engineEvents(log));
    this.#server = pools.speechServer && new SpeechServer(wiring, () => this.#backup());
    this.cache = new PhraseCache(this.#server?.speech ?? this.embedded, {
      speaker: speakerOf(config),
      maxBytes: tts.cache_bytes,
      maxChars: tts.cache_max_chars,
      maxPhraseMs: durationMsOf(tts.cache_bytes / BYTES_PER_SAMPLE, audio.sample_rate),
      speed: Math.min(options.speed, tts.openai_speed),
    });
  }

  /** The engines and the speech server; empty before the start. */
  get known(): KnownSpeech {
    return this.#known;
  }

  get canSpeak(): boolean {
    return this.#known.engines.length > 0 || this.#known.provider !== undefined;
  }

  /** The name of the engine or server that speaks; "none" before the start. */
  get speakerName(): string {
    return this.#known.provider?.name ?? this.#known.engines[0]?.name ?? 'none';
  }

  /** @throws Error when there is neither an engine nor a speech server */
  async start(signal: AbortSignal): Promise<void> {
    const { log, pools } = this.#wiring;
    const { speechServer } = pools;
    if (this.#lacksKey) speechServerEvents(log).keyMissing();
    this.#known = {
      ...(await pools.cpu.warm()),
      provider: speechServer && { name: 'openai', url: speechServer.url, model: speechServer.model },
    };
    for (const { name, reason } of this.#known.failures) {
      log.write('warn', { scope: 'speech', method: 'load_engine', decision: 'degrade', ctx: { engine: name, reason } });
    }
    if (!this.canSpeak) throw new Error('no speech engine could be loaded');
    await this.#server?.check(signal);
    await this.#pinGreeting(signal);
  }

  async stop(): Promise<void> {
    this.#server?.close();
    this.#wiring.pools.room.close();
    await this.#wiring.pools.cpu.close();
  }

  status(): ModuleStatus {
    const { openai_key_env } = this.#wiring.config.tts;
    const missing = this.#lacksKey ? `no API key: ${openai_key_env} is not set` : undefined;
    const server = missing ?? this.#server?.problem;
    return statusFor(server === undefined ? this.embedded.health.problem : `speech server: ${server}`);
  }

  get #lacksKey(): boolean {
    return this.#wiring.config.tts.engine === 'openai' && this.#server === undefined;
  }

  #backup(): Speech | undefined {
    return this.#known.engines.length > 0 ? this.embedded : undefined;
  }

  /**
   * Synthesises the default greeting ahead. A thread that dies here is replaced, so the engines are tried once more. A
   * speech server that fails here is tried again by the first client.
   */
  async #pinGreeting(signal: AbortSignal): Promise<void> {
    const { log } = this.#wiring;
    const ends = AbortSignal.any([signal, AbortSignal.timeout(GREETING_TIMEOUT_MS)]);
    for (const request of await defaultGreetingRequests(this.#greetingTexts, ends)) {
      await this.cache.pin(request, ends).catch(async (cause: unknown) => {
        if (!this.#server) return await this.cache.pin(request, ends);
        log.write('warn', { scope: 'speech', method: 'greeting', decision: 'degrade', ctx: { cause } });
      });
    }
  }
}
