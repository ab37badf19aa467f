/** The keys of the config section `tts`: the engine or server that speaks, and its voice, limits and timeouts. */
import { z } from 'zod';
import { integer, key, text } from './key.js';

export const TTS_KEYS = {
  engine: key(
    z.enum(['auto', 'espeak', 'flite', 'openai']),
    'TTS_ENGINE',
    'Who speaks; auto = espeak where it is installed, flite otherwise; openai = a server over HTTP, auto where it fails',
  ),
  default_language: key(
    z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/),
    'TTS_DEFAULT_LANGUAGE',
    'Language of text whose script does not tell (BCP 47)',
  ),
  espeak_rate_wpm: key(integer(80, 450), 'TTS_ESPEAK_RATE_WPM', 'Speed of espeak, words per minute'),
  flite_voice: key(z.enum(['slt', 'rms', 'awb', 'kal16']), 'TTS_FLITE_VOICE', 'Voice of flite'),
  first_clause_min_chars: key(
    integer(0, 10_000),
    'TTS_FIRST_CLAUSE_MIN_CHARS',
    'A first sentence longer than this is cut at a clause so that speech starts early; 0 = never',
  ),
  max_sentence_chars: key(integer(40, 10_000), 'TTS_MAX_SENTENCE_CHARS', 'Longer sentences are cut'),
  max_sentence_seconds: key(
    integer(1, 3_600),
    'TTS_MAX_SENTENCE_SECONDS',
    'Longest sound of one sentence, whatever its text; most texts have a lower limit, by their characters',
  ),
  warm_up_languages: key(
    text(200),
    'TTS_WARM_UP_LANGUAGES',
    'Languages spoken once, silently, before the server is ready; separated by spaces',
  ),
  cache_bytes: key(
    integer(0, 4_294_967_296),
    'TTS_CACHE_BYTES',
    'Speech kept in memory, so that a phrase that comes again is not spoken again; 0 = only the default greeting',
  ),
  cache_max_chars: key(
    integer(0, 10_000),
    'TTS_CACHE_MAX_CHARS',
    'Longer sentences are not kept: short ones come again, long ones would only push them out',
  ),
  default_greeting: key(z.string().min(1).max(1_000), 'TTS_DEFAULT_GREETING', 'What an empty greeting request says'),
  openai_base_url: key(
    z
      .string()
      .regex(/^https?:\/\/[^\s@?#]+$/)
      .max(2_048),
    'TTS_OPENAI_BASE_URL',
    'Speech server, without /audio/speech: the hosted one, or any that speaks its protocol',
  ),
  openai_key_env: key(
    z
      .string()
      .regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/)
      .max(200),
    'TTS_OPENAI_KEY_ENV',
    'NAME of the environment variable that holds the key; empty = the server wants none',
  ),
  openai_model: key(z.string().min(1).max(200), 'TTS_OPENAI_MODEL', 'Model that speaks'),
  openai_voice: key(z.string().min(1).max(200), 'TTS_OPENAI_VOICE', 'Voice, where the client names none'),
  openai_format: key(
    z.enum(['pcm', 'wav']),
    'TTS_OPENAI_FORMAT',
    'What the server is asked for: wav tells its sample rate, pcm (16 bit, mono) does not',
  ),
  openai_sample_rate: key(
    integer(8_000, 192_000),
    'TTS_OPENAI_SAMPLE_RATE',
    'Sample rate of the pcm that the server sends, Hz, where the head of its answer does not say',
  ),
  openai_speed: key(z.number().min(0.25).max(4), 'TTS_OPENAI_SPEED', 'Speed of the voice; 1 = its own'),
  connect_timeout_ms: key(
    integer(10, 600_000),
    'TTS_CONNECT_TIMEOUT_MS',
    'A speech server that has not begun to answer after this long has failed; some begin when the sentence is whole',
  ),
  first_audio_timeout_ms: key(
    integer(10, 600_000),
    'TTS_FIRST_AUDIO_TIMEOUT_MS',
    'A speech server that has sent no audio this long after it was asked has failed',
  ),
  chunk_timeout_ms: key(
    integer(10, 600_000),
    'TTS_CHUNK_TIMEOUT_MS',
    'A sentence that sounds has failed when no more of it comes for this long, or it is this much later than twice its sound',
  ),
  tail_timeout_ms: key(
    integer(0, 60_000),
    'TTS_TAIL_TIMEOUT_MS',
    'A WAV whose announced size has come, but whose connection stays open, is over after this long',
  ),
  breaker_failures: key(
    integer(1, 1_000),
    'TTS_BREAKER_FAILURES',
    'After so many failures in a row the speech server is not asked any more, and the embedded engine speaks',
  ),
  breaker_cooldown_ms: key(
    integer(10, 3_600_000),
    'TTS_BREAKER_COOLDOWN_MS',
    'How often a speech server that is not asked is tried, with a short text, to ask it again when it is well',
  ),
} as const;
