/** The quiet samples that stay before the first sound of a sentence, ms: a consonant may begin below the limit. */
export const LEAD_MS = 10;
/** The quiet end of every sentence, ms: a consonant may fade below the limit. */
export const TAIL_MS = 20;
