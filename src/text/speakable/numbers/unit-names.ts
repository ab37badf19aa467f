import { cldrForms } from './cldr-forms.js';
import { nounForms } from './counted-nouns.js';
import { formFor, formsOf, type SpokenLanguage } from './spoken-language.js';
import { UNIT_SYMBOLS } from './unit-symbols.js';

const HAS_NOUN = /(\$ ?)(.+)/u;
/** The lower part of a quotient over many: the "100 km" of "l/100 km". */
const MANY = /^(10{2,3}) ?(\D+)$/;

/** Returns the symbols of the units of a language that its engine does not read well. */
export function unitSymbols({ words: { units = {} } }: SpokenLanguage): readonly string[] {
  const symbols = new Set([UNIT_SYMBOLS, units.symbols, units.names].flatMap((table) => Object.keys(table ?? {})));
  for (const symbol of units.read?.split(' ') ?? []) symbols.delete(symbol);
  return [...symbols];
}

/** Returns the forms of a unit with "$" for the number, by plural category; undefined = it has no name in the language. */
export type UnitNamer = (symbol: string) => readonly string[] | undefined;

/**
 * Returns a function that names the units of a language, by its own words or those of CLDR. A name is made at its first
 * use: CLDR takes tens of microseconds for one. CLDR also knows the quotient of any two of its units: "mg/ml".
 */
export function unitNamer(language: SpokenLanguage): UnitNamer {
  const { names = {}, symbols = {}, prefixes = {}, per, over = per, perMany = per } = language.words.units ?? {};
  const square = language.words.powers?.square;
  const made = new Map<string, readonly string[] | undefined>();

  const nameOf = (recipe: string): readonly string[] | undefined => {
    if (Object.hasOwn(names, recipe)) return nounForms(names[recipe]!);
    const [modifier, base] = recipe.split(' ') as [string, string | undefined];
    if (base === undefined) return cldrUnit(recipe, language);
    if (modifier === 'squared') {
      return square === undefined ? undefined : nameOf(base)?.map((form) => square.replace('$', () => form));
    }
    const prefix = prefixes[modifier];
    const forms = nameOf(base);
    return prefix === undefined ? undefined : forms?.map((form, i) => prefixed(form, formsOf(prefix), i));
  };

  const quotientOf = (upper: string, lower: string): readonly string[] | undefined => {
    const known = lower.includes(' ') ? undefined : nameOf(`${upper}-per-${lower}`);
    if (known !== undefined) return known;
    // CLDR has no name for a quotient of other units than its own, such as "kg/m³" and "ct/kg".
    const under = nameOf(lower)?.[0]?.replace(/^\$ ?/, '');
    return over === undefined || under === undefined
      ? undefined
      : nameOf(upper)?.map((form) => `${form} ${over} ${under}`);
  };

  /** Returns the name of a unit with the number before it in the lower part of a quotient. */
  const manyOf = (symbol: string): string | undefined => {
    const [, amount = '', unit = ''] = MANY.exec(symbol) ?? [];
    const recipe = recipes.get(unit);
    const forms = recipe && nameOf(recipe);
    return forms && formFor(forms, Number(amount), language).replace('$', amount);
  };

  const recipes = new Map([...Object.entries(UNIT_SYMBOLS), ...Object.entries(symbols)]);
  for (const name of Object.keys(names)) recipes.set(name, name);
  return (symbol) => {
    const recipe = recipes.get(symbol);
    // Only the known symbols are remembered: others come from the text.
    if (recipe === undefined) {
      const [upper, lower, ...more] = symbol.split('/').map((part) => recipes.get(part));
      const many = upper && perMany && manyOf(symbol.slice(symbol.indexOf('/') + 1));
      if (many) return nameOf(upper)?.map((form) => `${form} ${perMany} ${many}`);
      return upper && lower && more.length === 0 ? quotientOf(upper, lower) : undefined;
    }
    if (!made.has(symbol)) made.set(symbol, nameOf(recipe));
    return made.get(symbol);
  };
}

/** Puts a prefix before a noun, "kilo", or the noun into a phrase, "square $". */
const prefixed = (form: string, prefixes: readonly string[], index: number): string =>
  form.replace(HAS_NOUN, (_, number: string, noun: string) => {
    const prefix = prefixes[Math.min(index, prefixes.length - 1)]!;
    return (
      number +
      (prefix.includes('$') ? prefix.replace('$', noun) : prefix + noun.charAt(0).toLowerCase() + noun.slice(1))
    );
  });

function cldrUnit(unit: string, language: SpokenLanguage): readonly string[] | undefined {
  try {
    return cldrForms(language, { style: 'unit', unit, unitDisplay: 'long' });
  } catch {
    // The recipe names no unit of CLDR, but one that this language has no words for.
    return undefined;
  }
}
