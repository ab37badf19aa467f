import { LETTER, propertiesOf } from '../character-properties.js';
import { SCRIPTS, type Script, scriptOfLetter } from './scripts.js';

/** The letters that are counted stand in this many UTF-16 units from the start: enough to tell the script of a sentence. */
const SAMPLE_UNITS = 300;
/** The least number of Latin letters that count as text: fewer may be a unit or a symbol in a text of any script. */
const MIN_LATIN_LETTERS = 3;

/** A host or a mail address, such as "example.com": it stands in Latin letters in texts of any script. */
const ADDRESS = /(?<![\p{L}\p{N}.-])(?:[a-z0-9._+-]{1,64}@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\p{L}\p{N}])/gu;

/** Matches every text with an address, and is much faster. */
const MAY_HOLD_ADDRESS = /\.[a-z]{2}/;

const [LATIN] = SCRIPTS as readonly [Script, ...Script[]];
/** Japanese is written with kana and ideographs together: kana tell it from Chinese. */
const JAPANESE_CODES: ReadonlySet<string> = new Set(['Hira', 'Kana', 'Hani']);
const KANA = SCRIPTS.find(({ code }) => code === 'Hira')!;
const IDEOGRAPHS = SCRIPTS.find(({ code }) => code === 'Hani')!;

/** The script of a text. A text of `few_latin` letters may be read in any language. */
export type TextScript = Script | 'few_latin' | 'unknown' | 'no_letters';

/**
 * Returns the script that a text is read in: the one of most letters. Latin letters yield to others that are at least as many, as voices of
 * other scripts can read Latin words, and a Latin voice spells the letters of other scripts. Hosts and mail addresses do not count.
 */
export function detectScript(text: string): TextScript {
  const sample = text.slice(0, SAMPLE_UNITS);
  const counted = MAY_HOLD_ADDRESS.test(sample) ? sample.replace(ADDRESS, '') : sample;
  const counts = new Map<Script | 'unknown', number>();
  let latin = 0;
  let hasKana = false;
  for (let i = 0; i < counted.length; i++) {
    const unit = counted.charCodeAt(i);
    if (!isLetter(unit, counted, i)) continue;
    const script = scriptOfLetter(unit);
    if (script === LATIN) {
      latin++;
      continue;
    }
    const isJapanese = script !== undefined && JAPANESE_CODES.has(script.code);
    hasKana ||= isJapanese && script !== IDEOGRAPHS;
    const key = isJapanese ? IDEOGRAPHS : (script ?? 'unknown');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (latin === 0 && counts.size === 0) return /\p{L}/u.test(sample) ? 'few_latin' : 'no_letters';
  let best: Script | 'unknown' = 'unknown';
  let most = 0;
  for (const [script, count] of counts) if (count > most) [best, most] = [script, count];
  if (most > 0 && (most >= latin || latin < MIN_LATIN_LETTERS)) return best === IDEOGRAPHS && hasKana ? KANA : best;
  return latin < MIN_LATIN_LETTERS ? 'few_latin' : LATIN;
}

/** Tells whether the character at `index`, which begins with `unit`, is a letter. The second half of a surrogate pair is not. */
function isLetter(unit: number, text: string, index: number): boolean {
  if (unit >= 0xd800 && unit <= 0xdbff) return /^\p{L}/u.test(text.slice(index, index + 2));
  return (propertiesOf(unit) & LETTER) !== 0;
}
