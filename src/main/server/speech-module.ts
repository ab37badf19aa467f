import type { Config } from '../../shared/config/schema.js';
import { BYTES_PER_SAMPLE, durationMsOf } from '../../shared/pcm.js';
import type { DescribeResult } from '../../shared/task-messages.js';
import { type LanguageDetector, loadLanguageDetector } from '../../text/language/language-detector.js';
import { NORMAL_WORDS_PER_MINUTE } from '../../text/speech-length.js';
import { detectedLanguages } from '../config/contradictions.js';
import { FirstAudioForecast } from '../sessions/first-audio-forecast.js';
import { EmbeddedSpeech } from '../tts/embedded-speech.js';
import { firstPieceLengths } from '../tts/first-piece.js';
import { PhraseCache } from '../tts/phrase-cache.js';
import { type PauseLengths, SilentFrames } from '../tts/silence.js';
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
  /** The forecast of the time for which a new turn waits for its first audio. */
  readonly forecast: FirstAudioForecast;
  /** The phrases in memory; all speech passes through it. */
  readonly cache: PhraseCache;
  /** The silence between sentences. */
  readonly silence: SilentFrames;
  readonly #wiring: Wiring;
  readonly #greetingTexts: GreetingTexts;
  readonly #server: SpeechServer | undefined;
  #detector: LanguageDetector | undefined;
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
      clausePauseMs: () => this.silence.pauseMs('clause'),
      firstPieceLengths: () => firstPieceLengths(() => this.#othersWaitMs(), tts),
    };
    this.embedded = new EmbeddedSpeech(pools.cpu, pools.arena, pools.room, options, engineEvents(log));
    this.forecast = new FirstAudioForecast(() => ({
      backlogMs: pools.cpu.backlogMs,
      usualSentenceMs: this.embedded.averageSentenceMs,
    }));
    this.#server = pools.speechServer && new SpeechServer(wiring, () => this.#backup());
    const speaker = speakerOf(config);
    this.cache = new PhraseCache(this.#server?.speech ?? this.embedded, {
      speaker: () => `${speaker} ${wiring.current().tts.pause_clause_ms}`,
      maxBytes: tts.cache_bytes,
      maxChars: tts.cache_max_chars,
      maxPhraseMs: durationMsOf(tts.cache_bytes / BYTES_PER_SAMPLE, audio.sample_rate),
      speed: Math.min(options.speed, tts.openai_speed),
    });
    this.silence = new SilentFrames({
      sampleRateHz: audio.sample_rate,
      chunkMs: audio.chunk_ms,
      lengths: () => pauseLengths(wiring.current().tts),
      speed: () => this.#speed,
    });
  }

  /** The engines and the speech server; empty before the start. */
  get known(): KnownSpeech {
    return this.#known;
  }

  /** Finds the language of texts; undefined before the start, and when fewer than two languages are configured. */
  get detector(): LanguageDetector | undefined {
    return this.#detector;
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
    const { config, log, pools } = this.#wiring;
    const { speechServer } = pools;
    if (this.#lacksKey) speechServerEvents(log).keyMissing();
    const [loaded, detector] = await Promise.all([
      pools.cpu.warm(),
      loadLanguageDetector(detectedLanguages(config.tts)),
    ]);
    this.#detector = detector;
    this.#known = {
      ...loaded,
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

  /** The speed of the speech, 1 = normal. */
  get #speed(): number {
    const { espeak_rate_wpm, openai_speed } = this.#wiring.config.tts;
    if (this.#known.provider) return openai_speed;
    return this.#known.engines[0]?.name === 'espeak' ? espeak_rate_wpm / NORMAL_WORDS_PER_MINUTE : 1;
  }

  get #lacksKey(): boolean {
    return this.#wiring.config.tts.engine === 'openai' && this.#server === undefined;
  }

  /**
   * Returns the time, ms, for which turns wait because of the sentences of others. It is 0 under overload: there a cut,
   * which costs the engine time, would cost turns that are refused.
   */
  #othersWaitMs(): number {
    // The turn that asks is counted as well: its first sentence is not in the queue yet.
    return this.forecast.isOverloaded ? 0 : this.forecast.waitMs - this.embedded.averageSentenceMs;
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
    const texts = { ...this.#greetingTexts, detector: this.#detector };
    for (const request of await defaultGreetingRequests(texts, ends)) {
      await this.cache.pin(request, ends).catch(async (cause: unknown) => {
        if (!this.#server) return await this.cache.pin(request, ends);
        log.write('warn', { scope: 'speech', method: 'greeting', decision: 'degrade', ctx: { cause } });
      });
    }
  }
}

/** Returns the lengths of the pauses between sentences at normal speed, ms. */
const pauseLengths = (tts: Config['tts']): PauseLengths => ({
  clause: tts.pause_clause_ms,
  sentence: tts.pause_sentence_ms,
  item: tts.pause_item_ms,
  paragraph: tts.pause_paragraph_ms,
});
