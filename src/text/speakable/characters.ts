import { plainForms } from './compatibility-forms.js';
import { withoutSilentCharacters } from './silent-characters.js';

/**
 * The UTF-16 units that the rules of this file change, in hexadecimal. Letters, marks and punctuation that prose of any
 * language is written with are not among them.
 */
const RARE = [
  // Controls, the soft hyphen, ligatures, digraphs, small capitals, raised letters, combining marks, Greek variants.
  '0-8 e-1f 7f-84 86-9f ad b4 132-133 149 17f 1c4-1cc 1eb 1f1-1f3 262 26a 274 280 28f 299 29c 29f 2b0-2b8 2bc 2e0-2e4',
  '300-34f 374 37e 387 3d0-3d6 3f0-3f5 61c 653-655 958-95f 9dc-9dd 9df a33 a36 a59-a5e b5c-b5d 1100-11ff 17b4-17b5',
  '180b-180e 1d00-1dbf 1f71-1fff',
  // Zero-width characters, hyphens, letters and numbers in signs, radicals, kana with separate marks, squared words.
  '200b-2012 202a-202e 203c 2044 2047-2049 2060-206f 2071 207f 2090-209c 20d0-20e2 20e4-214f 2160-217f 2215 2460-24ff',
  '2776-2793 2e9f 2ef3 2f00-2fd5 3099-309a 3164 3220-3243 3251-325f 3280-33ff a730-a731',
  // Halves of surrogate pairs: styled letters, letters in signs, tags, ideographs, private use. Then other forms.
  'd835 db40 d87e db80-dbff dd00-dda9 e000-fb4f fb50-fdfc fe00-fe19 fe50-feff ff03-ff06 ff0a-ff0b ff0d ff0f-ff19 ff1d',
  'ff20-ff3a ff3e ff41-ff5a ff61-ffff',
];
/** The second parts of vowel signs in Indian scripts: each is common, but changes only after its first part. */
const SECOND_PARTS = '93c 9be 9d7 b3e b56-b57 bbe bd7 c56 cc2 cd5-cd6 d3e d57 dca dcf ddf 102e ff0e ff1a';
const PAIRS = new RegExp(
  String.raw`[\u0928\u0930\u0933]\u093c|\u09c7[\u09be\u09d7]|\u0b47[\u0b3e\u0b56\u0b57]|\u0b92\u0bd7|[\u0bc6\u0bc7][\u0bbe\u0bd7]` +
    String.raw`|\u0c46\u0c56|[\u0cbf\u0cc6\u0cca][\u0cc2\u0cd5\u0cd6]|[\u0d46\u0d47][\u0d3e\u0d57]|[\u0dd9\u0ddc][\u0dca\u0dcf\u0ddf]` +
    String.raw`|\u1025\u102e|[0-9][\uff0e\uff1a][0-9]`,
);

/** Matches a text of plain ASCII characters alone, which an expression finds faster than a table. */
const ASCII_TEXT = /^[ -~\n]*$/;
/** A table for all other texts: an expression with these ranges would take as long as all other work on prose. */
const kinds = new Uint8Array(0x10000);
const IN_PAIR = 1;
const CHANGED = 2;
for (const [kind, ranges] of [
  [IN_PAIR, SECOND_PARTS],
  [CHANGED, RARE.join(' ')],
] as const) {
  for (const range of ranges.split(' ')) {
    const [first, last = first] = range.split('-').map((unit) => Number.parseInt(unit, 16));
    kinds.fill(kind, first!, last! + 1);
  }
}

/**
 * Returns the text in the characters that an engine knows: composed letters, plain letters and digits in place of styled
 * ones, and no character without a sound. Line breaks and the private-use marks of citations stay.
 */
export const plainCharacters = (text: string): string =>
  ASCII_TEXT.test(text) || isPlain(text) ? text : withoutSilentCharacters(plainForms(text.normalize('NFC')));

function isPlain(text: string): boolean {
  let found = 0;
  for (let i = 0; i < text.length; i++) found |= kinds[text.charCodeAt(i)]!;
  return found < CHANGED && (found === 0 || !PAIRS.test(text));
}
