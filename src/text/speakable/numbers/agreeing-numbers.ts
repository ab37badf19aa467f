import { genderFinder } from './noun-genders.js';
import type { RuleMaker } from './spoken-language.js';

const NUMBER = String.raw`\d{1,3}(?:\.\d{3}){1,2}(?![.\d])|\d{1,9}`;
const START = String.raw`(?=\d)(?<![\p{L}\d.,:/^+-]|\p{Sc} ?|[#№] ?)`;
const BEFORE = /(?<!\p{L})(\p{L}{1,12})\.? $/u;
const BEFORE_LENGTH = 16;
const [FIRST_YEAR, LAST_YEAR] = [1500, 2099];

/** Says the numbers that agree with the noun after them: "21 personas" as "veintiuna personas", "1 heure" as "une heure". */
export const sayAgreeingNumbers: RuleMaker = (language) => {
  const { nouns, numbers } = language.words;
  const beforeNoun = numbers?.beforeNoun;
  if (nouns === undefined || beforeNoun === undefined) return undefined;
  const genderOf = genderFinder(language);
  const [isLabel, isBeforeYear] = [nouns.labels, nouns.beforeYears].map(
    (words) => new RegExp(`^(?:${words})$`, 'u'),
  ) as [RegExp, RegExp];
  const pattern = new RegExp(
    `${START}(${NUMBER})(?:( (?:${nouns.between}) )(${NUMBER}))?(?![\\d.,:/%]\\d)( ${nouns.thousand}(?!\\p{L}))?(?: (\\p{Ll}{2,24})(?![\\p{L}’']))?`,
    'gu',
  );

  return (text) =>
    text.replace(pattern, (_, first: string, between = '', second = '', thousand = '', noun = '', index: number) => {
      const known = noun === '' ? undefined : genderOf(noun);
      // "Mil" is a noun itself: "veintiún mil".
      const unknown = thousand === '' ? undefined : 'masculine';
      const gender = known === 'none' ? unknown : (known ?? unknown);
      const before = BEFORE.exec(text.slice(Math.max(0, index - BEFORE_LENGTH), index))?.[1]?.toLowerCase() ?? '';
      const say = (number: string): string => {
        const value = Number(number.replaceAll('.', ''));
        if (value === 1 && isLabel.test(before)) return number;
        const isYear = value >= FIRST_YEAR && value <= LAST_YEAR && value % 100 > 0 && number.length === 4;
        return (isYear && isBeforeYear.test(before) ? undefined : beforeNoun(value, gender)) ?? number;
      };
      const last = between === '' ? '' : between + say(second);
      return say(first) + last + thousand + (noun === '' ? '' : ` ${noun}`);
    });
};
