import { CONTENT, DIGIT, LETTER, LOWER, propertiesOf, UPPER } from '../character-properties.js';
import { ELLIPSIS, EVENTS, isClosing, TAG, TERMINATOR } from './characters.js';
import { isExclaimedName } from './exclaimed-name.js';
import { abbreviationKind, type Language } from './languages.js';
import { isOwnListMark } from './list-marks.js';
import { wordAt } from './lookahead.js';
import { CODE_NAMES, FILE_ENDINGS } from './names-with-stops.js';
import type { Run } from './run.js';
import { AHEAD, at, before, CUT, type Decision, hasContent, isOpen, KEEP, type Scan, WAIT } from './scan.js';
import { isAddress, newToken, readToken, tokenStart, wordBefore } from './token.js';
import { isAsciiLetter } from './word-filter.js';

const PERCENT = 0x25;
const STOP = 0x2e;
const COLON = 0x3a;
const APOSTROPHE = 0x27;
const RIGHT_QUOTE = 0x2019;
/** Marks that only open a sentence. */
const OPENING = new Set([...'¿¡'].map((character) => character.charCodeAt(0)));
/** Quotes that may open a sentence. */
const OPENING_QUOTES = new Set([...'“„«'].map((character) => character.charCodeAt(0)));
/** Marks that stand inside code, names of files and addresses. */
const CODE_MARKS = new Set([..."`@#$\\/_<=&+%{[(~^'"].map((character) => character.charCodeAt(0)));
/** Marks that open and close. */
const EMPHASIS = new Set([..."*_`~'"].map((character) => character.charCodeAt(0)));
/** The space in which the other mark of an emphasis is searched, UTF-16 units. */
const MAX_EMPHASIS = 200;

const token = newToken();

/**
 * Decides at a run of marks that a character follows without a space: "What?Nothing.Good!" has three sentences,
 * "Node.js" and "Foo.Bar" are names. A capital must follow; after a single full stop, also the words around it must be
 * those of prose.
 */
export function decideGlued(scan: Scan, language: Language, index: number, run: Run): Decision {
  let start = run.end;
  let code = at(scan, start);
  if (EVENTS[code] === TAG) return decideBeforeTag(scan, language, index, run);
  if (OPENING_QUOTES.has(code)) code = at(scan, ++start);
  if (isOpen(scan, code)) return WAIT;
  const previous = before(scan, index - 1);
  const isAfterWord = (propertiesOf(previous) & CONTENT) !== 0 || previous === PERCENT;
  if (OPENING.has(code)) return isAfterWord ? CUT : KEEP;
  if ((propertiesOf(code) & UPPER) === 0 || !(isAfterWord || isClosing(previous))) return KEEP;
  if (run.tagged) return CUT;
  if (opensEmphasis(scan, index, run) || followsCode(scan, index)) return KEEP;
  const word = wordAt(scan, start);
  if (word === undefined) return WAIT;
  const isEllipsis = (run.events & (1 << TERMINATOR)) === 0 && (run.stops > 1 || (run.events & (1 << ELLIPSIS)) !== 0);
  const isMark = isEllipsis || (run.events & (1 << TERMINATOR)) !== 0;
  if (isMark && (isAddress(scan, index) || isExclaimedName(scan, language, index))) return KEEP;
  // "A...Z" is a range.
  if (isEllipsis && index - tokenStart(scan, index) < 2) return KEEP;
  const key = word.toLowerCase();
  const isPlain = language.starters.has(key) || language.interjections.has(key);
  const next = decideByNext(scan, start + word.length, isPlain);
  if (next !== CUT || isMark) return next;
  return isProse(scan, language, index, word, at(scan, start + word.length)) ? CUT : KEEP;
}

/** Tells whether the mark that ends the run opens an emphasis, which belongs to the next sentence: "Hello.**What** is it?" */
function opensEmphasis(scan: Scan, index: number, run: Run): boolean {
  const code = before(scan, run.end - 1);
  return (
    EMPHASIS.has(code) &&
    !scan.text.slice(Math.max(scan.start, index - MAX_EMPHASIS), index).includes(String.fromCharCode(code))
  );
}

/** Decides where a tag opens after the run: "Hello.<break/>World". */
function decideBeforeTag(scan: Scan, language: Language, index: number, run: Run): Decision {
  const code = at(scan, run.end + 1);
  if (isOpen(scan, code)) return WAIT;
  if (!isAsciiLetter(code) || followsCode(scan, index)) return KEEP;
  readToken(scan, index, token);
  const isWord = token.letters > 1 && token.stops === 0;
  return isWord && abbreviationKind(language, wordBefore(scan, token.start, index)) === undefined ? CUT : KEEP;
}

/** Tells whether the token before `index` follows a mark of code: "`foo.", "my_file.". */
function followsCode(scan: Scan, index: number): boolean {
  let start = tokenStart(scan, index);
  let previous = before(scan, start - 1);
  // "can’t" is one word.
  if (isApostrophe(previous) && (propertiesOf(before(scan, start - 2)) & LETTER) !== 0) {
    start = tokenStart(scan, start - 1);
    previous = before(scan, start - 1);
  }
  return CODE_MARKS.has(previous);
}

const isApostrophe = (code: number): boolean => code === APOSTROPHE || code === RIGHT_QUOTE;

/**
 * Decides by the character after the next word: code goes on with "(", "_", ".name", "::". After a plain word, another
 * sentence may follow: "Yes.No.Maybe."
 */
function decideByNext(scan: Scan, index: number, isPlain: boolean): Decision {
  const code = at(scan, index);
  if (code === AHEAD) return WAIT;
  if (code === STOP || code === COLON) {
    const following = at(scan, index + 1);
    if (following === AHEAD) return WAIT;
    if (isPlain && code === STOP && (propertiesOf(following) & UPPER) !== 0) return CUT;
    return following === COLON || (propertiesOf(following) & (LETTER | DIGIT)) !== 0 ? KEEP : CUT;
  }
  return (propertiesOf(code) & DIGIT) !== 0 || (CODE_MARKS.has(code) && code !== APOSTROPHE) ? KEEP : CUT;
}

/**
 * Tells whether the full stop text[index] stands between sentences: a word that often starts one follows, or words in
 * lower case come before it. `word` follows, and `next` after that.
 */
function isProse(scan: Scan, language: Language, index: number, word: string, next: number): boolean {
  const key = word.toLowerCase();
  if (FILE_ENDINGS.has(key) || hasInnerCapital(word)) return false;
  const starts = language.starters.has(key) || language.pronouns.has(word) || isApostrophe(next);
  readToken(scan, index, token);
  if (isOwnListMark(scan, token, index)) return false;
  // "U.S.A", "J.A. Smith", "Vitamin.A."
  if (word.length === 1 && (!starts || next === STOP || token.stops > 0 || token.letters === 1)) return false;
  const name = wordBefore(scan, token.start, index);
  const kind = abbreviationKind(language, name);
  // "No.Five" is a number, unless it is an answer.
  const mayStandAlone = kind === undefined || !hasContent(scan, token.start);
  if (mayStandAlone && language.interjections.has(name.toLowerCase())) return true;
  if (kind !== undefined) return starts && kind !== 'joined' && kind !== 'unit';
  if (token.letters === 0) return starts;
  if (token.stops > 0 || isAddress(scan, index) || isIdentifier(name)) return false;
  if (starts) return true;
  // Names of products are joined like this, too: "Яндекс.Музыка". German capitalises all nouns.
  const mayBeName = token.uppers > 0 && (language.ordinals !== 'nouns' || hasInnerCapital(name));
  return !mayBeName && token.letters > 1 && hasContent(scan, token.start) && !CODE_NAMES.has(name.toLowerCase());
}

/** Tells whether a word is written as in code: "myFile", but not "iPhone" or "YouTube". */
const isIdentifier = (word: string): boolean =>
  (propertiesOf(word.charCodeAt(0)) & LOWER) !== 0 &&
  (propertiesOf(word.charCodeAt(1)) & UPPER) === 0 &&
  hasInnerCapital(word);

/** Tells whether a word has a capital after its first letter: "camelCase", "USA". */
function hasInnerCapital(word: string): boolean {
  for (let i = 1; i < word.length; i++) if ((propertiesOf(word.charCodeAt(i)) & UPPER) !== 0) return true;
  return false;
}
