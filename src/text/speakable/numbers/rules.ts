import { sayAbbreviations } from './abbreviations.js';
import { sayCalendarNames } from './calendar-names.js';
import { sayCodes } from './codes.js';
import { sayDates } from './dates.js';
import { sayDecimals } from './decimals.js';
import { sayFractions } from './fractions.js';
import { joinGroups } from './grouping.js';
import { sayMoney } from './money.js';
import { sayOperators } from './operators.js';
import { sayOrdinals } from './ordinals.js';
import { sayPowers } from './powers.js';
import { sayRanges } from './ranges.js';
import { sayRomans } from './romans.js';
import { saySigns, saySymbols } from './signs.js';
import { saySlashes } from './slashes.js';
import { spaceNumbers, tightenNumbers } from './spacing.js';
import type { Rule, RuleMaker, SpokenLanguage } from './spoken-language.js';
import { sayTimes } from './times.js';
import { sayUnits } from './units.js';

/** The rules for texts with numbers, in the order in which they run: a rule does not see the numbers of those before it. */
const NUMBER_RULES: readonly RuleMaker[] = [
  spaceNumbers,
  // "No. 5" becomes "number 5", and "5 Jan." "5 January": later rules know only full words.
  sayAbbreviations,
  sayCalendarNames,
  // Codes, dates and times have marks that mean something else in other numbers.
  sayCodes,
  sayDates,
  sayTimes,
  // From here on, a number is one run of digits.
  joinGroups,
  // Names and nouns decide what a numeral is, before units and signs do: "5-й", "XIX в.", "2024 г.".
  sayOrdinals,
  sayRomans,
  // A fraction has a slash, and a product a letter, that units and words may have, too.
  sayFractions,
  sayOperators,
  // An amount takes its range and its scale with it: "$5-10 million".
  sayMoney,
  sayRanges,
  sayUnits,
  // "m²" was a unit; other raised digits are powers.
  sayPowers,
  saySigns,
  saySymbols,
  saySlashes,
  // The decimals of a unit decide its form, so that they become words last.
  sayDecimals,
  tightenNumbers,
];

/** The rules for texts without numbers. */
const WORD_RULES: readonly RuleMaker[] = [
  sayAbbreviations,
  sayCalendarNames,
  sayOrdinals,
  sayRomans,
  sayOperators,
  saySymbols,
  saySlashes,
];

const HAS_NUMBER = /\p{N}/u;

/** Returns the function that says numbers, marks and abbreviations in words, where the engine of a language reads them wrong. */
export function numberSayer(language: SpokenLanguage): Rule {
  const made = new Map(NUMBER_RULES.map((make) => [make, make(language)] as const));
  const rulesOf = (makers: readonly RuleMaker[]): Rule[] =>
    makers.map((make) => made.get(make)).filter((rule) => rule !== undefined);
  const numberRules = rulesOf(NUMBER_RULES);
  const wordRules = rulesOf(WORD_RULES);
  return (text) => (HAS_NUMBER.test(text) ? numberRules : wordRules).reduce((said, rule) => rule(said), text);
}
