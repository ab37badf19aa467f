import { primarySubtag } from './language/language-tag.js';
import type { PhraseWords } from './languages/phrase-words.js';
import { PHRASE_WORDS } from './languages/registry.js';
import { wordsOf } from './languages/words-of.js';

/** The fewest UTF-16 units after a cut: a shorter rest would be an utterance of a word or two. */
const MIN_REST_CHARS = 12;
/** The most UTF-16 units by which a cut at a clause mark may be later than the first one between two phrases. */
const MARK_AHEAD_CHARS = 15;
/** The most words that are skipped to find the name after a preposition: "Lord of the Rings". */
const MAX_SKIPPED = 3;
/** The UTF-16 units at the start of two words by which they are the same word, and the fewest of a short word. */
const STEM_CHARS = 4;
const MIN_STEM_CHARS = 3;

/** Matches a clause mark before white space, but not one within a number, a date or a code in groups: "4 1 5, 5 5 5". */
const CLAUSE_MARK = /(?:(?<!\p{N})[,;:]|[,;:](?!\s+\p{N})|(?<=(?<!\p{N})\s)[–—])(?=\s)/gu;
/** Matches a character that prose does not have, or that opens or closes a quotation or a bracket. */
const NOT_PLAIN = /[^\p{L}\p{M}\p{N}\s.,;:!?'’–—-]|(?<![\p{L}\p{N}])['’]/u;
const WORD_BEFORE = /(?<!\S)\p{L}[\p{L}\p{M}'’-]*(?<=[\p{L}\p{M}])$/u;
const WORD_AFTER = /^\p{L}[\p{L}\p{M}'’-]*/u;
/** Matches a number, and the word that it counts; four digits without a mark may be a year: "1944 roku". */
const COUNT_AFTER = /^(?!\p{N}{4}\s)\p{N}[\p{N}.,]*\s+(\p{Ll}[\p{L}\p{M}]+)(?![\p{L}\p{M}.])/u;
const NUMBER_BEFORE = /\p{N}\s+\S+$/u;
const CAPITALISED = /^\p{Lu}/u;

interface Phrases {
  readonly conjunctions: ReadonlySet<string>;
  readonly openers: ReadonlySet<string>;
  readonly connectives: ReadonlySet<string>;
  /** The words that belong to the word after them, openers included. */
  readonly bound: ReadonlySet<string>;
  readonly correlatives: ReadonlySet<string>;
  readonly numbered: ReadonlySet<string>;
  readonly numberEndings: readonly string[];
  readonly afterCounts: ReadonlySet<string>;
  readonly rates: ReadonlySet<string>;
  readonly timeUnits: ReadonlySet<string>;
  readonly rangeStarts: ReadonlySet<string>;
  readonly rangeEnds: ReadonlySet<string>;
}

const setOf = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap(wordsOf));

const phrasesOf = ({ conjunctions, prepositions, connectives, bound, ...others }: PhraseWords): Phrases => ({
  conjunctions: setOf(conjunctions),
  openers: setOf(conjunctions, prepositions),
  connectives: setOf(connectives),
  bound: setOf(conjunctions, prepositions, connectives, bound),
  correlatives: setOf(others.correlatives ?? ''),
  numbered: setOf(others.numbered),
  numberEndings: wordsOf(others.numberEndings ?? ''),
  afterCounts: setOf(others.afterCounts ?? ''),
  rates: setOf(others.rates ?? ''),
  timeUnits: setOf(others.timeUnits ?? ''),
  rangeStarts: setOf(others.ranges.from),
  rangeEnds: setOf(others.ranges.to),
});

const PHRASES: ReadonlyMap<string, Phrases> = new Map(
  Object.entries(PHRASE_WORDS).map(([subtag, words]) => [subtag, phrasesOf(words)]),
);

/** The place at which a sentence may be cut in two. */
export interface PhraseEnd {
  /** The index at which the second part begins, UTF-16 units. */
  readonly index: number;
  /** Tells whether a clause mark ends the first part. */
  readonly isMarked: boolean;
}

/** The shortest first parts of a sentence, UTF-16 units; Infinity = the sentence is not cut there. */
export interface PhraseLengths {
  /** The shortest part that a clause mark ends. */
  readonly clauseChars: number;
  /** The shortest part that ends before a phrase, without a mark. */
  readonly phraseChars: number;
}

/**
 * Finds the first place at which a sentence may be cut in two, so that its first part can be spoken soon: after a clause
 * mark, or else before a word that opens a phrase. Names, numbers and quotations are not cut, as far as the words of
 * `PHRASE_WORDS` tell them, and a text with other marks than those of prose is not cut at all.
 *
 * @param text the sentence as it is spoken
 * @param language BCP 47; undefined = only clause marks are known
 * @returns undefined when there is no such place
 */
export function firstPhraseEnd(
  text: string,
  language: string | undefined,
  { clauseChars, phraseChars }: PhraseLengths,
): PhraseEnd | undefined {
  const last = text.length - MIN_REST_CHARS;
  if (Math.min(clauseChars, phraseChars) >= last || NOT_PLAIN.test(text)) return undefined;
  const phrases = language === undefined ? undefined : PHRASES.get(primarySubtag(language));
  const between = phrases && betweenPhrases(text, phraseChars, last, phrases);
  const marked = afterMark(text, clauseChars, Math.min(last, (between ?? last) + MARK_AHEAD_CHARS), phrases);
  const index = marked ?? between;
  return index === undefined ? undefined : { index, isMarked: marked !== undefined };
}

/** Returns the index after the first clause mark from `from` on, and after the space behind it; at most `last`. */
function afterMark(text: string, from: number, last: number, phrases: Phrases | undefined): number | undefined {
  for (const { index } of text.matchAll(CLAUSE_MARK)) {
    if (index + 2 > last) break;
    if (index < from) continue;
    const word = WORD_BEFORE.exec(text.slice(0, index))?.[0] ?? '';
    if (!phrases?.correlatives.has(word.toLowerCase())) return index + 2;
  }
  return undefined;
}

/** Returns the index of the first word that opens a phrase, behind a space from `from` on; at most `last`. */
function betweenPhrases(text: string, from: number, last: number, phrases: Phrases): number | undefined {
  for (let space = text.indexOf(' ', from); space >= 0 && space < last; space = text.indexOf(' ', space + 1)) {
    if (opensPhrase(text.slice(0, space), text.slice(space + 1), phrases)) return space + 1;
  }
  return undefined;
}

function opensPhrase(before: string, after: string, phrases: Phrases): boolean {
  const word = WORD_BEFORE.exec(before)?.[0];
  if (word === undefined || isBound(word, phrases)) return false;
  const isName = CAPITALISED.test(word);
  const counted = COUNT_AFTER.exec(after)?.[1];
  if (counted !== undefined) {
    return !isName && !NUMBER_BEFORE.test(before) && !phrases.numbered.has(word) && !phrases.bound.has(counted);
  }
  const opener = openingIn(after, phrases.openers);
  if (opener === undefined || endsRange(before, straightened(opener), phrases)) return false;
  const rest = after.slice(opener.length).trimStart();
  const [second = '', third = ''] = rest.split(/\s+/, 2);
  if (phrases.afterCounts.has(second) || phrases.afterCounts.has(third)) return false;
  const noun = WORD_AFTER.exec(rest)?.[0].toLowerCase() ?? '';
  if (phrases.rates.has(straightened(opener)) && phrases.timeUnits.has(noun)) return false;
  if (isRepeated(word.toLowerCase(), noun)) return false;
  if (!phrases.conjunctions.has(opener) && !isPhrase(rest, phrases)) return false;
  return !isName || !CAPITALISED.test(withoutBound(rest, phrases));
}

/** Tells whether a preposition may end a range that has begun before it. */
function endsRange(before: string, opener: string, { rangeStarts, rangeEnds }: Phrases): boolean {
  if (!rangeEnds.has(opener)) return false;
  return before
    .toLowerCase()
    .split(/\s+/)
    .some((word) => openingIn(word, rangeStarts) !== undefined);
}

/** Tells whether two words are the same, but for their endings: "day by day", "капля за каплей". */
function isRepeated(one: string, other: string): boolean {
  const length = Math.min(STEM_CHARS, one.length, other.length);
  return length >= MIN_STEM_CHARS && one.slice(0, length) === other.slice(0, length);
}

/** Tells whether a text begins like a phrase after its preposition: with a number, or with a word that opens no phrase of its own. */
function isPhrase(text: string, { openers, connectives }: Phrases): boolean {
  const word = WORD_AFTER.exec(text)?.[0];
  return word === undefined ? /^\p{N}/u.test(text) : !openers.has(word) && !connectives.has(word);
}

/** Returns the text from its first word on that belongs to no word after it. */
function withoutBound(text: string, { bound }: Phrases): string {
  let rest = text;
  for (let skipped = 0; skipped < MAX_SKIPPED; skipped++) {
    const opening = openingIn(rest, bound);
    if (opening === undefined) break;
    rest = rest.slice(opening.length).trimStart();
  }
  return rest;
}

/** Returns the first word of a text, or its beginning up to the apostrophe, if it is in a list: the "l'" of "l'eau". */
function openingIn(text: string, words: ReadonlySet<string>): string | undefined {
  const word = WORD_AFTER.exec(text)?.[0];
  if (word === undefined) return undefined;
  const straight = straightened(word);
  if (words.has(straight)) return word;
  const length = straight.indexOf("'") + 1;
  return length > 0 && words.has(straight.slice(0, length)) ? word.slice(0, length) : undefined;
}

/** Tells whether a word belongs to the word after it, by itself or by its part behind an apostrophe or a hyphen. */
function isBound(word: string, { bound, numberEndings }: Phrases): boolean {
  const straight = straightened(word.toLowerCase());
  const lastPart = straight.slice(Math.max(straight.lastIndexOf("'"), straight.lastIndexOf('-')) + 1);
  return bound.has(straight) || bound.has(lastPart) || numberEndings.some((ending) => straight.endsWith(ending));
}

const straightened = (word: string): string => word.replaceAll('’', "'");
