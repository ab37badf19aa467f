/** Pauses before and after the words, ms. */
const BASE_MS = 2_000;
/** Longest time that a plain letter takes, or the space between words, ms. Slow speech takes about 100 ms. */
const PLAIN_LETTER_MS = 400;
/** Longest time that a small letter beyond ASCII takes, ms: a voice of another language may spell it. */
const SMALL_LETTER_MS = 1_000;
/**
 * Longest time that any other character takes, ms: `2`, `%` and each capital of `UNHCR` are spoken as words, letters of a script
 * that the voice does not know by their code ("Japanese letter 3 0 6 7").
 */
const NAMED_CHARACTER_MS = 2_500;

/** No text with a letter or a digit is spoken in less time, ms. */
const SHORTEST_MS = 20;
/** Shortest time that a letter or a digit takes, ms. Fast speech takes about 40 ms. */
const SHORTEST_LETTER_MS = 2;

export interface SpeechLengthOptions {
  /** 1 = the voice's own speed; 2 = twice as fast. */
  readonly speed: number;
  /** The limit of every text (`tts.max_sentence_seconds`), ms. */
  readonly capMs: number;
}

/**
 * Returns the longest time that speaking `text` may take, ms. The limit is generous, several times the usual time: what is
 * longer is a fault of the engine or of the speech server.
 */
export function maxSpeechMs(text: string, { speed, capMs }: SpeechLengthOptions): number {
  let ms = BASE_MS;
  for (const character of text) {
    ms += longestMs(character);
    if (ms / speed >= capMs) break;
  }
  return Math.min(capMs, ms / speed);
}

/** Returns the shortest time that speaking `text` may take, ms; 0 when it has no letter and no digit. */
export function minSpeechMs(text: string, speed: number): number {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters === 0 ? 0 : Math.max(SHORTEST_MS, (SHORTEST_LETTER_MS * letters) / speed);
}

function longestMs(character: string): number {
  if (/^[a-z\s\p{M}]$/u.test(character)) return PLAIN_LETTER_MS;
  return /^\p{Ll}$/u.test(character) ? SMALL_LETTER_MS : NAMED_CHARACTER_MS;
}
