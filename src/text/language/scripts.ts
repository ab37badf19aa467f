import { LETTER, propertiesOf } from '../character-properties.js';

/** ISO 15924. */
export type ScriptCode =
  | 'Latn'
  | 'Cyrl'
  | 'Grek'
  | 'Armn'
  | 'Geor'
  | 'Hebr'
  | 'Arab'
  | 'Ethi'
  | 'Deva'
  | 'Beng'
  | 'Guru'
  | 'Gujr'
  | 'Orya'
  | 'Taml'
  | 'Telu'
  | 'Knda'
  | 'Mlym'
  | 'Sinh'
  | 'Thai'
  | 'Laoo'
  | 'Mymr'
  | 'Khmr'
  | 'Tibt'
  | 'Mong'
  | 'Cher'
  | 'Hang'
  | 'Hira'
  | 'Kana'
  | 'Hani';

/** A writing system, with the language to assume where nothing else tells. */
export interface Script {
  readonly code: ScriptCode;
  /** The value of Unicode's Script property. */
  readonly name: string;
  /** BCP 47. */
  readonly usualLanguage: string;
  /** The first and last UTF-16 unit of each run of its letters. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

function script(code: ScriptCode, name: string, usualLanguage: string, ranges: string): Script {
  const toRange = (range: string): readonly [number, number] => {
    const [first, last = first] = range.split('-').map((unit) => Number.parseInt(unit, 16));
    return [first!, last!];
  };
  return { code, name, usualLanguage, ranges: ranges.split(' ').map(toRange) };
}

/**
 * The writing systems that the server tells apart. The ranges are those of Unicode's Scripts.txt, in hexadecimal; characters between
 * them that are no letters may be included. A test compares every letter of the Basic Multilingual Plane with Unicode's property.
 * The ideographs beyond that plane are known by their first unit.
 */
export const SCRIPTS: readonly Script[] = [
  script(
    'Latn',
    'Latin',
    'en',
    '41-aa ba-2b8 2e0-2e4 1d00-1d25 1d2c-1d5c 1d62-1d65 1d6b-1d77 1d79-1dbe 1e00-1eff 2071-209c 212a-212b 2132 214e-2184 2c60-2c7f a722-a787 a78b-a7ff ab30-ab64 ab66-ab69 fb00-fb06 ff21-ff5a',
  ),
  script('Cyrl', 'Cyrillic', 'ru', '400-52f 1c80-1c8a 1d2b 1d78 a640-a69d'),
  script('Grek', 'Greek', 'el', '370-373 376-3e1 3f0-3ff 1d26-1d2a 1d5d-1d61 1d66-1d6a 1dbf 1f00-1ffc 2126 ab65'),
  script('Armn', 'Armenian', 'hy', '531-588 fb13-fb17'),
  script('Geor', 'Georgian', 'ka', '10a0-10ff 1c90-1cbf 2d00-2d2d'),
  script('Hebr', 'Hebrew', 'he', '5d0-5f2 fb1d-fb4f'),
  script('Arab', 'Arabic', 'ar', '620-63f 641-6ff 750-77f 870-8c9 fb50-fdfb fe70-fefc'),
  script('Ethi', 'Ethiopic', 'am', '1200-138f 2d80-2dde ab01-ab2e'),
  script('Deva', 'Devanagari', 'hi', '904-97f a8f2-a8fe'),
  script('Beng', 'Bengali', 'bn', '980-9fc'),
  script('Guru', 'Gurmukhi', 'pa', 'a05-a74'),
  script('Gujr', 'Gujarati', 'gu', 'a85-af9'),
  script('Orya', 'Oriya', 'or', 'b05-b71'),
  script('Taml', 'Tamil', 'ta', 'b83-bd0'),
  script('Telu', 'Telugu', 'te', 'c05-c61'),
  script('Knda', 'Kannada', 'kn', 'c80-cf2'),
  script('Mlym', 'Malayalam', 'ml', 'd04-d7f'),
  script('Sinh', 'Sinhala', 'si', 'd85-dc6'),
  script('Thai', 'Thai', 'th', 'e01-e46'),
  script('Laoo', 'Lao', 'lo', 'e81-edf'),
  script('Mymr', 'Myanmar', 'my', '1000-108e a9e0-a9fe aa60-aa7f'),
  script('Khmr', 'Khmer', 'km', '1780-17dc'),
  script('Tibt', 'Tibetan', 'bo', 'f00-f8c'),
  script('Mong', 'Mongolian', 'mn', '1820-18aa'),
  script('Cher', 'Cherokee', 'chr', '13a0-13fd ab70-abbf'),
  script('Hang', 'Hangul', 'ko', '1100-11ff 3131-318e a960-a97c ac00-d7fb ffa0-ffdc'),
  script('Hira', 'Hiragana', 'ja', '3041-309f'),
  script('Kana', 'Katakana', 'ja', '30a1-30fa 30fd-30ff 31f0-31ff ff66-ff6f ff71-ff9d'),
  script('Hani', 'Han', 'zh', '3005 303b 3400-4dbf 4e00-9fff d840-d88f f900-fad9'),
];

/**
 * The writing systems that consist of several scripts, as `Intl.Locale` names them (ISO 15924). Ideographs in a Korean text
 * are mostly Chinese words.
 */
export const COMPOUND_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hira', 'Kana', 'Hani'],
  Kore: ['Hang'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};

/** The number of UTF-16 units. */
const UNITS = 0x10000;
/** The index of each unit's script. It is a table, as the segmenter looks up a letter at every word. */
const INDEX_BY_UNIT = new Uint8Array(UNITS);
for (const [index, { ranges }] of SCRIPTS.entries()) {
  for (const [first, last] of ranges) INDEX_BY_UNIT.fill(index + 1, first, last + 1);
}

/** Returns the index in `SCRIPTS`, plus 1, of the script of a letter by its first UTF-16 unit; 0 = an unknown script. */
export function scriptIndexOf(unit: number): number {
  return INDEX_BY_UNIT[unit]!;
}

/** Matches a letter that several scripts share, such as "µ" and "ー". */
const SHARED = /^(?:\p{Script=Common}|\p{Script=Inherited})/u;

/**
 * Returns the index in `SCRIPTS`, plus 1, of the script of the letter that begins at `index`; 0 = an unknown script.
 * @returns -1 when no letter of one script begins there: a mark, a digit, a space, a letter that scripts share, or the
 * second half of a surrogate pair
 */
export function scriptIndexAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  const isPair = unit >= 0xd800 && unit <= 0xdbff;
  if (isPair ? !/^\p{L}/u.test(text.slice(index, index + 2)) : (propertiesOf(unit) & LETTER) === 0) return -1;
  const script = INDEX_BY_UNIT[unit]!;
  return script === 0 && SHARED.test(text.slice(index, index + 2)) ? -1 : script;
}
