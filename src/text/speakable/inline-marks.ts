import { shield } from './shield.js';

const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const IMAGE = /!\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s"[^"]*")?\)/g;
const LINK = /\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s"[^"]*")?\)/g;
const REFERENCE = /(?<![\p{L}\p{N}\])])\[([^[\]]+)\]\[[^[\]]*\]/gu;
/** The start of a link that was cut. `LINK_END` is the end of such a link. */
const LINK_START = /\[(?=[^[\]]*$)/g;
const LINK_END = /\]\((?:https?:|www\.|mailto:|\/|#)[^()\s]*\)?/g;
const FOOTNOTE = /\s?\[\^[^\s[\]]+\]/g;
/** An HTML tag: a name that HTML defines, alone or with attributes that have values. "a<b and c>d" contains no tag. */
const TAG =
  /<(\/?)(a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)((?:\s+[a-z][\w:-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]+))*)\s*\/?>|<!--[^<>]*>/gi;
/** A name in the style of types and components, such as "Table"; "BR" does not match. */
const TYPE_NAME = /^[A-Z]\w*[a-z]/;
/** The end of the text before a type's parameter, such as "List" or Rust's "collect::". */
const BEFORE_PARAMETER = /(?:\w|::)$/;
/** The tags that have no end tag, and no meaning as a type. */
const BREAK = /^(?:br|hr)$/i;
const ENTITY = /&(amp|lt|gt|quot|nbsp|#39);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };
const EMPHASIS = /\*+|_+|~~+/g;
const WORD = /[\p{L}\p{N}]/u;
const ASCII_WORD = /[A-Za-z0-9]/;

/**
 * Removes the backticks around code. The code stays as it is, but "_" becomes a space; the engine decides how to say
 * its other marks.
 */
export function withoutCodeMarks(text: string): string {
  if (!text.includes('`')) return text;
  const parts = text.split(/`+/);
  // Runs of backticks open and close code alternately. If their number is odd, the last run has no partner.
  return parts.map((part, i) => (i % 2 === 1 && i < parts.length - 1 ? codeOf(part) : part)).join('');
}

const codeOf = (code: string): string => (/^https?:\/\/\S+$/.test(code) ? code : shield(code.replaceAll('_', ' ')));

/** Removes the marks of escapes, links, images, footnotes and tags; the text that they show stays. */
export function withoutLinks(text: string): string {
  return text
    .replace(ESCAPE, (_, mark: string) => shield(mark))
    .replace(IMAGE, '$1')
    .replace(LINK, '$1')
    .replace(REFERENCE, '$1')
    .replace(FOOTNOTE, '')
    .replace(LINK_END, '')
    .replace(LINK_START, '')
    .replace(TAG, spaceForTag)
    .replace(ENTITY, (_, name: string) => ENTITIES[name]!);
}

/** Returns the replacement of a tag: a space, or the tag itself where it is code. */
function spaceForTag(
  tag: string,
  slash: string | undefined,
  name: string | undefined,
  attributes: string | undefined,
  at: number,
  text: string,
): string {
  const isPlainStart = slash === '' && attributes === '' && name !== undefined;
  return isPlainStart && isCode(tag, name, text.slice(Math.max(0, at - 2), at), text.slice(at + tag.length))
    ? tag
    : ' ';
}

/**
 * Returns true when a tag is a type's parameter ("List<Table>", "vector<code>", "Vec<b>") or a component's name ("the
 * <Summary> element"), and false when it starts an HTML element: such a tag has an end tag later, or stands right
 * before its content.
 */
function isCode(tag: string, name: string, before: string, after: string): boolean {
  if (after.includes(`</${name}>`)) return false;
  if (TYPE_NAME.test(name)) return true;
  if (BREAK.test(name) || tag.endsWith('/>') || !BEFORE_PARAMETER.test(before)) return false;
  // "a<b>c" may be a formula, but a longer name before a word is an element that ends in a later sentence.
  return name.length === 1 || !/^[\p{L}\p{N}<]/u.test(after);
}

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
