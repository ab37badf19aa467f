import { sayAbbreviations } from './abbreviations.js';
import { sayAgreeingNumbers } from './agreeing-numbers.js';
import { sayCalendarNames } from './calendar-names.js';
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
 * only on texts that its expression finds, because most texts hold few of these things. The expressions are of single
 * characters as far as possible, because every sentence that is not plain prose is tested with them.
 */
const RULES: readonly (readonly [make: RuleMaker, mayHold: RegExp])[] = [
  [spaceNumbers, /[\dA-Z$€£¥₩]/],
  // "No. 5" becomes "number 5", and "5 Jan." "5 January": later rules know only full words.
  [sayAbbreviations, /[^ ]/],
  [sayCalendarNames, /[\d–-]|\. ?[\p{Ll}:]|\p{L}\.[ ,;)]/u],
  // Codes, dates and times have marks that mean something else in other numbers.
  [sayFlights, /[A-Z]{2} ?\d|[A-Z]\d|\d[A-Z]/],
  [sayCodes, /\d\D{0,3}\d\D{0,3}\d/],
  [sayDates, /\d/],
  [sayTimes, /\d ?(?:[:.h] ?\d|[ap]\.?m)/i],
  // From here on, a number is one run of digits.
  [joinGroups, /\d[ '’.,]\d{3}/],
  [sayCompounds, /\d-\p{Ll}/u],
  // Names and nouns decide what a numeral is, before units and signs do: "5-й", "XIX в.", "2024 г.".
  [sayOrdinals, /[\dIVX]|[ХІ]/],
  [sayRomans, /(?:^|[ («"“])[IVXLCDMІХ]{1,12}(?!\p{L})/u],
  // A fraction has a slash, and a product a letter, that units and words may have, too.
  [sayMixedNumbers, /\d ?[½¼¾⅐-⅞]|\d \d{1,2}[/⁄]\d/],
  [sayFractions, /[½¼¾⅐-⅞]|\d[/⁄]\d/],
  [sayMultiples, /\d ?[×\p{L}]/u],
  [sayOperators, /[<>=+*×÷≤≥≠±∞√−✕]|\d ?[a-zµ°%]{0,2} ?[xXхХ] ?\d|\d [-/] \d/],
  // An amount takes its range and its scale with it: "$5-10 million".
  [sayMoney, /\d/],
  [sayRanges, /\d ?[\p{L}%°]{0,3} ?(?:[–—…-]|\.{3}) ?[\p{Sc}+−-]?\d/u],
  [sayUnits, /[\d²³/]/],
  // "m²" was a unit; other raised digits are powers.
  [sayPowers, /[⁰¹²³⁴-⁹⁺⁻ⁿ₀-₉^]|\d[eE][\d+-]|\d[ᵗˢⁿʳ]|[A-Z]\d/],
  [saySigns, /[~≈№#§%+±−º°]|(?:^|[ (])-[\d\uE030-\uE039]/],
  [saySymbols, / [&§] /],
  // Units and currencies have said the numbers before them.
  [sayAgreeingNumbers, /1(?!\d)|1\d{3}|[2-9]\d\d/],
  [saySlashes, /\//],
  // The decimals of a unit decide its form, so that they become words last.
  [sayDecimals, /\d[.,]\d|\d{3}/],
  [tightenNumbers, /\d/],
];

/** Returns the function that says numbers, marks and abbreviations in words, where the engine of a language reads them wrong. */
export function numberSayer(language: SpokenLanguage): Rule {
  const rules: (readonly [Rule, RegExp])[] = [];
  for (const [make, mayHold] of RULES) {
    const rule = make(language);
    if (rule !== undefined) rules.push([rule, mayHold]);
  }
  return (text) => rules.reduce((said, [rule, mayHold]) => (mayHold.test(said) ? rule(said) : said), text);
}
