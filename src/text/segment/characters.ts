import * as marks from './marks.js';

/** The events of the scan at a character; PLAIN characters are skipped. */
export const PLAIN = 0;
export const FULL_STOP = 1;
export const TERMINATOR = 2;
export const WIDE_TERMINATOR = 3;
export const ELLIPSIS = 4;
export const OPENER = 5;
export const CLOSER = 6;
/** A mark that opens or closes, depending on the open pairs: " “ « ». */
export const OPEN_OR_CLOSE = 7;
export const LINE_BREAK = 8;
export const BULLET = 9;
export const CLAUSE = 10;
export const WIDE_CLAUSE = 11;
export const DASH = 12;
/** A "<", which may open a tag. */
export const TAG = 13;
/** A ">", which may close a tag. */
export const TAG_END = 14;

/** The event of every UTF-16 unit: one load for a character on the hot path. */
export const EVENTS = new Uint8Array(0x10000);

const mark = (characters: string, event: number): void => {
  for (const character of characters) EVENTS[character.charCodeAt(0)] = event;
};
mark(marks.CLAUSE_MARKS, CLAUSE);
mark(marks.WIDE_CLAUSE_MARKS, WIDE_CLAUSE);
mark(marks.DASHES, DASH);
mark(marks.LINE_BREAKS, LINE_BREAK);
mark(marks.BULLETS, BULLET);
for (const { close } of marks.PAIRS) mark(close, CLOSER);
for (const { open } of marks.PAIRS) {
  const event = EVENTS[open.charCodeAt(0)];
  mark(open, event === CLOSER || event === OPEN_OR_CLOSE ? OPEN_OR_CLOSE : OPENER);
}
mark('<', TAG);
mark('>', TAG_END);
mark('.', FULL_STOP);
mark(marks.TERMINATORS, TERMINATOR);
mark(marks.WIDE_TERMINATORS, WIDE_TERMINATOR);
mark(marks.ELLIPSES, ELLIPSIS);

/**
 * The events where no clause is to be cut: commas and dashes are skipped. ":" and ";" end sentences in some languages.
 */
export const SENTENCE_EVENTS = EVENTS.map((event, code) =>
  (event === CLAUSE && !marks.MAYBE_END_MARKS.includes(String.fromCharCode(code))) ||
  event === WIDE_CLAUSE ||
  event === DASH
    ? PLAIN
    : event,
);

/** Tells whether the event is one of the four that can end a sentence in every language. */
export const isTerminatorEvent = (event: number): boolean => event >= FULL_STOP && event <= ELLIPSIS;

const codesOf = (characters: string): Set<number> =>
  new Set([...characters].map((character) => character.charCodeAt(0)));

const closing = codesOf(marks.CLOSERS + marks.PAIRS.map((pair) => pair.close).join(''));
for (const code of codesOf('«“')) closing.delete(code); // These open far more often.

/**
 * Tells whether a mark closes a sentence after its terminator, independent of the open pairs: brackets, quotes,
 * markdown.
 */
export const isClosing = (code: number): boolean => closing.has(code);

const leading = codesOf(marks.LEADERS);
/** Tells whether a mark may stand before the first letter of a sentence. */
export const isLeading = (code: number): boolean => {
  const event = EVENTS[code];
  return event === OPENER || event === OPEN_OR_CLOSE || leading.has(code);
};

/**
 * Tells whether a unit is a pictograph or a part of one; `code` follows a terminator, so a low surrogate here belongs
 * to a pictograph.
 */
export const isPictograph = (code: number): boolean =>
  (code >= 0xd83c && code <= 0xd83e) ||
  (code >= 0xdc00 && code <= 0xdfff) ||
  (code >= 0x2600 && code <= 0x27bf) ||
  code === 0xfe0f ||
  code === 0x200d;

/** Tells whether a unit is a superscript digit, which refers to a note: "It rains.²" */
export const isSuperscript = (code: number): boolean =>
  code === 0xb2 || code === 0xb3 || code === 0xb9 || (code >= 0x2070 && code <= 0x2079);
