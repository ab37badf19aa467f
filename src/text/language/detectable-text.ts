import { POLITE_PRONOUNS } from '../languages/de/pronouns.js';

/** The text that is examined, UTF-16 units from the start. */
const MAX_UNITS = 400;
/** The fewest letters beside quotations that tell a language; with fewer, the quotations are examined, too. */
const MIN_LETTERS = 10;

const UNUSUAL = /["“„«`\d_@/\\={}<>(]|\p{Ll}\p{Lu}/u;
const CODE_SPAN = /`[^`]*`/g;
const QUOTATION = /["“„«][^"“”„«»]*["“”»]/g;
/** Matches a word of code, an address or a name of a product: "npm_config", "wait(5)", "useState", "example.com/a". */
const CODE_WORD = /[\d_@/\\={}<>]|\p{L}\(|\p{Ll}\p{Lu}/u;
const LETTER = /\p{L}/gu;
/** A word with a capital that does not begin the text. */
const NAME = new RegExp(`(?<=\\S\\s{1,3})(?!(?:${POLITE_PRONOUNS.replaceAll(' ', '|')})(?!\\p{L}))\\p{Lu}\\S*`, 'gu');
/** Matches the rest of a list of names: its first word. */
const NAME_ALONE = /^[^\p{L}]*\p{Lu}\S*\s*$/u;
/** Matches the end of a greeting or a question, such as "Guten Morgen!": it is no list of names. */
const EXCLAIMED = /[!?]\s*$/;

/** Returns the words of a sentence that tell its language: without code, addresses and quotations. */
export function detectableText(sentence: string): string {
  const text = sentence.slice(0, MAX_UNITS);
  if (!UNUSUAL.test(text)) return text;
  const words = text
    .replace(CODE_SPAN, ' ')
    .split(/\s+/)
    .filter((word) => !CODE_WORD.test(word))
    .join(' ');
  const own = words.replace(QUOTATION, ' ');
  return (own.match(LETTER)?.length ?? 0) >= MIN_LETTERS ? own : words;
}

/** Returns the words of a text that are no names; '' when the first word is the only one left and may be a name, too. */
export function withoutNames(text: string): string {
  const words = text.replace(NAME, '');
  return words !== text && NAME_ALONE.test(words) && !EXCLAIMED.test(text) ? '' : words;
}
