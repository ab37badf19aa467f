/** The properties of a UTF-16 unit, as bits. */
export const SPACE = 1;
export const UPPER = 2;
export const LOWER = 4;
/** Any letter, upper, lower or without case. */
export const LETTER = 8;
export const DIGIT = 16;
/** Combining marks and joiners: no cut is made before them. */
export const COMBINING = 32;
/** Invisible controls, of direction for example: the scan looks through them. */
export const INVISIBLE = 64;
/** Content: a unit that is neither space nor punctuation. Half of a surrogate pair counts, too. */
export const CONTENT = 128;

const classify = (code: number): number => {
  if (code >= 0xd800 && code <= 0xdfff) return CONTENT;
  const character = String.fromCharCode(code);
  if (/\s/.test(character) || code === 0x85) return SPACE;
  if (/\p{Lu}|\p{Lt}/u.test(character)) return UPPER | LETTER | CONTENT;
  if (/\p{Ll}/u.test(character)) return LOWER | LETTER | CONTENT;
  if (/\p{L}/u.test(character)) return LETTER | CONTENT;
  if (/\p{N}/u.test(character)) return DIGIT | CONTENT;
  if (/\p{M}|\u200c|\u200d/u.test(character)) return COMBINING | CONTENT;
  if (/\p{Cf}/u.test(character)) return INVISIBLE;
  return /\p{P}|\p{Cc}|[`~^|<>]/u.test(character) ? 0 : CONTENT;
};

/** A table, as text is read unit by unit: a regular expression for each unit would be slow. */
const properties = new Uint8Array(0x10000);
/** The pages of 256 units that are filled in. */
const filled = new Uint8Array(256);

/** Returns the properties of a UTF-16 unit; 0 below zero. The table is filled a page at a time, when first needed. */
export function propertiesOf(code: number): number {
  const known = properties[code];
  return known === undefined || known !== 0 || filled[code >> 8] === 1 ? (known ?? 0) : fillPage(code);
}

function fillPage(code: number): number {
  const first = code & 0xff00;
  for (let i = first; i < first + 256; i++) properties[i] = classify(i);
  filled[code >> 8] = 1;
  return properties[code]!;
}

export const isSpace = (code: number): boolean =>
  code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 0x80 && (propertiesOf(code) & SPACE) !== 0;
