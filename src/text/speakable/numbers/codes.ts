import type { CodeWords } from '../../languages/spoken-words.js';
import { anyCase } from '../patterns.js';
import { shieldAll } from '../shield.js';
import type { RuleMaker } from './spoken-language.js';

/** A code: digits, perhaps with capitals, in groups. Groups after a space are of two to four characters. */
const CODE = String.raw`(?=[A-Z-]{0,8}\d)[\dA-Z]{1,24}(?:-[\dA-Z]{1,12}|[ (]{1,2}[\dA-Z]{2,4}\)?(?![\dA-Za-z])){0,10}`;
/** The end of a code: an amount, a decimal, a time and a date are no codes. */
const CODE_END = String.raw`(?![\p{L}\d/:-]|[.,]\d| ?[%\p{Sc}°])`;

/** Digits in groups as people write telephone numbers and cards, in any country. */
const PHONES = [
  // +7 912 345-67-89, +1 (555) 123-4567, +49.30.1234567
  String.raw`\+\d(?:[ ()./-]{0,2}\d){6,16}`,
  // (555) 123-4567, 555-123-4567, 8 (912) 345-67-89
  String.raw`(?:\d[ .-]?)?(?:\(\d{3,5}\)[ -]?|\d{3}[-. ])\d{3}[-. ]\d{4}`,
  String.raw`(?:\d[ -]?)?\(\d{3,5}\)[ -]?\d{2,4}(?:[ -]\d{2,4}){1,3}`,
  // 8-800-555-35-35, 345-67-89, 123-45-6789
  String.raw`(?:\d-)?(?:\d{3}-)?\d{3}-\d{2}-\d{2,4}`,
  // Cards: 4111 1111 1111 1111, 3782 822463 10005
  String.raw`\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?`,
  String.raw`\d{4} \d{6} \d{5}`,
];
const PLAIN_PHONE = /(?<![\p{L}\d.,/-])\d{3}-\d{4}(?![\p{L}\d-]|[.,]\d)/gu;
const LONG = /(?<![\p{L}\d.,/:#+-])\d{11,30}(?![\p{L}\d]|[.,:/-]\d| ?[%\p{Sc}°])/gu;
const NUMBERED = /(?<=#|№ ?)\d{5,24}(?![\p{L}\d]|[.,]\d)/gu;
/** The words between a name and what it stands for. */
const LINKS = 'is|was|ist|lautet|es|est|è|é|to|jest|je|är|—|–';
const ROUND = /0{3}$/;
/** Matches every text with as many digits as a telephone number has, with few marks between them. */
const MAY_BE_PHONE = /\d(?:[^\d\p{L}]{0,3}\d){6}/u;
const MIN_DIGITS = 3;
const MIN_WEAK_DIGITS = 5;
const MIN_PHONE_DIGITS = 7;
const MAX_GROUP = 4;

/**
 * Says codes, telephone, card and order numbers digit by digit, with a comma between groups, so that a listener can
 * write along. The digits are hidden from later rules.
 */
export const sayCodes: RuleMaker = ({ words: { codes, spacing } }) => {
  const plus = codes?.plus ?? '+';
  const phone = new RegExp(
    `(?<![\\p{L}\\d.,/+-]|[A-Z\\d] )(?:${[...PHONES, ...(codes?.phones === undefined ? [] : [codes.phones])].join('|')})(?![\\p{L}\\d-]|[.,/]\\d)`,
    'gu',
  );
  const sayPhone = (found: string): string =>
    digitsOf(found) < MIN_PHONE_DIGITS || ROUND.test(found) ? found : spell(found, plus);
  const sayMarked = codes === undefined ? (text: string): string => text : codeSayer(codes, spacing === undefined);
  return (text) => {
    const isLong = MAY_BE_PHONE.test(text);
    let said = sayMarked(isLong ? text.replace(phone, sayPhone) : text);
    if (said.includes('#') || said.includes('№')) said = said.replace(NUMBERED, (found) => spell(found, plus));
    if (!isLong) return said;
    return said
      .replace(PLAIN_PHONE, (found) => (found.endsWith('0') ? found : spell(found, plus)))
      .replace(LONG, sayPhone);
  };
};

/** Returns a function that says the codes beside words such as "PIN". */
function codeSayer(
  { strong, weak, between, call, plus }: CodeWords,
  separatesWords: boolean,
): (text: string) => string {
  // A particle may follow a word at once, in a script without spaces.
  const [start, end] = separatesWords ? ['(?<![\\p{L}\\d])', '(?!\\p{L})'] : ['', ''];
  const keywords = anyCase(strong);
  const fillers = anyCase(between);
  const gap = `(?:[ :#№"“”«»„(：]|[–—-](?= )|${start}(?:${fillers})${end}\\.?){0,7}`;
  const code = `(\\+?${CODE})${CODE_END}`;
  const after = new RegExp(`${start}(?:${keywords})${end}${gap}${code}`, 'gu');
  // "The code for the bank: 4821", "… is 4821".
  const farAfter = new RegExp(
    `${start}(?:${keywords})${end}(?: [\\p{L}’'-]{1,15}){1,4}(?: ?[:：]| (?:${LINKS})) (\\d{4,10})${CODE_END}`,
    'gu',
  );
  const weakWords = anyCase(call === undefined ? weak : `${weak}|${call}`);
  const afterWeak = new RegExp(`${start}(?:${weakWords})${end}(${gap})${code}`, 'gu');
  const before = new RegExp(
    `(?<![\\p{L}\\d.,:/-])(\\d{4,10})(?= (?:${fillers}|[–—-])(?: [\\p{L}’'-]{1,20}){0,4} (?:${keywords})(?!\\p{L}))`,
    'gu',
  );
  // "Call 911", but "call 300 people".
  const number = '(110|\\d\\d[1-9]|\\d{3,6}(?=[.,!?;)]|$))(?!\\d| ?[%\\p{Sc}])';
  const called = call && new RegExp(`(?<![\\p{L}\\d])(?:${anyCase(call)}) ${number}`, 'gu');
  const isNamed = new RegExp(`[#№:：]|${start}(?:${fillers})`, 'u');
  const swap = (found: string, digits: string): string => found.slice(0, -digits.length) + spell(digits, plus);
  // Most numbers have no such word beside them, and one search for all words, also within longer ones, is faster than
  // one for each kind.
  const hasWord = new RegExp(`(?:${keywords}|${weakWords})${end}`, 'u');
  return (text) => {
    if (!hasWord.test(text)) return text;
    let said = text
      .replace(after, (found, digits: string) => (isCode(digits, MIN_DIGITS) ? swap(found, digits) : found))
      .replace(afterWeak, (found, middle: string, digits: string) =>
        isCode(digits, isNamed.test(middle) ? MIN_DIGITS : MIN_WEAK_DIGITS) ? swap(found, digits) : found,
      )
      .replace(farAfter, (found, digits: string) => (ROUND.test(digits) ? found : swap(found, digits)))
      .replace(before, (digits) => spell(digits, plus));
    if (called) said = said.replace(called, swap);
    return said;
  };
}

/** Returns true for enough digits, or fewer among capitals. */
function isCode(code: string, minDigits: number): boolean {
  const digits = digitsOf(code);
  return digits >= minDigits || (digits > 0 && code.replace(/[\d-]/g, '').length + digits >= MIN_WEAK_DIGITS);
}

const digitsOf = (text: string): number => text.replace(/\D/g, '').length;

/** Returns the characters of a code, each apart, with commas between groups of at most four. */
function spell(code: string, plus: string): string {
  const groups = code
    .replace(/^\+/, '')
    .split(/[^\dA-Z]+/)
    .filter((group) => group !== '')
    .flatMap(cut)
    .map((group) => [...group].join(' '));
  return shieldAll((code.startsWith('+') ? `${plus} ` : '') + groups.join(', '));
}

/** Returns a long group in parts of three, or of four where that leaves no rest. */
function cut(group: string): string[] {
  if (group.length <= MAX_GROUP) return [group];
  // The telephone numbers of many countries have eleven digits.
  if (group.length === 11) return [group.slice(0, 3), group.slice(3, 7), group.slice(7)];
  const size = group.length % 4 === 0 ? 4 : 3;
  const parts: string[] = [];
  for (let i = 0; i < group.length; ) {
    const rest = group.length - i;
    const length = rest <= MAX_GROUP ? rest : size;
    parts.push(group.slice(i, i + length));
    i += length;
  }
  return parts;
}
