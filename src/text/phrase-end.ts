import { primarySubtag } from './language/language-tag.js';
import type { PhraseWords } from './languages/phrase-words.js';
import { PHRASE_WORDS } from './languages/registry.js';

/** The fewest UTF-16 units after a cut: a shorter rest would be an utterance of a word or two. */
const MIN_REST_CHARS = 12;
/** The most UTF-16 units by which a cut at a clause mark may be later than the first one between two phrases. */
const MARK_AHEAD_CHARS = 15;
/** The most words that are skipped to find the name after a preposition: "Lord of the Rings". */
const MAX_SKIPPED = 3;

const CLAUSE_MARK = /(?:[,;:]|(?<=\s)[–—])(?=\s)/g;
/** Matches a character that prose does not have, or that opens or closes a quotation or a bracket. */
const NOT_PLAIN = /[^\p{L}\p{M}\p{N}\s.,;:!?'’–—-]|(?<![\p{L}\p{N}])['’]/u;
const WORD_BEFORE = /(?<![^\s])[\p{L}\p{M}'’-]+$/u;
const WORD_AFTER = /^[\p{L}\p{M}'’-]+/u;
const NUMBER_AFTER = /^\p{N}/u;
const CAPITALISED = /^\p{Lu}/u;

interface Phrases {
  readonly openers: ReadonlySet<string>;
  /** The words that belong to the word after them, openers included. */
  readonly bound: ReadonlySet<string>;
  readonly numbered: ReadonlySet<string>;
}

const wordsOf = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');

const phrasesOf = ({ openers, bound, numbered }: PhraseWords): Phrases => ({
  openers: new Set(wordsOf(openers)),
  bound: new Set([...wordsOf(openers), ...wordsOf(bound)]),
  numbered: new Set(wordsOf(numbered)),
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
 * mark, or else before a word that opens a phrase. A name, a number and a quotation are never cut, and a text with
 * other marks than those of prose is not cut at all. Phrases are known in the languages of `PHRASE_WORDS`.
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
  const lastIndex = text.length - MIN_REST_CHARS;
  if (Math.min(clauseChars, phraseChars) > lastIndex) return undefined;
  const phrases = language === undefined ? undefined : PHRASES.get(primarySubtag(language));
  const between = phrases && betweenPhrases(text, phraseChars, lastIndex, phrases);
  const marked = afterMark(text, clauseChars, Math.min(lastIndex, (between ?? lastIndex) + MARK_AHEAD_CHARS));
  const index = marked ?? between;
  if (index === undefined || NOT_PLAIN.test(text.slice(0, index))) return undefined;
  return { index, isMarked: marked !== undefined };
}

/** Returns the index after the first clause mark, and the space after it, in text[from, to]. */
function afterMark(text: string, from: number, to: number): number | undefined {
  for (const { index } of text.matchAll(CLAUSE_MARK)) {
    if (index > to) break;
    if (index >= from) return index + 2;
  }
  return undefined;
}

/** Returns the index of the first word in text[from, to] that opens a phrase. */
function betweenPhrases(text: string, from: number, to: number, phrases: Phrases): number | undefined {
  for (let space = text.indexOf(' ', from); space >= 0 && space <= to; space = text.indexOf(' ', space + 1)) {
    if (opensPhrase(text.slice(0, space), text.slice(space + 1), phrases)) return space + 1;
  }
  return undefined;
}

function opensPhrase(before: string, after: string, phrases: Phrases): boolean {
  const last = WORD_BEFORE.exec(before)?.[0];
  if (last === undefined || has(phrases.bound, last.toLowerCase())) return false;
  const isName = CAPITALISED.test(last);
  if (NUMBER_AFTER.test(after)) return !isName && !phrases.numbered.has(last.toLowerCase());
  const first = WORD_AFTER.exec(after)?.[0];
  if (first === undefined || !has(phrases.openers, first)) return false;
  return !isName || !CAPITALISED.test(firstUnbound(after, phrases));
}

/** Returns the text from its first word on that is neither an opener nor bound. */
function firstUnbound(text: string, { bound }: Phrases): string {
  let rest = text;
  for (let skipped = 0; skipped < MAX_SKIPPED; skipped++) {
    const word = WORD_AFTER.exec(rest)?.[0];
    if (word === undefined || !has(bound, word)) break;
    rest = rest.slice(word.length).trimStart();
  }
  return rest;
}

/** Tells whether a list has a word, or the beginning of the word up to its apostrophe: the "l'" of "l'eau". */
function has(words: ReadonlySet<string>, word: string): boolean {
  const straight = word.replaceAll('’', "'");
  if (words.has(straight)) return true;
  const apostrophe = straight.indexOf("'");
  return apostrophe > 0 && words.has(straight.slice(0, apostrophe + 1));
}
