import { shield } from './shield.js';

const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const IMAGE = /!\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s"[^"]*")?\)/g;
const LINK = /\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s"[^"]*")?\)/g;
const REFERENCE = /(?<![\p{L}\p{N}\])])\[([^[\]]+)\]\[[^[\]]*\]/gu;
/** What is left of a link that was cut. */
const LINK_START = /\[(?=[^[\]]*$)/g;
const LINK_END = /\]\((?:https?:|www\.|mailto:|\/|#)[^()\s]*\)?/g;
const FOOTNOTE = /\s?\[\^[^\s[\]]+\]/g;
/** HTML in an answer: a name that HTML has, alone or with attributes that have values. "a<b and c>d" holds none. */
const TAG =
  /<(\/?)(a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)((?:\s+[a-z][\w:-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]+))*)\s*\/?>|<!--[^<>]*>/gi;
/** A name as types and components have it, such as "Table"; "BR" is none. */
const TYPE_NAME = /^[A-Z]\w*[a-z]/;
/** Stands before a type's parameter, such as "List" or Rust's "collect::". */
const BEFORE_PARAMETER = /(?:\w|::)$/;
/** Tags that have no end, and no meaning as a type. */
const BREAK = /^(?:br|hr)$/i;
const ENTITY = /&(amp|lt|gt|quot|nbsp|#39);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };
const EMPHASIS = /\*+|_+|~~+/g;
const WORD = /[\p{L}\p{N}]/u;
const ASCII_WORD = /[A-Za-z0-9]/;

/** Code as it stands, "_" in names aside; what may be said of its marks is up to the engine. */
export function withoutCodeMarks(text: string): string {
  if (!text.includes('`')) return text;
  const parts = text.split(/`+/);
  // Runs of backticks open and close in turn; the last one closes nothing where their number is odd.
  return parts.map((part, i) => (i % 2 === 1 && i < parts.length - 1 ? codeOf(part) : part)).join('');
}

const codeOf = (code: string): string => (/^https?:\/\/\S+$/.test(code) ? code : shield(code.replaceAll('_', ' ')));

/** Takes out escapes, links, images, footnotes and tags; what they show stays. */
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

/** Returns the text in place of a tag: a space, or the tag itself where it is code. */
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
 * Tells a type's parameter ("List<Table>", "vector<code>", "Vec<b>") and a component's name ("the <Summary> element") from the start
 * of an HTML element, which is closed again, or begins right before its content.
 */
function isCode(tag: string, name: string, before: string, after: string): boolean {
  if (after.includes(`</${name}>`)) return false;
  if (TYPE_NAME.test(name)) return true;
  if (BREAK.test(name) || tag.endsWith('/>') || !BEFORE_PARAMETER.test(before)) return false;
  // "a<b>c" may be a formula, but a longer name before a word is an element that ends in a later sentence.
  return name.length === 1 || !/^[\p{L}\p{N}<]/u.test(after);
}

/**
 * Takes out the marks of emphasis, whether or not their other end is in this sentence. Those that are none stay: "2*3", "2 * 3",
 * "snake_case". (CommonMark's flanking rules, without the pairing.)
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
