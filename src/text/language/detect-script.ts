import { COMBINING, LOWER, propertiesOf } from '../character-properties.js';
import { ONLY_CHINESE } from '../languages/zh/letters.js';
import { SCRIPTS, type Script, type ScriptCode, scriptIndexAt, scriptIndexOf } from './scripts.js';

/** The letters that are counted stand in this many UTF-16 units from the start: enough to tell the script of a sentence. */
export const SAMPLE_UNITS = 300;
/** The least number of Latin letters that count as text: fewer may be a unit or a symbol in a text of any script. */
export const MIN_LATIN_LETTERS = 3;
/**
 * The share of a letter that a letter of a Latin name counts: sentences of all scripts hold names of products in Latin
 * letters, and words of other scripts are rare in Latin sentences.
 */
const NAME_SHARE = 0.25;
/** The share that a letter of the first word counts: the word may be a name, its capital does not tell. */
const FIRST_WORD_SHARE = 0.5;
/** The number of letters that a letter counts for in scripts whose words are short. */
const LETTER_WEIGHTS: Readonly<Partial<Record<ScriptCode, number>>> = { Hani: 2, Hang: 2 };

/** A host or a mail address, such as "example.com": it stands in Latin letters in texts of any script. */
const ADDRESS = /(?<![\p{L}\p{N}.-])(?:[a-z0-9._+-]{1,64}@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\p{L}\p{N}])/gu;

/** Matches every text with an address, and is much faster. */
const MAY_HOLD_ADDRESS = /\.[a-z]{2}/;

const LATIN_INDEX = scriptIndexOf('a'.charCodeAt(0));
const LATIN = SCRIPTS[LATIN_INDEX - 1]!;
/** Japanese is written with kana and ideographs together: kana tell it from Chinese. */
const JAPANESE_CODES: ReadonlySet<string> = new Set(['Hira', 'Kana', 'Hani']);
const KANA = SCRIPTS.find(({ code }) => code === 'Hira')!;
const IDEOGRAPHS = SCRIPTS.find(({ code }) => code === 'Hani')!;

/** The script of a text. A text of `few_latin` letters may be read in any language. */
export type TextScript = Script | 'few_latin' | 'unknown' | 'no_letters';

/**
 * Returns the script that a text is read in: the one of most letters, where those of Latin names count less. Latin letters yield to others
 * that are at least as many, as voices of other scripts can read Latin words, and a Latin voice spells the letters of other scripts. Hosts
 * and mail addresses do not count.
 */
export function detectScript(text: string): TextScript {
  const sample = text.slice(0, SAMPLE_UNITS);
  const counted = withoutAddresses(sample);
  const weights = new Map<Script | 'unknown', number>();
  let latinLetters = 0;
  let latinWeight = 0;
  let hasKana = false;
  // The weight of the letters of one script in a row, which is added once.
  let current: Script | 'unknown' | undefined;
  let currentWeight = 0;
  const addCurrent = (): void => {
    if (current !== undefined) weights.set(current, (weights.get(current) ?? 0) + currentWeight);
  };
  for (let i = 0; i < counted.length; i++) {
    const index = scriptIndexAt(counted, i);
    if (index < 0) continue;
    if (index === LATIN_INDEX) {
      const end = latinEnd(counted, i);
      const isFirst = latinLetters === 0 && current === undefined;
      latinLetters += end - i;
      latinWeight += (end - i) * (isName(counted, i, end, !isFirst) ? NAME_SHARE : isFirst ? FIRST_WORD_SHARE : 1);
      i = end - 1;
      continue;
    }
    const script = SCRIPTS[index - 1];
    const isJapanese = script !== undefined && JAPANESE_CODES.has(script.code);
    hasKana ||= isJapanese && script !== IDEOGRAPHS;
    const key = isJapanese ? IDEOGRAPHS : (script ?? 'unknown');
    if (key !== current) {
      addCurrent();
      current = key;
      currentWeight = 0;
    }
    currentWeight += (script && LETTER_WEIGHTS[script.code]) ?? 1;
  }
  addCurrent();
  if (latinLetters === 0 && weights.size === 0) return /\p{L}/u.test(sample) ? 'few_latin' : 'no_letters';
  let best: Script | 'unknown' = 'unknown';
  let most = 0;
  for (const [script, weight] of weights) if (weight > most) [best, most] = [script, weight];
  if (most > 0 && (most >= latinWeight || latinLetters < MIN_LATIN_LETTERS)) {
    return best === IDEOGRAPHS && hasKana && !ONLY_CHINESE.test(counted) ? KANA : best;
  }
  return latinLetters < MIN_LATIN_LETTERS ? 'few_latin' : LATIN;
}

/** Removes hosts and mail addresses. */
export function withoutAddresses(text: string): string {
  return MAY_HOLD_ADDRESS.test(text) ? text.replace(ADDRESS, '') : text;
}

/** Returns the end of the Latin word that begins at `start`. */
export function latinEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length) {
    const isPart = scriptIndexAt(text, end) === LATIN_INDEX || (propertiesOf(text.charCodeAt(end)) & COMBINING) !== 0;
    if (!isPart) break;
    end++;
  }
  return end;
}

/**
 * Tells whether a Latin word looks like a name: it holds a capital. The first word of a sentence begins with a capital
 * in any case.
 */
export function isName(text: string, start: number, end: number, hasWordBefore: boolean): boolean {
  for (let i = hasWordBefore ? start : start + 1; i < end; i++) {
    if ((propertiesOf(text.charCodeAt(i)) & (LOWER | COMBINING)) === 0) return true;
  }
  return false;
}
