/** A part of a prompt that its user is still speaking. */
export interface PromptPart {
  /** The position of the part among all parts of the prompt. */
  readonly seq: number;
  readonly text: string;
}

/** The parts of a prompt so far. */
export interface PromptParts {
  /** The text of the oldest parts, merged; empty while there are few parts. */
  readonly merged: string;
  /** The highest number of the merged parts: later parts with the same or a lower number are ignored. */
  readonly mergedSeq: number;
  /** The newest parts, in the order of their numbers, so that a late part finds its place. */
  readonly newest: readonly PromptPart[];
}

export const NO_PARTS: PromptParts = { merged: '', mergedSeq: Number.NEGATIVE_INFINITY, newest: [] };

/** The number of parts that are kept one by one, and the number from which the oldest of them are merged. */
const KEPT_PARTS = 8;
const MAX_PARTS = 16;

/** The characters of scripts without spaces between words. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
/** Matches a word; in scripts without spaces, a letter. */
const WORD = new RegExp(String.raw`[${UNSPACED}]|[\p{L}\p{M}\p{N}]+`, 'gu');
const ENDS_UNSPACED = new RegExp(`[${UNSPACED}]$`, 'u');
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');

/** The fewest words, and the share of them, by which a part that goes on counts as a corrected repetition. */
const MIN_WORDS_TO_CORRECT = 3;
const REPEATED_SHARE = 2 / 3;

/**
 * Adds a part; it replaces one of the newest parts with the same number.
 * @param maxBytes the size of a prompt that is too long, UTF-8 bytes: it takes no further parts, so that a client cannot
 *   make the server keep and compare more and more text
 */
export function withPart(parts: PromptParts, part: PromptPart, maxBytes: number): PromptParts {
  const { merged, mergedSeq, newest } = parts;
  if (part.seq <= mergedSeq || Buffer.byteLength(merged) > maxBytes) return parts;
  // Parts usually arrive in order.
  const isLast = part.seq > (newest.at(-1)?.seq ?? Number.NEGATIVE_INFINITY);
  const others = isLast ? newest : newest.filter(({ seq }) => seq !== part.seq);
  const next = [...others, part];
  if (!isLast) next.sort((one, other) => one.seq - other.seq);
  const byteLength = next.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (next.length <= MAX_PARTS && byteLength <= maxBytes) return { merged, mergedSeq, newest: next };
  const oldest = byteLength > maxBytes ? next : next.slice(0, -KEPT_PARTS);
  return {
    merged: mergedText(merged, oldest),
    mergedSeq: oldest.at(-1)?.seq ?? mergedSeq,
    newest: next.slice(oldest.length),
  };
}

/** Adds the part that completes a prompt: it replaces one of the newest parts with its number, or follows all parts. */
export function withLastPart({ merged, mergedSeq, newest }: PromptParts, last: PromptPart): PromptParts {
  const replaced = newest.findIndex(({ seq }) => seq === last.seq);
  return { merged, mergedSeq, newest: replaced < 0 ? [...newest, last] : newest.with(replaced, last) };
}

/**
 * Returns the text of a prompt. Clients send a part once, or repeat all words so far with each part, as speech
 * recognition delivers them: a part that repeats the text before it replaces that text.
 */
export function textOfParts({ merged, newest }: PromptParts): string {
  return mergedText(merged, newest);
}

function mergedText(first: string, parts: readonly PromptPart[]): string {
  return parts.reduce((before, { text }) => {
    if (before === '' || repeats(text, before)) return text;
    const needsNoSpace = ENDS_UNSPACED.test(before) && STARTS_UNSPACED.test(text);
    return `${before}${needsNoSpace ? '' : ' '}${text}`;
  }, first);
}

/**
 * Tells whether `text` begins with the words of `before`. When it goes on, some of them may differ: recognition corrects
 * what it heard before.
 */
function repeats(text: string, before: string): boolean {
  const words = text.toLowerCase().matchAll(WORD);
  let same = 0;
  let count = 0;
  for (const [word] of before.toLowerCase().matchAll(WORD)) {
    const { value, done } = words.next();
    if (done) return false;
    count++;
    if (value[0] === word) same++;
    // Most texts differ at once, and need no further look.
    else if (same < REPEATED_SHARE * (count - 1)) return false;
  }
  if (same === count) return true;
  return count >= MIN_WORDS_TO_CORRECT && same >= REPEATED_SHARE * count && !words.next().done;
}
