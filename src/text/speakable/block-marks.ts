/**
 * The kind of a markdown line. A paragraph or an item's text may continue in the next line; the other kinds may not.
 */
export type BlockKind = 'paragraph' | 'heading' | 'item' | 'row';

const RULE = /^(?:[-*_=]\s*){3,}$/;
const TABLE_RULE = /^[|:+\s-]*$/;
const QUOTE = /^>+\s*/;
const HEADING = /^#{1,6}(?:\s+|$)/;
const BULLET = /^[-*+•⁃◦▪▫■□●○‣∙➤►▶](?:\s+|$)/;
/** The bullets in the middle of a line: only characters that have no other use. */
const INLINE_BULLET = /^[•⁃◦▪▫■□●○‣∙➤►▶]\s+/;
const NUMBER = /^(\d{1,3})[.)]\s+/;
const TASK_BOX = /^\[[ xX]\](?:\s+|$)/;
const FOOTNOTE = /^\[\^[^\]\s]+\]:\s*/;
const REFERENCE = /^\[[^[\]]+\]:\s*<?(?:https?:|www\.|mailto:|\/|#)/;

/** A line without its marks. */
export interface MarkedLine {
  readonly kind: BlockKind;
  /** Tells whether a mark opened the line, so that it continues no earlier line. */
  readonly marked: boolean;
  readonly text: string;
}

/** Removes the marks at the front of a trimmed line. The numbers of a list stay, so that its order is heard. */
export function stripBlockMarks(line: string): MarkedLine {
  let text = line.replace(QUOTE, '');
  let marked = text.length < line.length;
  let kind: BlockKind = 'paragraph';
  let number = '';
  if (RULE.test(text) || REFERENCE.test(text)) return { kind, marked: true, text: '' };
  const strip = (mark: RegExp): boolean => {
    const { length } = text;
    text = text.replace(mark, '');
    return text.length < length;
  };
  if (strip(FOOTNOTE)) marked = true;
  while (strip(BULLET) || strip(QUOTE)) kind = 'item';
  const numbered = NUMBER.exec(text);
  if (numbered) {
    kind = 'item';
    number = `${numbered[1]}. `;
    text = text.slice(numbered[0].length);
  }
  if (kind === 'item') strip(TASK_BOX);
  if (strip(HEADING)) {
    kind = 'heading';
    text = trimEndOf(text, '#');
  }
  return { kind, marked: marked || kind !== 'paragraph', text: number + text };
}

/** Removes a bullet at the start of `line`, which is a slice from the middle of a line: "• one • two". */
export const stripInlineBullet = (line: string): string => line.replace(INLINE_BULLET, '');

/** Returns true when the line separates a table's header from its rows. */
export const isTableRule = (line: string): boolean => line.includes('-') && line.includes('|') && TABLE_RULE.test(line);

/** Returns the cells of a row that are not empty. A "|" in code or after a backslash does not separate cells. */
export const cellsOf = (line: string): string[] =>
  (line.match(/(?:`[^`]*`|\\.|[^|])+/g) ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '');

function trimEndOf(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end).trimEnd();
}
