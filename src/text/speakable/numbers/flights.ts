import { anyCase } from '../patterns.js';
import { shieldAll } from '../shield.js';
import type { RuleMaker } from './spoken-language.js';

/** The code of an airline and its number: "BA 2490", "4U9525"; "AT 10 PM" is a time. */
const FLIGHT = String.raw`(?:[A-Z]{2,3}|[A-Z]\d|\d[A-Z]) ?\d{1,4}(?![\p{L}\d]|[.,:-]\d| ?[AP]M)`;
const EACH = new RegExp(FLIGHT, 'gu');

/** Says the numbers of flights letter by letter and digit by digit, after a word such as "flight": they are no amounts. */
export const sayFlights: RuleMaker = ({ words: { codes } }) => {
  if (codes?.flights === undefined) return undefined;
  const fillers = `(?: (?:${anyCase(codes.between)})(?!\\p{L}))?[.:,]?`;
  const named = new RegExp(
    `(?<!\\p{L})(?:${anyCase(codes.flights)})${fillers} ?[#(]?${FLIGHT}(?:(?:,? \\p{Ll}{1,3} |, |/)${FLIGHT}){0,5}`,
    'gu',
  );
  const spell = (code: string): string => shieldAll([...code.replace(' ', '')].join(' '));
  return (text) => text.replace(named, (found) => found.replace(EACH, spell));
};
