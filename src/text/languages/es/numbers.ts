import type { Gender } from '../noun-words.js';

const ORDINALS =
  'primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim decimotercer decimocuart decimoquint decimosext decimoséptim decimoctav decimonoven vigésim'.split(
    ' ',
  );
const ONES =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const TENS = 'treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const HUNDREDS = 'ciento doscient trescient cuatrocient quinient seiscient setecient ochocient novecient'.split(' ');
const MAX = 999_999_999;

/** Returns the ordinals that people use: larger numbers are read as cardinals. */
export function ordinal(value: number, ending: string): string | undefined {
  const stem = ORDINALS[value - 1];
  if (stem === undefined) return undefined;
  // "Primer" and "tercer" are whole before a masculine noun.
  return ending === 'er' ? (/er$/.test(stem) ? stem : `${stem}o`) : stem + ending;
}

/**
 * Returns a number as it stands before a noun of a gender: "veintiún", "doscientas una". Without a gender, it stands
 * alone. Undefined = the engine reads it so.
 */
export function beforeNoun(value: number, gender: Gender | undefined): string | undefined {
  if (!(value > 0 && value <= MAX)) return undefined;
  const [thousands, rest] = [Math.floor(value / 1000) % 1000, value % 1000];
  const agrees =
    (gender !== undefined && endsInOne(rest)) ||
    (thousands > 1 && endsInOne(thousands)) ||
    (gender === 'feminine' && (hasHundreds(rest) || hasHundreds(thousands)));
  if (!agrees) return undefined;
  const millions = Math.floor(value / 1_000_000);
  return [
    millions === 1 ? 'un millón' : millions > 1 ? `${belowThousand(millions, 'masculine')} millones` : '',
    // "Veintiún mil" is for both genders, "quinientas mil" for one.
    thousands === 1
      ? 'mil'
      : thousands > 1
        ? `${belowThousand(thousands, gender ?? 'masculine')
            .replace(/una$/, 'ún')
            .replace(/ ún$/, ' un')} mil`
        : '',
    rest > 0 ? belowThousand(rest, gender) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const endsInOne = (value: number): boolean => value % 10 === 1 && value % 100 !== 11;
const hasHundreds = (value: number): boolean => value >= 200;

function belowThousand(value: number, gender: Gender | undefined): string {
  if (value === 100) return 'cien';
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const hundred = HUNDREDS[hundreds - 1];
  const parts =
    hundred === undefined ? [] : [hundreds === 1 ? hundred : hundred + (gender === 'feminine' ? 'as' : 'os')];
  if (rest > 0) parts.push(withGender(belowHundred(rest), gender));
  return parts.join(' ');
}

function belowHundred(value: number): string {
  if (value < 30) return ONES[value]!;
  const ten = TENS[Math.floor(value / 10) - 3]!;
  return value % 10 === 0 ? ten : `${ten} y ${ONES[value % 10]}`;
}

function withGender(words: string, gender: Gender | undefined): string {
  if (gender === undefined || !words.endsWith('uno')) return words;
  if (gender === 'feminine') return words.replace(/uno$/, 'una');
  return words === 'veintiuno' ? 'veintiún' : words.replace(/uno$/, 'un');
}
