import { sayAbbreviations } from './abbreviations.js';
import { sayAgreeingNumbers } from './agreeing-numbers.js';
import { sayCalendarNames } from './calendar-names.js';
import { ANY, DIGIT, kindsIn, NUMERAL, SIGN } from './character-kinds.js';
import { sayCodes } from './codes.js';
import { sayCompounds } from './compounds.js';
import { sayDates } from './dates.js';
import { sayDecimals } from './decimals.js';
import { sayFlights } from './flights.js';
import { sayFractions } from './fractions.js';
import { joinGroups } from './grouping.js';
import { sayMixedNumbers } from './mixed-numbers.js';
import { sayMoney } from './money.js';
import { sayMultiples } from './multiples.js';
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

/**
 * The rules in the order in which they run: a rule does not see the numbers that those before it have said. Each runs
 * only on texts with a character of one of its kinds that its expression finds, too, because most texts hold few of
 * these things. The expressions are of single characters as far as possible: many sentences are tested with them.
 */
export const NUMBER_RULES: readonly (readonly [make: RuleMaker, kinds: number, mayHold: RegExp])[] = [
  [spaceNumbers, ANY, /[\dA-Z$€£¥₩]/],
  // "No. 5" becomes "number 5", and "5 Jan." "5 January": later rules know only full words.
  [sayAbbreviations, ANY, /[^ ]/],
  [sayCalendarNames, ANY, /[\d–-]|\.(?: ?[\p{Ll}:]|(?<=\p{L}\.)[ ,;)])/u],
  // Codes, dates and times have marks that mean something else in other numbers.
  [sayFlights, DIGIT, /[A-Z]{2} ?\d|[A-Z]\d|\d[A-Z]/],
  [sayCodes, DIGIT, /\d\D{0,3}\d\D{0,3}\d/],
  [sayDates, DIGIT, /\d/],
  [sayTimes, DIGIT, /\d ?(?:[:.h] ?\d|[ap]\.?m)/i],
  // From here on, a number is one run of digits.
  [joinGroups, DIGIT, /\d[ '’.,]\d{3}/],
  [sayCompounds, DIGIT, /\d-\p{Ll}/u],
  // Names and nouns decide what a numeral is, before units and signs do: "5-й", "XIX в.", "2024 г.".
  [sayOrdinals, DIGIT | NUMERAL, /[\dIVX]|[ХІ]/],
  [sayRomans, NUMERAL, /(?:^|[ («"“])[IVXLCDMІХ]{1,12}(?!\p{L})/u],
  // A fraction has a slash, and a product a letter, that units and words may have, too.
  [sayMixedNumbers, SIGN, /\d ?[½¼¾⅐-⅞]|\d \d{1,2}[/⁄]\d/],
  [sayFractions, SIGN, /[½¼¾⅐-⅞]|\d[/⁄]\d/],
  [sayMultiples, DIGIT, /\d ?[×\p{L}]/u],
  [sayOperators, DIGIT | SIGN, /[<>=+*×÷≤≥≠±∞√−✕]|\d ?[a-zµ°%]{0,2} ?[xXхХ] ?\d|\d [-/] \d/],
  // An amount takes its range and its scale with it: "$5-10 million".
  [sayMoney, DIGIT, /\d/],
  [sayRanges, DIGIT, /\d ?[\p{L}%°]{0,3} ?(?:[–—…-]|\.{3}) ?[\p{Sc}+−-]?\d/u],
  [sayUnits, DIGIT | SIGN, /[\d²³/]/],
  // "m²" was a unit; other raised digits are powers.
  [sayPowers, DIGIT | SIGN, /[⁰¹²³⁴-⁹⁺⁻ⁿ₀-₉^]|\d[eE][\d+-]|\d[ᵗˢⁿʳ]|[A-Z]\d/],
  [saySigns, DIGIT | SIGN, /[~≈№#§%+±−º°]|(?:^|[ (])-[\d\uE030-\uE039]/],
  [saySymbols, SIGN, / [&§] /],
  // Units and currencies have said the numbers before them.
  [sayAgreeingNumbers, DIGIT, /1(?!\d)|1\d{3}|[2-9]\d\d/],
  [saySlashes, SIGN, /\//],
  // The decimals of a unit decide its form, so that they become words last.
  [sayDecimals, DIGIT, /\d[.,]\d|\d{3}/],
  [tightenNumbers, DIGIT, /\d/],
];

/** Returns the function that says numbers, marks and abbreviations in words, where the engine of a language reads them wrong. */
export function numberSayer(language: SpokenLanguage): Rule {
  const rules: { say: Rule; kinds: number; mayHold: RegExp }[] = [];
  for (const [make, kinds, mayHold] of NUMBER_RULES) {
    const say = make(language);
    if (say !== undefined) rules.push({ say, kinds, mayHold });
  }
  return (text) => {
    let said = text;
    let found = kindsIn(text);
    for (const { say, kinds, mayHold } of rules) {
      if ((found & kinds) === 0 || !mayHold.test(said)) continue;
      const before = said;
      said = say(before);
      if (said !== before) found = kindsIn(said);
    }
    return said;
  };
}
