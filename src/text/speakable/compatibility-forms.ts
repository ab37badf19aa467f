/**
 * Letters and digits in a style, a width or a shape of their own, whose compatibility decomposition (NFKC) is the same
 * text: mathematical and full-width letters, ligatures, Roman numerals, raised letters, Arabic letters by position.
 * Superscript digits, fractions, ™, № and the punctuation of Chinese and Japanese mean more than their decomposition.
 */
const STYLED = new RegExp(
  [
    String.raw`[\u0132\u0133\u0149\u017f\u01c4-\u01cc\u01f1-\u01f3\u02b0-\u02b8\u02e0-\u02e4\u03d0-\u03d6\u03f0-\u03f5`,
    String.raw`\u1d2c-\u1d61\u1d78\u1d9b-\u1dbf\u2010\u2011\u203c\u2047-\u2049\u2100-\u2103\u2105\u2106\u2109-\u2115`,
    String.raw`\u2119-\u211d\u2121\u2124\u2128\u212c-\u212d\u212f-\u2131\u2133\u2134\u213b-\u213f\u2145-\u2149`,
    String.raw`\u2160-\u217f\u24b6-\u24c1\u24c3-\u24e9\u2e9f\u2ef3\u2f00-\u2fd5\u3220-\u3243\u3280-\u3296`,
    String.raw`\u3298\u329a-\u32b0\u32c0-\u32ff\ufb00-\ufb17\ufb1d-\ufd3d\ufd40-\ufdfc\ufe10-\ufe19\ufe50-\ufefc`,
    String.raw`\uff03-\uff06\uff0a\uff0b\uff0d\uff0f-\uff19\uff1d\uff20-\uff3a\uff3e\uff41-\uff5a\uff61-\uff9f`,
    String.raw`\uffe0\uffe1\uffe5\uffe6\u{1d400}-\u{1d7ff}\u{1f130}-\u{1f149}]+`,
  ].join(''),
  'gu',
);
/** Units and words in the square of one character: "㎡", "㍍". */
const SQUARED_WORDS = /[\u3300-\u33ff]/g;
/** Runs of raised or lowered letters: a style. A single one is a power or an index. */
const RAISED_LETTERS = /[\u2071\u207f\u1d2c-\u1d61\u1d9b-\u1dbf\u02b0-\u02b8\u02e0-\u02e4]{2,}/g;
const LOWERED_LETTERS = /[\u2090-\u209c]{2,}/g;
const BRACKETED_LETTERS = /[\u249c-\u24b5\u{1f110}-\u{1f129}]+/gu;
/** Letters in black signs. Alone, the signs of the metro and of parking are emoji; those of blood types are letters. */
const BLACK_LETTERS = /(?:[\u24c2\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f18e}]\ufe0f?)+/gu;
const METRO_OR_PARKING = /^[\u24c2\u{1f17f}]\ufe0f?$/u;
const SMALL_CAPITALS = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ';
const PLAIN_CAPITALS = 'abcdefghijklmnopqrstuvwyz';
const SMALL_CAPITAL = new RegExp(`[${SMALL_CAPITALS}]`, 'g');
/** A word in small capitals; one alone is a letter of phonetic script. */
const SMALL_CAPITAL_WORD = new RegExp(`[${SMALL_CAPITALS}][sx]?[${SMALL_CAPITALS}]`);
/** A Roman numeral beside Chinese or Japanese letters, whose voices do not know it. */
const ROMAN_IN_CHINESE =
  /(?<=[\u3040-\u30ff\u3400-\u9fff])[Ⅰ-Ⅻ](?![Ⅰ-Ⅻ])|(?<![Ⅰ-Ⅻ])[Ⅰ-Ⅻ](?=[\u3040-\u30ff\u3400-\u9fff])/g;
const APOSTROPHE = /(?<=\p{L})[´ʼ＇](?=\p{L})/gu;
const FRACTION = /([\xb9\xb2\xb3\u2070\u2074-\u2079]{1,9})\u2044([\u2080-\u2089]{1,9})/g;
const FULL_WIDTH_POINT = /(?<=[0-9０-９])[．：](?=[0-9０-９])/g;

/** The first and last of each run of numbers in signs, with the number of the first. */
const NUMBER_SIGNS: readonly (readonly [first: number, last: number, number: number])[] = [
  [0x2460, 0x2473, 1],
  [0x2474, 0x2487, 1],
  [0x2488, 0x249b, 1],
  [0x24ea, 0x24ea, 0],
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x24ff, 0x24ff, 0],
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x3251, 0x325f, 21],
  [0x32b1, 0x32bf, 36],
];
const NUMBER_SIGN = /(^[ \t]*|)([\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf])/gm;

/** Returns the text with plain letters, digits and hyphens in place of their special forms. `text` is in NFC. */
export function plainForms(text: string): string {
  const plain = text
    .replace(APOSTROPHE, '’')
    .replace(FULL_WIDTH_POINT, (mark) => mark.normalize('NFKC'))
    .replace(FRACTION, (_, over: string, under: string) => `${over.normalize('NFKC')}/${under.normalize('NFKC')}`)
    .replace(ROMAN_IN_CHINESE, (numeral) => String(numeral.charCodeAt(0) - 0x215f))
    .replace(RAISED_LETTERS, (run) => run.normalize('NFKC'))
    .replace(LOWERED_LETTERS, (run) => ` ${run.normalize('NFKC')}`)
    .replace(STYLED, (run) => run.normalize('NFKC'))
    .replace(SQUARED_WORDS, (sign) => sign.normalize('NFKC').replace(/m2$/, 'm²').replace(/m3$/, 'm³'))
    .replace(/[\u2010-\u2012]/g, '-')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(BRACKETED_LETTERS, lettersOf)
    .replace(BLACK_LETTERS, blackLettersOf)
    .replace(NUMBER_SIGN, (_, space: string, sign: string, at: number, line: string) =>
      numberOf(sign, at === 0 || space !== '' || line[at - 1] === '\n'),
    );
  if (!SMALL_CAPITAL_WORD.test(plain)) return plain;
  return plain.replace(SMALL_CAPITAL, (letter) => PLAIN_CAPITALS[SMALL_CAPITALS.indexOf(letter)]!);
}

/** Returns the letters of "🄐🄑", or "(a)" for a single one, which may be the mark of an item. */
function lettersOf(run: string): string {
  const plain = run.normalize('NFKC');
  return plain.length > '(a)'.length ? plain.replace(/[()]/g, '') : plain;
}

function blackLettersOf(run: string, at: number, text: string): string {
  const isInWord =
    /\p{L}$/u.test(text.slice(Math.max(0, at - 1), at)) ||
    /^\p{L}/u.test(text.slice(at + run.length, at + run.length + 2));
  if (!isInWord && METRO_OR_PARKING.test(run)) return run;
  return [...run.replaceAll('\ufe0f', '')]
    .map((sign) => {
      const code = sign.codePointAt(0)!;
      if (code === 0x1f18e) return 'AB';
      if (code === 0x24c2) return 'M';
      return String.fromCharCode(0x41 + code - (code < 0x1f170 ? 0x1f150 : 0x1f170));
    })
    .join('');
}

/** Returns the number in a sign, apart from its neighbours: "①②" are two numbers. One that opens a line counts an item. */
function numberOf(sign: string, opensLine: boolean): string {
  const code = sign.charCodeAt(0);
  const [first, , number] = NUMBER_SIGNS.find(([from, to]) => code >= from && code <= to)!;
  return opensLine ? `${number + code - first}. ` : ` ${number + code - first} `;
}
