/** What a line of markdown is. A paragraph may go on in the next line, the others may not; an item's text may. */
export type BlockKind = 'paragraph' | 'heading' | 'item' | 'row';

const RULE = /^(?:[-*_=]\s*){3,}$/;
const TABLE_RULE = /^[|:+\s-]*$/;
const QUOTE = /^>+\s*/;
const HEADING = /^#{1,6}(?:\s+|$)/;
const BULLET = /^[-*+•⁃◦▪▫■□●○‣∙➤►▶](?:\s+|$)/;
/** In the middle of a line only those that are nothing else. */
const INLINE_BULLET = /^[•⁃◦▪▫■□●○‣∙➤►▶]\s+/;
const NUMBER = /^(\d{1,3})[.)]\s+/;
const TASK_BOX = /^\[[ xX]\](?:\s+|$)/;
const FOOTNOTE = /^\[\^[^\]\s]+\]:\s*/;
const REFERENCE = /^\[[^[\]]+\]:\s*<?(?:https?:|www\.|mailto:|\/|#)/;

/** A line without its marks. */
export interface MarkedLine {
  readonly kind: BlockKind;
  /** A mark opened it, so it goes on nothing. */
  readonly marked: boolean;
  readonly text: string;
}

/** Takes the marks off the front of a line; a list's numbers stay, as what is heard of an order. `line` is trimmed. */
export function takeMarks(line: string): MarkedLine {
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

/** A bullet in the middle of a line: "• one • two". */
export const takeInlineBullet = (line: string): string => line.replace(INLINE_BULLET, '');

/** Whether the line is drawn between a table's header and its rows. */
export const isTableRule = (line: string): boolean => line.includes('-') && line.includes('|') && TABLE_RULE.test(line);

/** The cells of a row, none of them empty; a "|" in code or escaped divides nothing. */
export const cellsOf = (line: string): string[] =>
  (line.match(/(?:`[^`]*`|\\.|[^|])+/g) ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '');

function trimEndOf(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end).trimEnd();
}
