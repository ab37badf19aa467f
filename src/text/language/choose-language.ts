import { DIGIT, propertiesOf } from '../character-properties.js';
import {
  detectScript,
  isName,
  latinEnd,
  MIN_LATIN_LETTERS,
  SAMPLE_UNITS,
  type TextScript,
  withoutAddresses,
} from './detect-script.js';
import { isWrittenIn, primarySubtag, scriptFlagsOf } from './language-tag.js';
import { scriptIndexAt, scriptIndexOf } from './scripts.js';

/** The language of text in Latin letters where no voice speaks the wanted ones. */
const USUAL_LATIN = 'en';
const LATIN_INDEX = scriptIndexOf('a'.charCodeAt(0));
/** The fewest letters of a Latin word, and of one after a number; fewer may be a symbol or a unit. */
const MIN_WORD_LETTERS = 2;
const MIN_LETTERS_AFTER_NUMBER = 4;

/**
 * Returns the languages (BCP 47) to speak `text` in, best first: the wanted one while the text holds words of its script, then the
 * wanted one and the default where they are written in the text's script, then the usual language of that script. The list is empty for
 * text in an unknown script.
 *
 * @param wanted the language that the client asked for, or that of the answer so far
 * @param script the script of `text`, where it is known
 */
export function candidateLanguages(
  text: string,
  wanted: string | undefined,
  defaultLanguage: string,
  script = detectScript(text),
): string[] {
  const ofScript = candidatesFor(script, wanted, defaultLanguage);
  if (wanted === undefined || ofScript[0] === wanted || !holdsWordsOf(text, wanted)) return ofScript;
  // Kana make a text Japanese: its ideographs are no Chinese words.
  const isJapanese = typeof script === 'object' && script.code === 'Hira' && isWrittenIn(wanted, 'Hani');
  return isJapanese ? ofScript : [wanted, ...ofScript];
}

function candidatesFor(script: TextScript, wanted: string | undefined, defaultLanguage: string): string[] {
  const languages = wanted === undefined ? [defaultLanguage] : [wanted, defaultLanguage];
  switch (script) {
    case 'unknown':
      return [];
    case 'no_letters':
      return languages;
    case 'few_latin':
      return [...languages, USUAL_LATIN];
    default:
      return [...languages.filter((language) => isWrittenIn(language, script.code)), script.usualLanguage];
  }
}

/**
 * Tells whether a sentence holds a word in a script of a language. A Latin word counts only when it is no name, no address and no unit: texts of all
 * scripts hold such words.
 *
 * @param minWordLetters the fewest letters of a Latin word that counts
 */
function holdsWordsOf(sentence: string, language: string, minWordLetters = MIN_WORD_LETTERS): boolean {
  const text = withoutAddresses(sentence);
  const flags = scriptFlagsOf(language);
  let hasWordBefore = false;
  for (let i = 0; i < text.length; i++) {
    const index = scriptIndexAt(text, i);
    if (index < 0) continue;
    if (index === LATIN_INDEX) {
      const end = latinEnd(text, i);
      const minLetters = followsDigit(text, i) ? MIN_LETTERS_AFTER_NUMBER : minWordLetters;
      if (flags[index] === 1 && end - i >= minLetters && !isName(text, i, end, hasWordBefore)) return true;
      i = end - 1;
    } else if (flags[index] === 1) {
      return true;
    }
    hasWordBefore = true;
  }
  return false;
}

/** Tells whether the word at `index` comes right after a number, with or without a space. */
function followsDigit(text: string, index: number): boolean {
  const before = text.charAt(index - 1) === ' ' ? index - 2 : index - 1;
  return before >= 0 && (propertiesOf(text.charCodeAt(before)) & DIGIT) !== 0;
}

/**
 * Returns the primary subtag of the language that `text` is spoken in, by the rule that voices are chosen by; "und" for text in an unknown
 * script, undefined when the text has too few letters to tell.
 */
export function spokenLanguage(text: string, wanted: string | undefined, defaultLanguage: string): string | undefined {
  if (wanted !== undefined && isSurelyIn(text, wanted)) return primarySubtag(wanted);
  const script = detectScript(text);
  if (script === 'no_letters' || script === 'few_latin') return undefined;
  const [best] = candidateLanguages(text, wanted, defaultLanguage, script);
  return best === undefined ? 'und' : primarySubtag(best);
}

/**
 * Tells whether one word already shows that a text is spoken in the wanted language; false = it may be spoken in it all the same. Most
 * sentences show it by one of their first words, so that their letters need not be counted by script.
 */
function isSurelyIn(text: string, wanted: string): boolean {
  // A long text is judged by its start. Ideographs are no such word, because kana after them make the text Japanese.
  if (text.length > SAMPLE_UNITS || isWrittenIn(wanted, 'Hani')) return false;
  // A text with fewer Latin letters has no language of its own.
  return holdsWordsOf(text, wanted, MIN_LATIN_LETTERS);
}
