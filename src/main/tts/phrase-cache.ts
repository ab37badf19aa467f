import { expectedSpeechMs } from '../../shared/speech-length.js';
import type { Speech, SpeechRequest, Utterance } from '../turn/services.js';
import { Phrase } from './phrase.js';
import { PhraseListener } from './phrase-listener.js';
import { PhraseStore } from './phrase-store.js';

export interface PhraseCacheOptions {
  /** What speaks, and how, for as long as the server runs. */
  readonly speaker: string;
  /** Most bytes of audio in memory, pinned phrases apart; 0 = only those are kept. */
  readonly maxBytes: number;
  /** Longer text is not kept, UTF-16 units. */
  readonly maxChars: number;
  /** A phrase that is expected to sound longer is not kept, ms: it would evict others, and not fit in the end; no bound by default. */
  readonly maxPhraseMs?: number;
  /** Speed of the slowest speaker; 1 = normal, and the default. */
  readonly speed?: number;
}

/** Since the start. */
export interface PhraseCacheStats {
  /** Requests answered from memory, or by a synthesis somebody else had asked for. */
  readonly hits: number;
  /** Requests short enough to be kept for which a synthesis was started. */
  readonly misses: number;
  /** Audio in memory now, pinned phrases included. */
  readonly bytes: number;
  readonly phrases: number;
}

/**
 * Short phrases are spoken once and then served from memory. However many ask for one at the same time, one synthesis serves
 * them all. Where there is no room for a copy, its listeners share the frames in the arena, and it is not kept.
 */
export class PhraseCache implements Speech {
  readonly #inner: Speech;
  readonly #options: PhraseCacheOptions;
  readonly #store: PhraseStore;
  readonly #pinned = new Set<string>();
  #hits = 0;
  #misses = 0;

  constructor(inner: Speech, options: PhraseCacheOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#store = new PhraseStore(options.maxBytes);
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    const key = keyOf(this.#options.speaker, request);
    if (signal.aborted || !this.#isKept(key, request.text)) return this.#inner.start(request, signal);
    const known = this.#store.get(key);
    // A newcomer's first words never wait behind somebody's third sentence: then they are spoken once more.
    if (known?.isInTime(request.deadlineMs)) {
      this.#hits++;
      return new PhraseListener(known, true, signal);
    }
    this.#misses++;
    const speak = (stop: AbortSignal): Utterance => this.#inner.start(request, stop);
    const about = { key, pinned: this.#pinned.has(key), deadlineMs: request.deadlineMs };
    return new PhraseListener(new Phrase(about, this.#store, speak), false, signal);
  }

  storedSamples(request: SpeechRequest): number | undefined {
    return this.#store.get(keyOf(this.#options.speaker, request))?.storedSamples;
  }

  /**
   * Speaks a phrase that will be asked for, and keeps it for good.
   * @throws NexyError when it cannot be spoken, or the signal's reason; the next request for it tries again
   */
  async pin(request: SpeechRequest, signal: AbortSignal): Promise<void> {
    this.#pinned.add(keyOf(this.#options.speaker, request));
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

/** All that decides how a phrase sounds and how its frames are encoded. White space at its end decides nothing. */
function keyOf(speaker: string, { text, wish, response }: SpeechRequest): string {
  return JSON.stringify([speaker, wish.voice, wish.language, response, text.trimEnd()]);
}
