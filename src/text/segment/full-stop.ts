import { DIGIT, isSpace, LOWER, propertiesOf, UPPER } from '../character-properties.js';
import { type AbbreviationKind, abbreviationKind, type Language } from './languages.js';
import { decideListMark, isOwnListMark } from './list-marks.js';
import * as ahead from './lookahead.js';
import type { Run } from './run.js';
import { at, before, CUT, type Decision, decideAtEnd, END, KEEP, MAX_WORD, type Scan, WAIT } from './scan.js';
import { newToken, readToken, tokenStart, wordBefore } from './token.js';

const next: ahead.Peek = { kind: 0, word: 0 };
const token = newToken();

const STOP = 0x2e;
const BRACKET = 0x28;
/** The most digits of an ordinal number; longer numbers are years and amounts. */
const MAX_ORDINAL = 3;
const MAX_ROMAN = 7;
/** Two ordinals before a noun, "18./19.", and a day and a month, perhaps with a day before them: "7.6.", "5.-7.6.". */
const ORDINAL_PAIR = /^\d{1,3}\.[/-]\d{1,3}$/;
const DAY_AND_MONTH = /^(?:\d{1,2}\.[/-])?\d{1,2}\.\d{1,2}$/;
/** The most parts of an abbreviation written with spaces, and the most letters in a part. */
const MAX_PARTS = 5;
const MAX_PART = 4;

/** Decides at the single full stop text[index]; white space or the end follows the run. */
export function decideFullStop(scan: Scan, language: Language, index: number, run: Run): Decision {
  readToken(scan, index, token);
  const { letters, digits } = token;
  if (letters === 0 && digits === 0) return decidePlainWord(scan, run);
  if (isOwnListMark(scan, token, index)) return KEEP;
  const listed = decideListMark(scan, language, token.start, index, run.end);
  if (listed !== KEEP) return listed;

  const isNumber = (propertiesOf(before(scan, index - 1)) & DIGIT) !== 0;
  // More digits may come: "It costs $3."
  if (isNumber && at(scan, run.end) === END) return decideAtEnd(scan, true);
  if (letters === 0) return decideNumber(scan, language, index, run);
  if (token.stops === 0 && letters === 1 && digits === 0) return decideSingleLetter(scan, language, index, run);
  const word = wordBefore(scan, token.start, index);
  const kind = abbreviationKind(language, word);
  if (kind !== undefined) return decideAbbreviation(scan, language, kind, run);
  if (token.stops > 0) return decideDotted(scan, language, run);
  if (language.ordinals !== undefined && isRoman(word)) return decideOrdinal(scan, language, 'nouns', run);
  if (isCompoundOfNumber(language, word)) return decideAbbreviation(scan, language, 'number', run);
  if (language.compoundEnd !== undefined && word.endsWith(language.compoundEnd))
    return decideAbbreviation(scan, language, 'end', run);
  return decidePlainWord(scan, run);
}

/** Tells whether the last part of a word with hyphens stands before a number: "Konto-Nr. 5". */
function isCompoundOfNumber(language: Language, word: string): boolean {
  const hyphen = word.lastIndexOf('-');
  return hyphen > 0 && abbreviationKind(language, word.slice(hyphen + 1)) === 'number';
}

/**
 * Decides after a word that is no abbreviation. In a quotation or brackets the mark may end only a part of the
 * sentence.
 */
const decidePlainWord = (scan: Scan, run: Run): Decision =>
  run.closed ? ahead.cutUnlessLowerCase(scan, run.end) : CUT;

function decideNumber(scan: Scan, language: Language, index: number, run: Run): Decision {
  if (language.ordinals === undefined) return decidePlainWord(scan, run);
  const isOrdinal = token.digits === index - token.start && token.digits <= MAX_ORDINAL;
  const written = wordBefore(scan, token.start, index);
  if (isOrdinal || ORDINAL_PAIR.test(written)) return decideOrdinal(scan, language, language.ordinals, run);
  return DAY_AND_MONTH.test(written) ? ahead.cutUnlessLowerCase(scan, run.end, true) : decidePlainWord(scan, run);
}

/**
 * Decides after an ordinal number: "12. Juni", "19. Jahrhundert", "Ludwig XIV. war". Roman numbers belong to a name
 * more often than to a date, so they count as 'nouns'.
 */
function decideOrdinal(scan: Scan, language: Language, ordinals: Language['ordinals'], run: Run): Decision {
  const kind = ahead.peek(scan, run.end, next);
  if (kind !== ahead.UNKNOWN && token.letters > 0 && opensBracket(scan)) return KEEP;
  if (kind !== ahead.UPPER_CASE) return ahead.cutUnlessLowerCase(scan, run.end, true);
  const word = ahead.wordAt(scan, next.word);
  if (word === undefined) return WAIT;
  const key = word.toLowerCase();
  if (language.months.has(key)) return KEEP;
  return ordinals === 'words' || language.starters.has(key) ? CUT : KEEP;
}

function decideSingleLetter(scan: Scan, language: Language, index: number, run: Run): Decision {
  const word = wordBefore(scan, token.start, index);
  const properties = propertiesOf(word.charCodeAt(0));
  const isCapital = (properties & UPPER) !== 0;
  const previous = before(scan, token.start - 1);
  // The "t" of "don't."
  if (!isCapital && (previous === 0x27 || previous === 0x2019)) return decidePlainWord(scan, run);
  const spaced = spacedAbbreviation(scan, word);
  const listed = spaced === undefined ? undefined : abbreviationKind(language, spaced);
  // A capital is an initial, not the unit with the same letter.
  const kind = listed ?? (isCapital ? language.abbreviations.get(word) : abbreviationKind(language, word));
  if (kind !== undefined) return decideAbbreviation(scan, language, kind, run);
  if (isCapital && language.pronouns.has(word) && followsLowerCaseWord(scan)) return decidePlainWord(scan, run);
  if ((properties & (UPPER | LOWER)) === 0) return CUT;
  return decideAbbreviation(scan, language, isCapital ? 'initial' : 'number', run);
}

/** Returns the letters of an abbreviation written with spaces, joined: "т. д" is "т.д". `last` is its last part. */
function spacedAbbreviation(scan: Scan, last: string): string | undefined {
  let key = last;
  let parts = 1;
  let i = token.start;
  while (i - 3 >= scan.start && isSpace(before(scan, i - 1)) && before(scan, i - 2) === STOP && parts < MAX_PARTS) {
    const start = tokenStart(scan, i - 2);
    if (start === i - 2 || i - 2 - start > MAX_PART) break;
    key = `${scan.text.slice(start, i - 2)}.${key}`;
    parts += 1;
    i = start;
  }
  return i === token.start ? undefined : key;
}

/** Tells whether the word before the token is in lower case: "and I.", not "Albert I.". */
function followsLowerCaseWord(scan: Scan): boolean {
  const start = tokenStart(scan, token.start - 1);
  return start < token.start - 1 && (propertiesOf(scan.text.charCodeAt(start)) & LOWER) !== 0;
}

/**
 * Decides after a word with full stops inside. "U.S." and other runs of capitals are names; any other such word ends a
 * sentence unless the sentence goes on.
 */
function decideDotted(scan: Scan, language: Language, run: Run): Decision {
  const isAcronym = token.uppers === token.letters && token.longestPart <= 2 && token.digits === 0;
  return isAcronym ? decideAbbreviation(scan, language, 'initial', run) : ahead.cutUnlessLowerCase(scan, run.end, true);
}

/** Decides after an abbreviation. An initial works as a `name`, but never ends a text that may go on. */
function decideAbbreviation(scan: Scan, language: Language, kind: AbbreviationKind | 'initial', run: Run): Decision {
  if (kind === 'joined') return KEEP;
  if (kind === 'unit' && !followsNumber(scan)) return KEEP;
  switch (ahead.peek(scan, run.end, next)) {
    case ahead.UNKNOWN:
      return WAIT;
    case ahead.TEXT_END:
      return mayEndText(scan, language, kind) ? decideAtEnd(scan, true) : KEEP;
    case ahead.GAP:
    case ahead.OTHER_LETTER:
      return CUT;
    case ahead.UPPER_CASE:
      break;
    default:
      return KEEP;
  }
  if (opensBracket(scan)) return KEEP;
  if (kind === 'end') return CUT;
  if (kind === 'time') return decideTime(scan, language);
  const word = ahead.wordAt(scan, next.word);
  if (word === undefined) return WAIT;
  const isStarter = language.starters.has(word.toLowerCase()) && at(scan, next.word + word.length) !== STOP;
  if (kind === 'number') return isStarter || !(word.length === 1 || isRoman(word)) ? CUT : KEEP;
  return isStarter ? CUT : KEEP;
}

/** Tells whether the next word is the first in round brackets, which explain a name: "Apple Inc. (AAPL)", "Ludwig II. (1845–1886)". */
const opensBracket = (scan: Scan): boolean => at(scan, next.word - 1) === BRACKET;

/** Tells whether an abbreviation may be the last word of a text: "No." may be an answer, "Mr." and "J." may not. */
function mayEndText(scan: Scan, language: Language, kind: AbbreviationKind | 'initial'): boolean {
  if (kind !== 'number') return kind !== 'initial';
  const word = wordBefore(scan, token.start, token.start + token.letters);
  return language.interjections.has(word.toLowerCase());
}

/** Decides after a time that a capital follows. */
function decideTime(scan: Scan, language: Language): Decision {
  const word = ahead.wordAt(scan, next.word);
  // A word that cannot become a word of the list needs no wait for its end.
  const start = (word ?? scan.text.slice(next.word)).toLowerCase();
  if (word === undefined && language.timeFollowerStarts.has(start)) return WAIT;
  return language.timeFollowers.has(start) || opensWithTime(scan, language) ? KEEP : CUT;
}

function followsNumber(scan: Scan): boolean {
  let i = token.start;
  while (i > scan.start && isSpace(before(scan, i - 1))) i--;
  const code = before(scan, i - 1);
  // Centuries are written in Roman numerals, which are Latin letters in Cyrillic text, too.
  return (propertiesOf(code) & DIGIT) !== 0 || (code >= 0x49 && code <= 0x58);
}

/**
 * Tells whether the segment opens with the time, as in "At 5 a.m. Mr. Smith": the words before the time are no
 * sentence.
 */
function opensWithTime(scan: Scan, language: Language): boolean {
  if (token.start - scan.content > MAX_WORD) return false;
  const [first, ...others] = scan.text.slice(scan.content, token.start).trim().split(' ');
  return first !== undefined && others.length <= 1 && language.timeOpeners.has(first.toLowerCase());
}

const ROMAN = new Set('IVXLCDM');

function isRoman(word: string): boolean {
  if (word.length < 2 || word.length > MAX_ROMAN) return false;
  for (const letter of word) if (!ROMAN.has(letter)) return false;
  return true;
}
