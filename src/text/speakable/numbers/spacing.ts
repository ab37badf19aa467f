import type { RuleMaker } from './spoken-language.js';

const SCRIPTS = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}`;
const AFTER_LETTER = new RegExp(`(?<=[${SCRIPTS}ー])(?=[\\dA-Za-z\\p{Sc}<>~≈±№#+−½¼¾%-])`, 'gu');
const BEFORE_LETTER = new RegExp(`(?<=[\\dA-Za-z\\p{Sc}%°‰²³⁰-⁹₀-₉½¼¾])(?=[${SCRIPTS}])`, 'gu');
const SPACE = new RegExp(`(?<=[${SCRIPTS}ー\\d]) (?=[${SCRIPTS}])|(?<=[${SCRIPTS}ー]) (?=\\d)`, 'gu');

/** Separates numbers and Latin letters from the letters of a script without spaces, so that the rules find both ends. */
export const spaceNumbers: RuleMaker = ({ words: { spacing } }) =>
  spacing === undefined ? undefined : (text) => text.replace(AFTER_LETTER, ' ').replace(BEFORE_LETTER, ' ');

/** Removes the spaces around numbers again, in a language that does not separate words. */
export const tightenNumbers: RuleMaker = ({ words: { spacing } }) =>
  spacing === 'none' ? (text) => text.replace(SPACE, '') : undefined;
