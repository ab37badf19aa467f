import { alternationOf, NEVER } from '../patterns.js';
import type { Rule, SpokenLanguage } from './spoken-language.js';
import { unitNamer } from './unit-names.js';

/** A word after the slash: "40 mg/day", "4 g/Tag". */
const WORD = String.raw`\p{Lu}?\p{Ll}{2,14}(?![\p{L}\d/]|\.\p{L})`;
/** The units of time, to which an amount belongs: "4 g/24 h" is no pair of amounts. */
const TIME = /^(?:h|hrs?|min|s|sec|Std|Min|ч|мин|с|год|хв)$/;
/** The units that stand after a word: "235 people/km²", "g CO2/km", "32 Cent/kWh". */
const AFTER_WORD = 'km²|m²|км²|м²|km|км|kg|кг|kWh|ha|га';

/**
 * Returns the rule for the slashes between a unit or a word and the other amount, "mg/day", "3 times/week",
 * "350 kcal/1465 kJ", "people/km²"; undefined = the language has no word for them.
 * @param symbols the symbols of units
 */
export function slashSayer(language: SpokenLanguage, symbols: readonly string[]): Rule | undefined {
  const { per, over = per, perNouns } = language.words.units ?? {};
  if (per === undefined || over === undefined) return undefined;
  const nameOf = unitNamer(language);
  const symbol = alternationOf(symbols);
  const afterUnit = `\\/(?<=\\d ?(?:${symbol})\\/)`;
  // "3 veces/semana": behind other words, only a noun of the table is no alternative to them.
  const beforeNoun = new RegExp(`\\/(?<=\\d ?\\p{L}{1,12}\\/)(?=(?:${perNouns ?? NEVER})(?![\\p{L}/]))`, 'gu');
  const beforeWord = new RegExp(`${afterUnit}(?!(?:${symbol})(?!\\p{L}))(?=${WORD})`, 'gu');
  const beforeAmount = new RegExp(
    `${afterUnit}(?=(\\d{1,6}(?:[.,]\\d{1,3})?) ?(${symbol})(?![\\p{L}\\d²³/]))(?!10{2,3} ?\\p{L})`,
    'gu',
  );
  const afterWord = new RegExp(`\\/(?<=(?:\\p{L}{3}|CO2|C O 2|\\p{L}\\.)\\/)(${AFTER_WORD})(?![\\p{L}\\d²³/])`, 'gu');
  return (text) =>
    text
      .replace(beforeWord, ` ${per} `)
      .replace(beforeNoun, ` ${per} `)
      .replace(beforeAmount, (_, _amount: string, unit: string) => (TIME.test(unit) ? ` ${per} ` : ', '))
      .replace(afterWord, (found, unit: string) => {
        const name = nameOf(unit)?.[0]?.replace(/\$ ?/, '');
        return name === undefined ? found : ` ${over} ${name}`;
      });
}
