/** The time for pauses before and after the words, ms. */
const BASE_MS = 2_000;
/** The longest time for a plain letter, or for the space between words, ms. Slow speech takes about 100 ms. */
const PLAIN_LETTER_MS = 400;
/** The longest time for a small letter beyond ASCII, ms: a voice of another language may spell it. */
const SMALL_LETTER_MS = 1_000;
/**
 * The longest time for any other character, ms. `2`, `%` and each capital of `UNHCR` are spoken as words; a letter of a
 * script that the voice does not know is spoken as its code ("Japanese letter 3 0 6 7").
 */
const NAMED_CHARACTER_MS = 2_500;

export interface SpeechLengthOptions {
  /** The speed; 1 = the voice's own speed, 2 = twice as fast. */
  readonly speed: number;
  /** The limit for every text (`tts.max_sentence_seconds`), ms. */
  readonly capMs: number;
}

/**
 * Returns the longest time that speaking `text` may take, ms. The limit is generous, several times the usual time: a
 * longer sound is a fault of the engine or of the speech server.
 */
export function maxSpeechMs(text: string, { speed, capMs }: SpeechLengthOptions): number {
  let ms = BASE_MS;
  for (const character of text) {
    ms += longestMs(character);
    if (ms / speed >= capMs) break;
  }
  return Math.min(capMs, ms / speed);
}

function longestMs(character: string): number {
  if (/^[a-z\s\p{M}]$/u.test(character)) return PLAIN_LETTER_MS;
  return /^\p{Ll}$/u.test(character) ? SMALL_LETTER_MS : NAMED_CHARACTER_MS;
}

/** The number of words a minute of an embedded engine at its normal speed: eSpeak's own default. */
export const NORMAL_WORDS_PER_MINUTE = 175;

/** The usual time of a digit, an ideograph and any other character, ms: eSpeak at normal speed, rounded up. */
const DIGIT_MS = 400;
const IDEOGRAPH_MS = 300;
const LETTER_MS = 75;
const DIGIT = /\p{N}/gu;
/** Ideographs, kana and Hangul syllables; each of them is a syllable or more. */
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

/**
 * Estimates the length of a sentence's sound, rather too long than too short.
 * @param speed 1 = normal; faster speech is not expected to be shorter
 * @returns ms of audio
 */
export function expectedSpeechMs(text: string, speed = 1): number {
  const digits = text.match(DIGIT)?.length ?? 0;
  const ideographs = text.match(IDEOGRAPH)?.length ?? 0;
  const lettersMs = text.length * LETTER_MS;
  const normalMs = 300 + lettersMs + digits * (DIGIT_MS - LETTER_MS) + ideographs * (IDEOGRAPH_MS - LETTER_MS);
  return normalMs / Math.min(1, speed);
}

/** The shortest time for any text with a letter or a digit, ms. */
const SHORTEST_MS = 20;
/**
 * The shortest time for a letter or a digit at normal speed, ms. The fastest voice that was measured takes 51 ms, in
 * Danish; a quarter of that is no speech.
 */
const SHORTEST_LETTER_MS = 12;
/** A letter or a digit with its repetitions: "Arrrrgh" is spoken as "Argh". */
const LETTERS = /([\p{L}\p{N}])\1*/giu;

/**
 * Returns the shortest time that speaking `text` may take, ms; 0 when it has no letter and no digit.
 *
 * @param speed 1 = normal; a slower speed does not raise the result, because some speech servers do not follow it
 */
export function minSpeechMs(text: string, speed: number): number {
  const letters = lettersIn(text);
  return letters === 0 ? 0 : Math.max(SHORTEST_MS, (letters * SHORTEST_LETTER_MS) / Math.max(1, speed));
}

/**
 * The lowest peak of a sentence that can be heard. The quietest sentence that was measured peaks at 13,972 of 32,767.
 */
const MIN_PEAK = 1_000;
/**
 * The number of letters from which a text must reach its shortest time and `MIN_PEAK`. A shorter text may be one
 * consonant, which may be short and quiet: the quietest that was measured is a "b" in K'iche', with a peak of 329.
 */
const MIN_LETTERS = 4;
const MIN_SHORT_PEAK = 100;

/**
 * Tells whether a sound can be the speech of a text: it is loud enough to be heard, and long enough for the letters and
 * digits of the text.
 *
 * @param durationMs the length of the sound
 * @param peak the highest absolute sample, of 32,767
 * @param rate the speed of the speech; 1 = normal
 */
export function isSpeechOf(text: string, durationMs: number, peak: number, rate: number): boolean {
  const letters = lettersIn(text);
  if (letters < MIN_LETTERS) return letters === 0 || peak >= MIN_SHORT_PEAK;
  return peak >= MIN_PEAK && durationMs >= minSpeechMs(text, rate);
}

const lettersIn = (text: string): number => text.match(LETTERS)?.length ?? 0;
