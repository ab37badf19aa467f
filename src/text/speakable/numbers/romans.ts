import { anyCase } from '../patterns.js';
import { ROMAN, romanValue } from './roman-numeral.js';
import type { Rule, RuleMaker } from './spoken-language.js';

const START = String.raw`(?<![\p{L}\d])`;
const END = String.raw`(?![\p{L}\d])`;
/** A numeral without a word that tells so: of I, V and X, in no name such as "XX-A", "V/I" or "I.V". */
const PLAIN = /(?<=(\p{L}*) |^|[(«"“])(?<![\p{L}\d.+&/’'-])([IVX]{2,8})(?![\p{L}\d+&/]|[’'-]\p{L}|\.\p{L})/gu;
/** The text between two numerals: "chapters II and III". */
const BETWEEN = ` ?[–-] ?| (?:and|or|to|y|e|o|a|et|ou|à|und|oder|bis|i|и|en|of) `;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;

/**
 * Says Roman numerals beside the words that go with them: monarchs, chapters, wars. Others stay: the pronoun "I", "CD",
 * "IV drip". Those before a noun, as in "XIX century", are ordinals.
 */
export const sayRomans: RuleMaker = ({ words: { romans, numbers } }) => {
  if (romans === undefined) return undefined;
  const { named = [], counted, lone, afterI, except, said = {}, most = Number.POSITIVE_INFINITY, dot } = romans;
  // A full stop belongs to a German numeral, unless it ends the text.
  const end = dot ? `(?:\\.(?! ?$)|${END})` : END;
  const mayFollowI = afterI === undefined ? undefined : new RegExp(`^(?:[.,;:!?)»”"]| ?[–-]|$|['’]s|${afterI})`, 'u');
  const mayBeLone = new RegExp(`^(?:${lone ?? ''})$`, 'iu');
  const isExcepted = new RegExp(`^ (?:${except ?? '(?!)'})`, 'iu');

  const ruleFor = (words: string, say: (value: number) => string, isLone: (word: string) => boolean): Rule => {
    const pattern = new RegExp(`${START}(${words}) (${ROMAN})(?:(${BETWEEN})(${ROMAN}))?${end}`, 'gu');
    return (text) =>
      text.replace(pattern, (found, word: string, numeral: string, between = '', last = '', index: number) => {
        const value = romanValue(numeral);
        if (value === undefined) return found;
        const after = text.slice(index + found.length, index + found.length + 12);
        if (numeral.length === 1 && !isLone(word)) return found;
        const isPronoun = numeral === 'I' && mayFollowI !== undefined && !mayFollowI.test(between + after);
        if (isPronoun && !(CAPITALISED.test(word) && mayBeLone.test(word))) return found;
        const second = romanValue(last);
        return `${said[word.toLowerCase()] ?? word} ${say(value)}${between}${second === undefined ? last : say(second)}`;
      });
  };
  const rules = named.map(([words, ending, phrase = '$']) =>
    ruleFor(
      words,
      (value) => {
        const ordinal = value <= most ? numbers?.ordinal?.(value, ending) : undefined;
        return ordinal === undefined ? String(value) : phrase.replace('$', ordinal);
      },
      () => true,
    ),
  );
  if (counted !== undefined) rules.push(ruleFor(anyCase(counted), String, (word) => mayBeLone.test(word)));

  return (text) =>
    rules
      .reduce((spoken, rule) => rule(spoken), text)
      .replace(PLAIN, (found, before: string | undefined, numeral: string, index: number, all: string) => {
        const value = romanValue(numeral);
        if (value === undefined || isExcepted.test(all.slice(index + found.length, index + found.length + 16)))
          return found;
        return romans.everywhere || CAPITALISED.test(before ?? '') ? String(value) : found;
      });
};
