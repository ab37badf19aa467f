/** The keys of the config section `tts`: the engine or server that speaks, and its voice, limits and timeouts. */
import { z } from 'zod';
import { integer, key, live, text } from './key.js';

export const TTS_KEYS = {
  engine: key(
    z.enum(['auto', 'espeak', 'flite', 'openai']),
    'TTS_ENGINE',
    'Engine that speaks; auto = espeak where it is installed, flite otherwise; openai = a speech server over HTTP, with auto as its fallback',
  ),
  default_language: key(
    z.string(),
    'TTS_DEFAULT_LANGUAGE',
    'Language of text in a script that several languages use (BCP 47)',
  ),
  languages: key(
    text(1_000),
    'TTS_LANGUAGES',
    'Languages (BCP 47) that the words of an answer tell apart when its client requests no language; separated by spaces; empty = only the script tells. The default language is always one of them',
  ),
  espeak_library: key(
    z.enum(['package', 'native']),
    'TTS_ESPEAK_LIBRARY',
    'Build of espeak; package = the npm package; native = the library of the system (Debian: libespeak-ng1), called by the npm package koffi: it takes about half of the CPU time, in a process of its own for each thread. Where it cannot be loaded, the package speaks',
  ),
  espeak_rate_wpm: key(integer(80, 450), 'TTS_ESPEAK_RATE_WPM', 'Speed of espeak, words per minute'),
  flite_voice: key(z.enum(['slt', 'rms', 'awb', 'kal16']), 'TTS_FLITE_VOICE', 'Voice of flite'),
  first_clause_min_chars: key(
    integer(0, 10_000),
    'TTS_FIRST_CLAUSE_MIN_CHARS',
    'Length from which the first sentence of an answer is cut at a clause, so that speech starts early; 0 = never',
  ),
  first_clause_busy_chars: key(
    integer(0, 10_000),
    'TTS_FIRST_CLAUSE_BUSY_CHARS',
    'Length from which a first sentence is spoken in two pieces, cut at a clause or before a phrase, while many turns wait for their first audio; 0 = never, also when tts.first_clause_min_chars is 0',
  ),
  sentence_wait_ms: live(
    integer(0, 10_000),
    'TTS_SENTENCE_WAIT_MS',
    'Time without further text after which a sentence that may be complete is spoken; four times as long after a number, an address or an abbreviation, which may go on; 0 = never',
  ),
  max_sentence_chars: key(
    integer(40, 10_000),
    'TTS_MAX_SENTENCE_CHARS',
    'Longest sentence, characters; longer ones are cut',
  ),
  max_sentence_seconds: key(
    integer(1, 3_600),
    'TTS_MAX_SENTENCE_SECONDS',
    'Longest sound of one sentence, for any text; most texts have a lower limit, by their characters',
  ),
  pause_sentence_ms: live(
    integer(0, 5_000),
    'TTS_PAUSE_SENTENCE_MS',
    'Pause after a sentence at normal speed; faster speech has shorter pauses',
  ),
  pause_clause_ms: live(
    integer(0, 5_000),
    'TTS_PAUSE_CLAUSE_MS',
    'Pause where a sentence was cut after a comma or another clause mark',
  ),
  pause_item_ms: live(
    integer(0, 5_000),
    'TTS_PAUSE_ITEM_MS',
    'Pause between the items of a list or the rows of a table',
  ),
  pause_paragraph_ms: live(integer(0, 5_000), 'TTS_PAUSE_PARAGRAPH_MS', 'Pause after a paragraph or a heading'),
  warm_up_languages: key(
    text(200),
    'TTS_WARM_UP_LANGUAGES',
    'Languages that each thread speaks once, unheard, before the server is ready; separated by spaces',
  ),
  cache_bytes: key(
    integer(0, 4_294_967_296),
    'TTS_CACHE_BYTES',
    'Audio in the phrase cache at most, so that repeated phrases need no synthesis; 0 = only the default greeting is cached',
  ),
  cache_max_chars: key(
    integer(0, 10_000),
    'TTS_CACHE_MAX_CHARS',
    'Longest sentence in the phrase cache, characters: short sentences repeat, long ones would only evict them',
  ),
  default_greeting: key(z.string().min(1).max(1_000), 'TTS_DEFAULT_GREETING', 'Greeting for a request without text'),
  openai_base_url: key(
    z
      .string()
      .regex(/^https?:\/\/[^\s@?#]+$/)
      .max(2_048),
    'TTS_OPENAI_BASE_URL',
    'URL of the speech server, without /audio/speech: the hosted one, or any server with its protocol',
  ),
  openai_key_env: key(
    z
      .string()
      .regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/)
      .max(200),
    'TTS_OPENAI_KEY_ENV',
    'NAME of the environment variable that holds the key; empty = the server needs no key',
  ),
  openai_model: key(z.string().min(1).max(200), 'TTS_OPENAI_MODEL', 'Model that speaks'),
  openai_voice: key(z.string().min(1).max(200), 'TTS_OPENAI_VOICE', 'Voice for clients that request no voice'),
  openai_format: key(
    z.enum(['pcm', 'wav']),
    'TTS_OPENAI_FORMAT',
    'Requested format: wav contains its sample rate, pcm (16 bit, mono) does not',
  ),
  openai_sample_rate: key(
    integer(8_000, 192_000),
    'TTS_OPENAI_SAMPLE_RATE',
    'Sample rate of the server’s pcm, Hz, when the head of the response does not contain it',
  ),
  openai_speed: key(z.number().min(0.25).max(4), 'TTS_OPENAI_SPEED', 'Speed of the voice; 1 = its own'),
  openai_gain_db: key(
    z.number().min(-40).max(40),
    'TTS_OPENAI_GAIN_DB',
    'Gain of the server’s speech, dB; the embedded voices have an active level of −20 dB of full scale',
  ),
  connect_timeout_ms: key(
    integer(10, 600_000),
    'TTS_CONNECT_TIMEOUT_MS',
    'Longest wait for the start of a speech server’s response; some servers start only when the sentence is complete',
  ),
  first_audio_timeout_ms: key(
    integer(10, 600_000),
    'TTS_FIRST_AUDIO_TIMEOUT_MS',
    'Longest wait for the first audio of a speech server, from the request on',
  ),
  chunk_timeout_ms: key(
    integer(10, 600_000),
    'TTS_CHUNK_TIMEOUT_MS',
    'Longest wait for further audio within a sentence; also the longest delay of a sentence beyond twice its sound',
  ),
  tail_timeout_ms: key(
    integer(0, 60_000),
    'TTS_TAIL_TIMEOUT_MS',
    'Time after which a WAV that has reached its announced size ends, although its connection stays open',
  ),
  breaker_failures: key(
    integer(1, 1_000),
    'TTS_BREAKER_FAILURES',
    'Failures in a row after which the circuit breaker opens and the embedded engine speaks',
  ),
  breaker_cooldown_ms: key(
    integer(10, 3_600_000),
    'TTS_BREAKER_COOLDOWN_MS',
    'Interval at which a speech server is tried with a short text while its circuit breaker is open',
  ),
} as const;
