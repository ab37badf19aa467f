/** Terminal control sequences (ECMA-48): of colours and cursors, of titles and links, and of two characters. */
const TERMINAL =
  /(?:\x1b\[|\x9b)[0-?]{0,40}[ -/]{0,4}(?:[@-~]|$)|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d]{0,2000}(?:\x07|\x1b\\|\x9c)|\x1b[ -/]{0,4}[0-Z\\^_`a-~]/g;
/** Terminal sequences as text, with the escape character in a notation; and colours whose escape character was lost. */
const TERMINAL_TEXT = /(?:\\u001b|\\x1b|\\033|\\0?33|\\e|\^\[|␛|(?<!\p{L})ESC)\[[\d;?]{0,20}[a-z]/giu;
const COLOURS = /\[(?:\d{1,3}(?:;\d{1,3}){0,8})?m/g;
/** Bytes that could not be decoded. A run of them stands for one lost character, most often a dash or an apostrophe. */
const LOST = /(?<=\p{L})\ufffd{2,}(?=\p{L})/gu;
/** A word that is divided at the end of a line. */
const DIVIDED = /\xad(?:\r?\n)?/g;
/** The joiners, which shape letters in Arabic, Indian and Mongolian scripts and are silent elsewhere. */
const JOINERS = /(?<![\u0600-\u1cff])[\u200c\u200d]+/g;
/** Marks that cross out or underline a letter, and piles of marks that mean no letter of any language. */
const OVERLAYS = /[\u0305\u0332-\u0338\u20d0-\u20e2\u20e4-\u20f0]+|[\u0300-\u036f]{3,}/g;
/**
 * Controls, fillers, marks of direction, variation selectors, tags, private use. The rules of this server keep marks of
 * their own in private use. U+E200 to U+E202 stay, because models cite with them.
 */
const SILENT =
  /(?:\u034f|[\u17b4\u17b5]|[\u180b-\u180d]|[\ufe00-\ufe0f]|[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ue000-\ue1ff\ue203-\uf8ff\ufeff\uffa0\ufff0-\uffff\u{e0000}-\u{10ffff}])+/gu;

/** Removes the characters and terminal sequences that have no sound; words that they separate may join. */
export const withoutSilentCharacters = (text: string): string =>
  text
    .replace(TERMINAL, '')
    .replace(LOST, ' ')
    .replace(DIVIDED, '')
    .replace(JOINERS, '')
    .replace(SILENT, '')
    .replace(OVERLAYS, '');

/** Removes terminal sequences that are written as text. */
export function withoutTerminalText(text: string): string {
  if (!text.includes('[')) return text;
  const plain = text.replace(TERMINAL_TEXT, '');
  return plain.includes('[0m') ? plain.replace(COLOURS, '') : plain;
}
