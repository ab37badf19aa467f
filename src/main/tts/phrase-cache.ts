import { expectedSpeechMs } from '../../text/speech-length.js';
import type { Speech, SpeechRequest, Utterance } from '../turn/services.js';
import { Phrase } from './phrase.js';
import { PhraseListener } from './phrase-listener.js';
import { PhraseStore } from './phrase-store.js';

export interface PhraseCacheOptions {
  /** The settings that decide how a text sounds and how its audio is cut into frames; a part of each key. */
  readonly speaker: () => string;
  /** The most bytes of audio in memory, pinned phrases not counted; 0 = only pinned phrases are kept. */
  readonly maxBytes: number;
  /** The longest text that is kept, UTF-16 units. */
  readonly maxChars: number;
  /**
   * The longest expected sound of a phrase that is kept, ms; no limit by default. A longer phrase would evict others,
   * and not fit in the end.
   */
  readonly maxPhraseMs?: number;
  /** The speed of the slowest speech; 1 = normal, and the default. */
  readonly speed?: number;
}

/** The statistics of a phrase cache since its start. */
export interface PhraseCacheStats {
  /** The number of requests answered from memory, or by the synthesis for another request. */
  readonly hits: number;
  /** The number of requests that were short enough to be kept and started a synthesis. */
  readonly misses: number;
  /** The bytes of audio in memory now, pinned phrases included. */
  readonly bytes: number;
  readonly phrases: number;
}

/**
 * Speaks short phrases once and then serves them from memory. One synthesis serves all requests for the same phrase at
 * the same time. When there is no room for a copy, the listeners share the frames in the arena, and the phrase is not
 * kept.
 */
export class PhraseCache implements Speech {
  readonly #inner: Speech;
  readonly #options: PhraseCacheOptions;
  readonly #store: PhraseStore<Phrase>;
  readonly #pinned = new Set<string>();
  #hits = 0;
  #misses = 0;

  constructor(inner: Speech, options: PhraseCacheOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#store = new PhraseStore(options.maxBytes);
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    const key = keyOf(this.#options.speaker(), request);
    if (signal.aborted || !this.#isKept(key, request.text)) return this.#inner.start(request, signal);
    const known = this.#store.get(key);
    // A request never waits for a synthesis with a later deadline, such as a third sentence: then the phrase is spoken
    // again.
    if (known?.meetsDeadline(request.deadlineMs)) {
      this.#hits++;
      return new PhraseListener(known, true, signal);
    }
    this.#misses++;
    const speak = (stop: AbortSignal): Utterance => this.#inner.start(request, stop);
    const about = { key, pinned: this.#pinned.has(key), deadlineMs: request.deadlineMs };
    const phrase = new Phrase(about, this.#store);
    const listener = new PhraseListener(phrase, false, signal);
    phrase.start(speak);
    return listener;
  }

  storedSamples(request: SpeechRequest): number | undefined {
    return this.#store.get(keyOf(this.#options.speaker(), request))?.storedSamples;
  }

  /**
   * Speaks a phrase ahead of requests, and keeps it for good.
   * @throws NexyError when it cannot be spoken, or the signal's reason; the next request for it tries again
   */
  async pin(request: SpeechRequest, signal: AbortSignal): Promise<void> {
    this.#pinned.add(keyOf(this.#options.speaker(), request));
    for await (const frames of this.start(request, signal)) {
      for (const frame of frames) frame.release();
    }
    signal.throwIfAborted();
  }

  stats(): PhraseCacheStats {
    const { bytes, phrases } = this.#store;
    return { hits: this.#hits, misses: this.#misses, bytes, phrases };
  }

  #isKept(key: string, text: string): boolean {
    const { maxBytes, maxChars, maxPhraseMs = Number.POSITIVE_INFINITY, speed = 1 } = this.#options;
    if (this.#pinned.has(key)) return true;
    return maxBytes > 0 && text.length <= maxChars && expectedSpeechMs(text, speed) <= maxPhraseMs;
  }
}

/**
 * Returns the key of a phrase: all that decides its sound and the encoding of its frames. White space at its end
 * decides nothing. Only the text may hold control characters, and it comes last.
 */
function keyOf(speaker: string, { text, wish, answerLanguage, response }: SpeechRequest): string {
  const { voice = '', language = '' } = wish;
  return `${speaker}\0${voice}\0${language}\0${answerLanguage ?? ''}\0${response}\0${text.trimEnd()}`;
}
