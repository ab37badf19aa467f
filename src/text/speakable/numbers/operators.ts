import { alternationOf } from '../patterns.js';
import type { Rule, RuleMaker } from './spoken-language.js';

/** The end and the start of an operand: a number, a single letter, a bracket, a sign of a unit or a currency. */
const LEFT = String.raw`(?<=\d|[)\]%°²³]|(?<![\p{L}\d'’])\p{L})`;
const RIGHT = String.raw`(?=[-−+]?\p{Sc}?\d|[([]|[-−]?\p{L}(?![\p{L}'’]))`;
/** The end of a tag with a short name, which no sign precedes: "<b>". */
const NO_TAG = String.raw`(?!\/?\p{L}>)`;
/** Two or three characters that stand for one sign in code. */
const SPELLED: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥', '!=': '≠', '==': '=', '===': '=' };
const SPELLED_SIGN = /(?:(?<=[\p{L}\d)\]] ?)(?:<=|>=|!=|={2,3})(?= ?[\p{L}\d([-])|(?<![^ (])[<>]=(?= ?-?\d))/gu;
/** Signs that mean nothing else, wherever they stand. */
const MATHEMATICAL = '≤≥≠÷±∞√';
/** "3 x 4", "10×15": a product, or lengths if a unit follows or there is no other sign; "0x1F" is a number. */
const TIMES = / ?[xXхХ×✕](?= ?\d)(?<!(?<![\d.,])0[xX])(?<=\d ?(?:[a-zµ°%]{1,2} ?)?[xXхХ×✕]) ?/gu;
/** The second of two or three lengths, with their unit. */
const SIZE = /^\d{1,9}(?:[.,]\d{1,6})? ?(?:[xXхХ×] ?\d{1,9}(?:[.,]\d{1,6})? ?)?\p{L}{1,3}(?!\p{L})/u;
const MINUS_BETWEEN = /(?<=\d) - (?=\d{1,12}(?:[.,]\d{1,6})? ?(?:=|[+×÷*] ?\d))/gu;
const DIVISION = /(?<=\d) \/ (?=\d)/g;
/** A path of menus: "File > Open". */
const MENU = /(?<=\p{L}\p{L}) > (?=\p{Lu})/gu;
/** A variable in a formula. */
const VARIABLE = /(?<![\p{L}\d'’°µ/]|\d )[a-z](?![\p{L}\d'’/])/giu;
const STARS = new RegExp(`${LEFT} ?\\* ?${RIGHT}`, 'gu');

/**
 * Says the signs between two operands, such as "<" in "x < 5" and "< 120". Tags, arrows, paths of menus ("File > Open")
 * and types ("List<T>") contain no such sign.
 */
export const sayOperators: RuleMaker = ({ words: { operators, by, letters } }) => {
  if (operators === undefined) return undefined;
  const rules: Rule[] = [];
  const replacing = (pattern: RegExp, word: string | undefined): void => {
    if (word !== undefined) rules.push((text) => text.replace(pattern, ` ${word} `));
  };

  // Products come first, while a sign of equality still tells them from lengths.
  const times = operators['×'];
  if (times !== undefined) {
    rules.push((text) =>
      text.replace(TIMES, (found, index: number) => ` ${by !== undefined && isSize(text, index, found) ? by : times} `),
    );
    replacing(/ ?× ?/g, times);
  }

  replacing(MINUS_BETWEEN, operators['-'] ?? operators['−']);
  replacing(DIVISION, operators['÷']);

  const plain = alternationOf(Object.keys(operators).filter((sign) => MATHEMATICAL.includes(sign)));
  if (plain !== '') {
    const pattern = new RegExp(` ?(${plain}) ?`, 'g');
    rules.push((text) => text.replace(pattern, (_, sign: string) => ` ${operators[sign]} `));
  }
  for (const sign of ['<', '>', '=', '+', '−']) {
    const word = operators[sign];
    if (word === undefined) continue;
    const comparison = sign === '<' || sign === '>';
    replacing(new RegExp(`${LEFT} ?${alternationOf([sign])} ?${RIGHT}${NO_TAG}`, 'gu'), word);
    // A number may follow a comparison without an operand, or a longer word may stand before it.
    if (comparison) replacing(new RegExp(`(?<![^ (,;:])${sign} ?(?=[-−]?\\p{Sc}?\\d)`, 'gu'), word);
    else replacing(new RegExp(`(?<=[\\p{L}\\d)]) ${alternationOf([sign])} (?=[\\p{L}\\d(])`, 'gu'), word);
  }
  replacing(STARS, operators['×']);
  return (text) => {
    const spelled = text.replace(SPELLED_SIGN, (sign) => SPELLED[sign]!).replace(MENU, ', ');
    const spoken = rules.reduce((said, rule) => rule(said), spelled);
    if (spoken === spelled) return spoken;
    const named =
      letters === undefined ? spoken : spoken.replace(VARIABLE, (name) => letters[name.toLowerCase()] ?? name);
    return named.replace(/ {2,}/g, ' ').trim();
  };
};

/** Returns true between two lengths: "10×15", "3 x 4 m"; false in "3 × 4 = 12" and "5 × 10⁸". */
function isSize(text: string, index: number, sign: string): boolean {
  const after = text.slice(index + sign.length, index + sign.length + 26);
  if (/^[\d.,]{1,12}(?:[⁰-⁹¹²³⁻^]|\*\*)/.test(after) || /^[^=.]{0,24}=/.test(after)) return false;
  return sign.length === 1 || SIZE.test(after);
}
