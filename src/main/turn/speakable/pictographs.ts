/**
 * Emoji with what belongs to them (Unicode TR 51): sequences with joiners, skin tones, flags, tags, keycaps. Signs that are text
 * unless told otherwise (©, ®, ™, ‼, ⁉) stay, and so do digits, # and * without a keycap.
 */
const PICTOGRAPH = String.raw`(?![©®™‼⁉])\p{Extended_Pictographic}|\p{RI}|\p{EMod}`;
const PICTOGRAPHS = new RegExp(
  ` ?(?:[#*0-9]\\uFE0F?\\u20E3|${PICTOGRAPH})(?:${PICTOGRAPH}|[\\uFE0E\\uFE0F\\u20E3\\u{E0020}-\\u{E007F} ]|\\u200D)*`,
  'gu',
);
/** Selectors of a look, zero-width spaces: nothing is heard of them. */
const INVISIBLE = /[\uFE0E\uFE0F\u20E3\u200B\u2060\uFEFF]+/g;
const CLOSING = /^[.,!?;:…)\]}»”]/;

/** Takes emoji out, with a space where words would meet. `text` has no run of white space. */
export function withoutPictographs(text: string): string {
  return text
    .replace(PICTOGRAPHS, (found, index: number) =>
      CLOSING.test(text.slice(index + found.length, index + found.length + 1)) ? '' : ' ',
    )
    .replace(INVISIBLE, '');
}
