import type { RuleMaker } from './spoken-language.js';

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ';
const PLAIN = '0123456789+-n';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';
/** A number, a variable or a closing bracket, with raised digits. */
const POWER = /((?<!\p{L})\p{L}{1,3}|\d|\))([⁺⁻]?[⁰¹²³⁴-⁹ⁿ]{1,4})/gu;
const CARET =
  /((?<!\p{L})\p{L}|\d|\)) ?\^ ?(?:[({]([+-−]?\d{1,4}|[a-z])[)}]|([-−]?\d{1,4}|[a-z](?!\p{L})))(?![\d.,]?\d)/gu;
const FUNCTION = /(?<=(?<!\p{L})(?:sin|cos|tan|log))[²³]/gu;
const SCIENTIFIC = /(?<![\p{L}\d.,])(\d{1,9}(?:[.,]\d{1,9})?)[eE]([+-]?\d{1,3})(?![\p{L}\d]|[.,]\d)/gu;
const ORDINAL = /(\d)(?:ᵗʰ|ˢᵗ|ⁿᵈ|ʳᵈ)/gu;
/** A formula of chemistry: symbols of elements, of which one has a lowered number; and the best known ones in plain digits. */
const FORMULA =
  /(?<![\p{L}\d])(?:[A-Z][a-z]?[₀-₉]{0,3}){1,8}(?<=[₀-₉][A-Za-z]{0,12})(?![\p{L}\d])|(?<![\p{L}\d])(?:CO2|H2O|SO2|NO2|CH4|NH3|N2O|O2|O3)(?![\p{L}\d])/gu;
const INDEX = /(?<=[\p{L})])([₀-₉]{1,4})/gu;

/** Says powers and indices: "10⁶", "x²", "2^10", "1e6", "C₆H₁₂O₆", "a₁". Units have been said before. */
export const sayPowers: RuleMaker = ({ words }) => {
  const { powers, signs, operators, numbers, letters } = words;
  const nameOf = (letter: string): string => letters?.[letter.toLowerCase()] ?? letter;
  const sayFormula = (formula: string): string =>
    formula
      .replace(/[A-Za-z]|[₀-₉\d]+/g, (part) =>
        /[A-Za-z]/.test(part)
          ? ` ${letters?.[part.toLowerCase()] ?? part.toUpperCase()}`
          : ` ${/\d/.test(part) ? part : plain(part)}`,
      )
      .trim();
  if (powers === undefined) {
    return (text) => text.replace(FORMULA, sayFormula).replace(INDEX, (digits) => ` ${plain(digits)}`);
  }

  const sayPower = (base: string, exponent: string): string => {
    const said = /\p{L}/u.test(base) && base.length === 1 ? nameOf(base) : base;
    if (exponent === '2') return powers.square.replace('$', said);
    if (exponent === '3') return powers.cube.replace('$', said);
    const digits = exponent.replace(/[-+−]/, '');
    const isOrdinal = powers.ending !== undefined && /^\d+$/.test(digits);
    const value = (isOrdinal && numbers?.ordinal?.(Number(digits), powers.ending!)) || nameOf(digits);
    const sign = /[-−]/.test(exponent) ? `${signs?.['-'] ?? operators?.['-'] ?? 'minus'} ` : '';
    return powers.other.replace('$', said).replace('#', sign + value);
  };
  return (text) =>
    text
      .replace(FORMULA, sayFormula)
      .replace(ORDINAL, '$1th')
      .replace(FUNCTION, (exponent) => sayPower('', plain(exponent)))
      .replace(SCIENTIFIC, (_, number: string, exponent: string) => {
        const times = operators?.['×'] ?? '×';
        return `${number} ${times} ${sayPower('10', exponent.replace('+', ''))}`;
      })
      .replace(POWER, (_, base: string, exponent: string) => sayPower(base, plain(exponent)))
      .replace(CARET, (_, base: string, inBrackets: string | undefined, exponent: string) =>
        sayPower(base, inBrackets ?? exponent),
      )
      .replace(INDEX, (digits) => ` ${plain(digits)}`);
};

const plain = (digits: string): string =>
  [...digits].map((digit) => PLAIN[RAISED.indexOf(digit)] ?? LOWERED.indexOf(digit)).join('');
