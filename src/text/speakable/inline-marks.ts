import { decodeHTMLStrict } from 'entities/decode';
import { plainCharacters } from './characters.js';
import { shield } from './shield.js';
import { withoutTerminalText } from './silent-characters.js';
import { withoutVariableMarks } from './variables.js';

const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const IMAGE = /!\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s"[^"]*")?\)/g;
const LINK = /\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s"[^"]*")?\)/g;
const REFERENCE = /(?<![\p{L}\p{N}\])])\[([^[\]]+)\]\[[^[\]]*\]/gu;
/** The start of a link that was cut. `LINK_END` is the end of such a link. */
const LINK_START = /\[(?=[^[\]]*$)/g;
const LINK_END = /\]\((?:https?:|www\.|mailto:|\/|#)[^()\s]*\)?/g;
const EMPHASIS = /\*+|_+|~~+/g;
const WORD = /[\p{L}\p{N}]/u;
const ASCII_WORD = /[A-Za-z0-9]/;

/**
 * Removes the backticks around code. The code stays as it is, but "_" becomes a space, and a variable loses its "$"; the
 * engine decides how to say its other marks.
 * @param longCode replaces code that is only a terminal sequence
 */
export function withoutCodeMarks(text: string, longCode: string): string {
  if (!text.includes('`')) return text;
  const parts = text.split(/`+/);
  // Runs of backticks open and close code alternately. If their number is odd, the last run has no partner.
  return parts.map((part, i) => (i % 2 === 1 && i < parts.length - 1 ? codeOf(part, longCode) : part)).join('');
}

function codeOf(code: string, longCode: string): string {
  if (/^https?:\/\/\S+$/.test(code)) return code;
  const shown = withoutTerminalText(code);
  if (shown.trim() === '' && code.trim() !== '') return longCode;
  return shield(withoutVariableMarks(shown).replaceAll('_', ' '));
}

/** Removes the marks of escapes, links and images; the text that they show stays. */
export function withoutLinks(text: string): string {
  if (!text.includes('[') && !text.includes('](') && !text.includes('\\')) return text;
  return text
    .replace(ESCAPE, (_, mark: string) => shield(mark))
    .replace(IMAGE, '$1')
    .replace(LINK, '$1')
    .replace(REFERENCE, '$1')
    .replace(LINK_END, '')
    .replace(LINK_START, '');
}

/** Matches a character reference of HTML: "&amp;", "&#233;", "&#xE9;". */
const CHARACTER_REFERENCE = /&(?:#\d{1,12}|#x[\da-f]{1,10}|[a-z][a-z\d]{1,31});/gi;

/**
 * Replaces HTML's character references, once: "&amp;lt;" is shown as "&lt;". Only their characters are made plain: the
 * rest of the text already is, and may hold shielded marks, which a reference cannot name.
 */
export const withoutEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(CHARACTER_REFERENCE, (reference) => plainCharacters(decodeHTMLStrict(reference))).normalize('NFC')
    : text;

/**
 * Removes the marks of emphasis, even if their other end is in another sentence. The same characters with another
 * meaning stay: "2*3", "2 * 3", "snake_case". (CommonMark's flanking rules, without the pairing.)
 */
export function withoutEmphasis(text: string): string {
  return text.replace(EMPHASIS, (run, index: number) => {
    const before = text.charAt(index - 1);
    const after = text.charAt(index + run.length);
    if (run[0] === '*' && run.length === 1 && before === ' ' && after === ' ') return run;
    if (run[0] === '~' || !WORD.test(before) || !WORD.test(after)) return '';
    if (run[0] === '_') return run;
    const isOperator = run.length === 1 ? ASCII_WORD.test(before) && ASCII_WORD.test(after) : isPower(before, after);
    return isOperator ? run : '';
  });
}

const isPower = (before: string, after: string): boolean => /\d/.test(before) && /\d/.test(after);
