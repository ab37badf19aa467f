/**
 * Emoji and the characters that belong to them (Unicode TR 51): sequences with joiners, skin tones, flags, tags,
 * keycaps. The signs ©, ®, ™, ‼ and ⁉, which are text by default, stay, and so do digits, # and * without a keycap.
 */
const PICTOGRAPH = String.raw`(?![©®™‼⁉])\p{Extended_Pictographic}|\p{RI}|\p{EMod}`;
const PICTOGRAPHS = new RegExp(
  ` ?(?:[#*0-9]\\uFE0F?\\u20E3|${PICTOGRAPH})(?:${PICTOGRAPH}|[\\uFE0E\\uFE0F\\u20E3\\u{E0020}-\\u{E007F} ]|\\u200D)*`,
  'gu',
);
const KEYCAP = /\u20E3+/g;
const CLOSING = /^[.,!?;:…)\]}»”]/;

/** Removes emoji, and leaves a space where words would meet. `text` must not contain runs of white space. */
export function withoutPictographs(text: string): string {
  return text
    .replace(PICTOGRAPHS, (found, index: number) =>
      CLOSING.test(text.slice(index + found.length, index + found.length + 1)) ? '' : ' ',
    )
    .replace(KEYCAP, '');
}
