/**
 * Longest a sentence may sound, whoever speaks it. Measured on eSpeak at 175 words a minute: 15 characters a second in plain
 * English, 2 for digits, and up to a second a character for scripts that a voice can only spell. A sound that goes on beyond the
 * bound is not the sentence any more.
 */
const MS_PER_CHARACTER = 1_000;
/** Allowance for short texts, ms: a single letter has its pauses, too. */
const BASE_MS = 2_000;

/**
 * @param rate speed of the speech; 1 = normal
 * @returns ms of audio
 */
export function maxSpeechMs(text: string, rate: number, capMs: number): number {
  return Math.min(capMs, (BASE_MS + text.length * MS_PER_CHARACTER) / Math.min(1, rate));
}

/** What characters usually sound like, ms: eSpeak at 175 words a minute, rounded up. */
const DIGIT_MS = 400;
const IDEOGRAPH_MS = 300;
const LETTER_MS = 75;
const DIGIT = /\p{N}/gu;
/** Ideographs, kana and Hangul syllables: a syllable or more each. */
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

/**
 * Estimates how long a sentence will sound, rather too long than too short.
 * @returns ms of audio at normal speed
 */
export function expectedSpeechMs(text: string): number {
  const digits = text.match(DIGIT)?.length ?? 0;
  const ideographs = text.match(IDEOGRAPH)?.length ?? 0;
  return 300 + text.length * LETTER_MS + digits * (DIGIT_MS - LETTER_MS) + ideographs * (IDEOGRAPH_MS - LETTER_MS);
}

/** The fastest that a voice was measured at, 175 words a minute: 51 ms a letter, in Danish. A quarter of that is no speech. */
const MIN_MS_PER_LETTER = 12;
/** The quietest sentence measured peaks at 13,972 of 32,767. */
const MIN_PEAK = 1_000;
/** Shorter texts may be a mark or an abbreviation that a voice passes over. */
const MIN_LETTERS = 4;
const LETTER = /[\p{L}\p{N}]/gu;

/**
 * Tells whether a sound can be the speech of a text: it is long enough for its letters and digits, and loud enough to be heard.
 *
 * @param durationMs of the sound
 * @param peak highest absolute sample, of 32,767
 * @param rate speed of the speech; 1 = normal
 */
export function isSpeechOf(text: string, durationMs: number, peak: number, rate: number): boolean {
  const letters = text.match(LETTER)?.length ?? 0;
  return letters < MIN_LETTERS || (peak >= MIN_PEAK && durationMs >= (letters * MIN_MS_PER_LETTER) / Math.max(1, rate));
}
