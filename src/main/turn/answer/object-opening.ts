import { holdsField, isField, isLeadingField, isThoughtField, mayBecomeField } from './object-fields.js';
import { judgeCallStart } from './tool-call.js';

/** The longest text in which an object's first key is looked for, UTF-16 units. A longer text is plain text. */
const MAX_OPENING = 128;

/** Brackets and quotation marks in which an object may stand, with the marks that close them. */
const WRAPPERS: Readonly<Record<string, string>> = {
  '[': ']',
  '(': ')',
  '"': '"',
  "'": "'",
  '“': '”',
  '„': '“',
  '«': '»',
};
const WRAPPER_UNITS: ReadonlySet<number> = new Set(Object.keys(WRAPPERS).map((mark) => mark.charCodeAt(0)));
/** The most wrappers around an object. */
const MAX_WRAPPERS = 2;
const MARKS = Object.keys(WRAPPERS).join('').replace('[', '\\[');
const WRAPPED = new RegExp(`[${MARKS}]{0,${MAX_WRAPPERS}}$`);
/** Matches a list mark or the mark of a quotation, wrappers, a fence, and the bracket of a list of objects. */
const BEFORE_OBJECT = new RegExp(
  '^(?<list>(?:[-*+•>]|\\d{1,3}[.)])[ \\t]{1,4})?' +
    `(?<wrappers>[${MARKS}]{0,${MAX_WRAPPERS}})(?<blank>(?<=\\[)\\s*)?` +
    '(?<fence>`{3,}[^\\s`{]*\\s*)?(?<array>\\[\\s*)?',
);
/** Matches the first character of an opening. */
const FIRST_MARK = new RegExp(`^[\\d\`{,;.*+•>${MARKS}-]`);
/** Matches punctuation behind an object, which is dropped with the white space behind it. */
const SEPARATOR = /^[;.]\s*$/;
/** Matches the starts of what `BEFORE_OBJECT` matches. */
const LIST_START = /^(?:[-*+•>]|\d{1,3}[.)]?)[ \t]{0,4}$/;
const FENCE_START = /^`{1,2}$/;

/** The most text behind a leading field in which a field of an assistant's object is looked for, UTF-16 units. */
const MAX_LEADING = 80;

/** A string of JSON, whose end may be missing. */
const STRING = /"(?:[^"\\]|\\.)*(?:"|$)/gs;

const KEY_START = /["'\ssact]/;

/** Matches words in braces at the start of an answer, which are prose if prose follows: "{name} is replaced." */
const BRACED_WORDS = /^\{{1,2}(?=[^}]*[\p{L}\p{N}])[^"'{}:\n]{1,64}\}{1,2}[\s,.!?;:)]$/u;
const BRACED_START = /^\{{1,2}\s?(?:[\p{L}\p{N}][^"'{}:\n]{0,64}\}{0,2})?$/u;

/** Matches a character after which a word may start without a space. */
const GLUED = /[.!?,;:…。！？：，；)\]}>”»’*|—–-]/;
/** Matches text before a value in code or in JSON. */
const BEFORE_VALUE = /(?:=|["']:)\s?$/;

/**
 * A place where an object may open: the answer's start, the start of a line of text, after an object or its fence, or
 * the start of a word within a line.
 */
export type OpeningPlace = 'answer' | 'line' | 'object' | 'word';

/** The opening of an object. */
export interface ObjectOpening {
  /** The index of the object's brace; of the comma, if the brace before it was superfluous. */
  readonly index: number;
  readonly isFenced: boolean;
  /** The marks that close the wrappers around the object. */
  readonly closers: string;
}

/**
 * Decides whether an object, perhaps in a code fence, in brackets or behind a list mark, opens with `text`; `wait` = more
 * text is needed. At the answer's start a brace opens an object, unless it stands around a few words of prose. At other
 * places the object's first keys must also be
 * known, else `text` is plain text with braces: the keys of an assistant's object, or of a call of a tool. After an
 * object, a comma also opens an object: the brace before the comma was then superfluous.
 */
export function judgeObject(text: string, place: OpeningPlace): ObjectOpening | 'wait' | 'plain' {
  if (text.length > MAX_OPENING) return 'plain';
  if (place === 'object' && SEPARATOR.test(text)) return 'wait';
  const mayBeList = place !== 'word';
  if (FENCE_START.test(text) || (mayBeList && LIST_START.test(text))) return 'wait';
  const { 0: before, groups = {} } = BEFORE_OBJECT.exec(text)!;
  const { list = '', wrappers = '', blank = '', fence = '', array = '' } = groups;
  const object = text.slice(before.length);
  if (list !== '' && !mayBeList) return 'plain';
  // Within a line, only a brace may follow: the text is read again if another mark does.
  if (place === 'word' && wrappers !== '' && (blank + fence + array !== '' || object[0] === '`')) return 'plain';
  if (object === '' || FENCE_START.test(object)) return 'wait';
  const closers = [...wrappers].map((mark) => WRAPPERS[mark]).join('');
  const opening = { index: before.length, isFenced: fence !== '', closers };
  if (place === 'object' && text[0] === ',') {
    const verdict = judgeKey(text.slice(1), place);
    return verdict === 'open' ? { ...opening, index: 0 } : verdict;
  }
  if (object[0] !== '{') return 'plain';
  if (place === 'answer' && list + wrappers + array === '') {
    if (BRACED_WORDS.test(text)) return 'plain';
    return BRACED_START.test(text) ? 'wait' : opening;
  }
  const verdict = judgeKey(object.slice(1), place === 'line' && wrappers !== '' ? 'word' : place);
  return verdict === 'open' ? opening : verdict;
}

/** Tells whether an opening may start with a unit. */
export const mayOpenObject = (unit: string): boolean => FIRST_MARK.test(unit);

/** Tells whether the first key of an object, or the white space before it, may start with a unit. */
export const mayStartKey = (unit: string): boolean => KEY_START.test(unit);

/** Tells whether a UTF-16 unit may open brackets or quotation marks around an object. */
export const mayWrapObject = (unit: number): boolean => WRAPPER_UNITS.has(unit);

/**
 * Returns the index at which an object may open whose brace stands at `brace` in a line of text: that of its wrappers,
 * if there are any; undefined when no word starts there.
 * @param before the three characters before the brace
 */
export function wordStart(before: string, brace: number): number | undefined {
  const wrapped = WRAPPED.exec(before)![0].length;
  const last = before.at(-1 - wrapped) ?? '\n';
  if (wrapped > 0) return /\s/.test(last) ? brace - wrapped : undefined;
  const isStart = (/\s/.test(last) || GLUED.test(last)) && !BEFORE_VALUE.test(before);
  return isStart ? brace : undefined;
}

/** Decides by the text behind a brace. */
function judgeKey(text: string, place: OpeningPlace): 'open' | 'wait' | 'plain' {
  const verdict = judgeField(text.trimStart(), place);
  if (verdict === 'open') return 'open';
  const call = judgeCallStart(text);
  if (call === 'call') return 'open';
  return verdict === 'wait' || call === 'wait' ? 'wait' : 'plain';
}

function judgeField(text: string, place: OpeningPlace): 'open' | 'wait' | 'plain' {
  const [, quote = '', name = '', rest = ''] = /^(["']?)([a-z_]*)(.*)$/s.exec(text) ?? [];
  if (rest === '') return mayBecomeField(name) ? 'wait' : 'plain';
  if (quote !== '' && isLeadingField(name)) return judgeLeading(name, rest);
  if (!isField(name) || !rest.startsWith(quote)) return 'plain';
  const isWithinLine = place === 'word' || place === 'answer';
  if (quote !== '' && !isWithinLine) return rest === quote ? 'open' : 'plain';
  const after = rest.slice(quote.length).trimStart();
  if (after === '') return 'wait';
  if (after[0] !== ':') return 'plain';
  if (quote !== '' || !isWithinLine) return 'open';
  // Within a line of prose or code, `{text: 1}` is no object.
  const value = after.slice(1).trimStart();
  if (value === '') return 'wait';
  return value[0] === '"' || value[0] === "'" ? 'open' : 'plain';
}

/** Decides about an object whose first field is none of an assistant's object, but often stands before them. */
function judgeLeading(name: string, rest: string): 'open' | 'wait' | 'plain' {
  if (holdsField(rest)) return 'open';
  if (rest.slice(1).replace(STRING, '').includes('}')) return 'plain';
  if (rest.length <= MAX_LEADING) return 'wait';
  // Long thoughts hide the other fields. Other long values are those of JSON that the answer shows.
  return isThoughtField(name) ? 'open' : 'plain';
}
