/** A part of a prompt that its user is still speaking. */
export interface PromptPart {
  /** The position of the part among all parts of the prompt. */
  readonly seq: number;
  readonly text: string;
}

/** The number of parts that are kept one by one, so that a part that arrives late finds its place. */
const MAX_PARTS = 16;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * Adds a part; a part with the same number is replaced.
 * @param parts in the order of their numbers, as is the result
 * @param maxBytes the size from which the parts become one, UTF-8 bytes
 */
export function withPart(parts: readonly PromptPart[], part: PromptPart, maxBytes: number): readonly PromptPart[] {
  // Parts usually arrive in order.
  const isLast = part.seq > (parts.at(-1)?.seq ?? Number.NEGATIVE_INFINITY);
  const others = isLast ? parts : parts.filter(({ seq }) => seq !== part.seq);
  const next = isLast ? [...others, part] : [...others, part].sort((one, other) => one.seq - other.seq);
  const byteLength = next.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (next.length <= MAX_PARTS && byteLength <= maxBytes) return next;
  return [{ seq: next.at(-1)?.seq ?? part.seq, text: textOfParts(next) }];
}

/**
 * Returns the text of a prompt. Clients send a part once, or repeat all words so far with each part, as speech
 * recognition delivers them: a part that repeats the text before it replaces that text.
 * @param parts in the order of their numbers
 */
export function textOfParts(parts: readonly PromptPart[]): string {
  return parts.reduce((before, { text }) => {
    if (before === '' || repeats(text, before)) return text.trim();
    return `${before} ${text.trim()}`.trim();
  }, '');
}

/**
 * Tells whether `text` begins with the words of `before`. When it goes on, the last of them may differ: recognition
 * corrects the word that it heard last.
 */
function repeats(text: string, before: string): boolean {
  const [words, wordsBefore] = [wordsOf(text), wordsOf(before)];
  const firstOther = wordsBefore.findIndex((word, n) => word !== words[n]);
  if (firstOther < 0) return true;
  return firstOther >= 2 && firstOther === wordsBefore.length - 1 && words.length > wordsBefore.length;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(WORD) ?? [];
}
