/** The characters that NFKD does not take apart, with the ASCII text that is read in their place. */
const TRANSLITERATIONS: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': ' - ',
  '—': ' - ',
  '―': ' - ',
  '−': '-',
  '⁄': '/',
  '×': ' times ',
  '÷': ' divided by ',
  '±': ' plus or minus ',
  '≤': ' at most ',
  '≥': ' at least ',
  '≠': ' is not ',
  '°': ' degrees ',
  '€': ' euros ',
  '£': ' pounds ',
  '¥': ' yen ',
  '©': ' copyright ',
  '®': ' registered ',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'th',
  Ð: 'Th',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'ng',
  Ŋ: 'Ng',
};

/** The most work for one run of the engine, in plain letters: about 0.1 s of a core. */
const MAX_PIECE_WORK = 120;
/**
 * The work of a digit, a capital or a sign, in plain letters: it may be read as a word, and costs up to four
 * (measured).
 */
const SPELLED_WORK = 4;
const PLAIN = /[a-z ]/;
const CLAUSE_END = /[,;:.!?)]/;

/**
 * Writes a sentence in printable ASCII, the only input that Flite can read: fifteen other bytes in a row end its
 * program. Accents are left out, typographic marks become their ASCII forms, and a character without an ASCII form
 * becomes a space.
 */
export function fliteText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, (character) => TRANSLITERATIONS[character] ?? ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * Cuts a sentence into pieces that Flite speaks one after the other. The engine reports no progress within a run, so a
 * run must be short: 400 digits in one run take 1.5 to 2.5 s. A cut is made after a clause if there is one, else at a
 * space, else anywhere.
 *
 * @param text the sentence, in ASCII
 * @returns trimmed pieces that hold every character of the text but spaces, in order; no piece is blank
 */
export function flitePieces(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = pieceEnd(text, from);
    const piece = text.slice(from, end).trim();
    if (piece !== '') pieces.push(piece);
    from = end;
  }
  return pieces;
}

/** Tells whether a text ends with a mark after which a speaker pauses. */
export const endsClause = (text: string): boolean => CLAUSE_END.test(text.charAt(text.length - 1));

function pieceEnd(text: string, from: number): number {
  let work = 0;
  let clauseEnd = 0;
  let wordEnd = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    work += PLAIN.test(character) ? 1 : SPELLED_WORK;
    if (work > MAX_PIECE_WORK) return clauseEnd || wordEnd || at;
    if (character !== ' ') continue;
    wordEnd = at + 1;
    if (at > from && endsClause(text.charAt(at - 1))) clauseEnd = at + 1;
  }
  return text.length;
}
