import type { Words } from './word-table.js';

export interface UnitWords {
  /** The names of units that CLDR lacks or names badly: by symbol, or by the base of a symbol's recipe. */
  readonly names?: Words;
  /** The symbols of this language, with their recipes. */
  readonly symbols?: Words;
  /** The prefixes of units: "kilo"; "square" and "cubic" with "$" for the noun. */
  readonly prefixes?: Words;
  /** The symbols that the engine reads well, separated by spaces. */
  readonly read?: string;
  /** The words between a number and its unit or currency, "5 million km", with their forms. */
  readonly scales?: Words;
  /** The word of "/" between an amount and a unit: "5 €/kg". */
  readonly per?: string;
  /** A regular expression of the nouns after "/" behind a counted noun: "3 veces/semana". */
  readonly perNouns?: string;
  /** The word between the units of a quotient, if it is another one: "кг/м³". */
  readonly over?: string;
  /** The word before the number in the lower part of a quotient, if it is another one: "l/100 km". */
  readonly perMany?: string;
  readonly gender?: GenderWords;
  readonly genitive?: GenitiveWords;
  /** Regular expressions of the texts before and after a number of times, and the noun: "в 2 р. больше". */
  readonly multiple?: readonly [before: string, after: string, noun: string];
  /** The noun of "3x faster" with its forms, and the phrases of whole numbers that are one word: "dreimal". */
  readonly times?: string;
  readonly wholeTimes?: Readonly<Record<number, string>>;
  /** A regular expression of the starts of words beside which "3x" is a product. */
  readonly noTimes?: string;
  /** The symbols of `names` that are written with a full stop, separated by spaces. */
  readonly stops?: string;
  /** The unit that also means a year: after four digits it is not replaced. */
  readonly yearUnit?: string;
}

/** The numbers that have a gender before a noun. */
export interface GenderWords {
  /** A regular expression of the feminine nouns, in their form for one. */
  readonly feminine: string;
  /** A regular expression of their accusatives, before which a number has its third word. */
  readonly accusative?: string;
  /** The masculine and the feminine word of a number: "un | une". Others are those of the language's number words. */
  readonly numbers?: Readonly<Record<number, string>>;
}

/** The words that put a number and the noun after it in the genitive. */
export interface GenitiveWords {
  /** The prepositions and comparatives, separated by spaces: "более", "до". */
  readonly after: string;
  /** The prepositions that govern the genitive only before a range, and the one of its end: "с 3 % до 5 %". */
  readonly from: string;
  readonly to: string;
  /** The genitive of small numbers: the masculine, and the feminine if it differs. */
  readonly numbers: Readonly<Record<number, string>>;
}

export interface MoneyWords {
  /** The names of currencies by sign. */
  readonly names?: Words;
  /** The signs of this language, with the sign or the code (ISO 4217) of the currency. */
  readonly signs?: Words;
  /** The names of hundredth parts by sign. */
  readonly cents?: Words;
  /** The text between a currency and its hundredth parts; undefined = amounts are read as decimals. */
  readonly join?: string;
  /** The word between a scale and the currency, "5 millones de dólares", and its form before a vowel. */
  readonly ofScale?: string;
  /** The name of the scale that stands right before the currency all the same: "5 mil dólares". */
  readonly scaleWithoutOf?: string;
}
