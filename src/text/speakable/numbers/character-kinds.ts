/** The kind of every character. Kinds are bits: one look at each character tells for all rules which of them may have work. */
export const ANY = 1;
export const DIGIT = 2;
/** The letters of Roman numerals, Cyrillic ones that look the same included. */
export const NUMERAL = 4;
/** Marks of arithmetic, fractions, powers, slashes and other signs, and the digits that `shieldAll` hides. */
export const SIGN = 8;

const CHARACTERS: readonly (readonly [kind: number, matches: RegExp])[] = [
  [DIGIT, /\d/],
  [NUMERAL, /[IVXLCDMІХ]/],
  [SIGN, /[<>=+*×÷≤≥≠±∞√−✕~≈№#§&%º°/⁄^½¼¾⅐-⅞⁰¹²³⁴-⁹⁺⁻ⁿ₀-₉\uE030-\uE039]/],
];

/** The kinds of the UTF-16 units that were looked up before; 0 = not yet. */
const kinds = new Uint8Array(0x10000);

function lookUp(unit: number): number {
  let found = ANY;
  for (const [kind, matches] of CHARACTERS) if (matches.test(String.fromCharCode(unit))) found |= kind;
  kinds[unit] = found;
  return found;
}

/** Returns the kinds of the characters in a text; `ANY` is always among them. */
export function kindsIn(text: string): number {
  let found = ANY;
  for (let i = 0; i < text.length; i++) found |= kinds[text.charCodeAt(i)]! || lookUp(text.charCodeAt(i));
  return found;
}
