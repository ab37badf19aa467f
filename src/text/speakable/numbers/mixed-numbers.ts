import { alternationOf } from '../patterns.js';
import { nounCounter } from './counted-nouns.js';
import { inDigits, partNamer, STOP } from './fractions.js';
import { genderFinder } from './noun-genders.js';
import type { RuleMaker } from './spoken-language.js';
import { unitNamer, unitSymbols } from './unit-names.js';

const MIXED = String.raw`(?=\d)(?<![\p{L}\d/.,:^-])(\d{1,3}) (\d{1,2})[/⁄](\d{1,2}) ?`;

/** Says mixed numbers of a language in which the part stands behind the noun: "1 1/2 taza" as "1 taza y media". */
export const sayMixedNumbers: RuleMaker = (language) => {
  const { fractions, nouns } = language.words;
  const words = fractions?.afterNoun;
  if (words === undefined) return undefined;
  const partOf = partNamer(language);
  const unitOf = unitNamer(language);
  const count = nounCounter(language);
  const genderOf = genderFinder(language);
  const [before, behind] = [words.before && `(?:(?:${words.before}) )?`, words.behind && `(?: (?:${words.behind}))?`];
  const pattern = new RegExp(
    `${MIXED}(?:(${alternationOf(unitSymbols(language))})(?![\\p{L}\\d²³/])${STOP}|(?<= )((?:${before ?? ''})(\\p{Ll}{2,24})(?!\\p{L})(?:${behind ?? ''})))`,
    'gu',
  );

  return (text) =>
    inDigits(text).replace(
      pattern,
      (found, whole: string, first: string, second: string, symbol: string | undefined, phrase = '', noun = '') => {
        const part = partOf(Number(first), Number(second));
        if (part === undefined) return found;
        const isHalf = first === '1' && second === '2';
        const after = (isFeminine: boolean): string =>
          isHalf ? (isFeminine ? words.feminineHalf : words.half) : words.other.replace('#', part);
        if (symbol !== undefined) {
          const forms = unitOf(symbol);
          const name = forms && /\$ ?(\p{L}+)/u.exec(forms[0]!)?.[1];
          return name === undefined ? found : count(whole, forms!) + after(genderOf(name) === 'feminine');
        }
        const gender = genderOf(noun);
        const singular = whole === '1' ? (nouns?.singular ?? String)(noun) : noun;
        if (gender === 'none' || singular === undefined) return found;
        return `${whole} ${phrase.replace(noun, singular)}${after(gender === 'feminine')}`;
      },
    );
};
