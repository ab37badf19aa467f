/** Time of speech before and after the words, and of pauses, ms. */
const BASE_MS = 2_000;
/** Longest time that a letter takes, ms. Slow speech takes about 100 ms. */
const LETTER_MS = 400;
/** Longest time that any other character takes, ms: `2`, `%`, `№` and each capital of `UNHCR` are spoken as words. */
const NAMED_CHARACTER_MS = 1_500;
/** Letters that are read as part of a word, with their marks, and the spaces between words. */
const PART_OF_A_WORD = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\s]$/u;

/** No sentence with a letter or a digit is spoken in less time, ms. */
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
 * Returns the longest time that speaking `text` may take, ms. The limit is generous, about six times the usual time: what is
 * longer is a fault of the engine or the speech server.
 */
export function maxSpeechMs(text: string, { speed, capMs }: SpeechLengthOptions): number {
  let ms = BASE_MS;
  for (const character of text) {
    ms += PART_OF_A_WORD.test(character) ? LETTER_MS : NAMED_CHARACTER_MS;
    if (ms / speed >= capMs) return capMs;
  }
  return ms / speed;
}

/** Returns the shortest time that speaking `text` may take, ms; 0 when it has no letter and no digit. */
export function minSpeechMs(text: string, speed: number): number {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters === 0 ? 0 : Math.max(SHORTEST_MS, (SHORTEST_LETTER_MS * letters) / speed);
}
