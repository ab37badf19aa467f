import type { Gender } from '../noun-words.js';

const ONES =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
];
const FEMININE = 're';

/** Returns the ordinals up to 100: the engine reads no "e" after a number. `ending` is "re" for the feminine. */
export function ordinal(value: number, ending: string): string | undefined {
  if (value === 100) return 'centième';
  if (!(value > 0 && value < 100)) return undefined;
  if (value === 1) return ending === FEMININE ? 'première' : 'premier';
  const ten = Math.floor(value / 10);
  // Seventeen is "dix-sept", and seventy-one "soixante et onze".
  const rest = value < 20 ? value : ten === 7 || ten === 9 ? value % 20 : value % 10;
  if (value < 20) return ordinalOf(ONES[value]!);
  if (rest === 0) return ordinalOf(TENS[ten]!);
  const link = (rest === 1 || rest === 11) && ten < 8 ? ' et ' : '-';
  return `${TENS[ten]}${link}${ordinalOf(ONES[rest]!)}`;
}

const ordinalOf = (cardinal: string): string =>
  `${cardinal.replace(/e$/, '').replace(/neuf$/, 'neuv').replace(/cinq$/, 'cinqu')}ième`;

/** Returns a number before a feminine noun, "vingt et une", with its hundreds in digits; undefined = the engine reads it so. */
export function beforeNoun(value: number, gender: Gender | undefined): string | undefined {
  const rest = value % 100;
  const isOne = value % 10 === 1 && rest !== 11 && rest !== 71 && rest !== 91;
  if (gender !== 'feminine' || !isOne) return undefined;
  const ten = TENS[Math.floor(rest / 10)];
  const words = rest === 1 ? 'une' : rest === 81 ? `${ten}-une` : `${ten} et une`;
  // The engine says the last letter of "100" before a vowel.
  return value === rest ? words : `${value - rest === 100 ? 'cent' : value - rest} ${words}`;
}
