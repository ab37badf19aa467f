import { anyOf, quantitySayer } from './quantities.js';
import { WORDS } from './words/registry.js';
import type { SpokenWords } from './words/types.js';

/** A language's words, ready for use. */
export interface Wording {
  readonly words: SpokenWords;
  /** Says in words what the engine would say wrong: abbreviations, units, currencies, signs. */
  readonly say: (text: string) => string;
}

/** Those of all languages. */
export const ABBREVIATIONS: readonly string[] = Object.values(WORDS).flatMap(({ abbreviations }) =>
  Object.keys(abbreviations),
);

const wordings = new Map<string, Wording>();

/** The wording of a language (primary subtag); undefined = there are no words for it. */
export function wordingOf(subtag: string): Wording | undefined {
  const words = Object.hasOwn(WORDS, subtag) ? WORDS[subtag] : undefined;
  if (words === undefined) return undefined;
  let wording = wordings.get(subtag);
  if (wording === undefined) {
    const sayAbbreviations = abbreviationSayer(words);
    const sayQuantities = quantitySayer(subtag, words);
    const saySymbols = symbolSayer(words);
    wording = { words, say: (text) => saySymbols(sayQuantities(sayAbbreviations(text))) };
    wordings.set(subtag, wording);
  }
  return wording;
}

function abbreviationSayer({ abbreviations }: SpokenWords): (text: string) => string {
  const meanings = new Map(Object.entries(abbreviations).map(([short, long]) => [short.toLowerCase(), long]));
  // "z.B." is written "z. B.", too.
  const spaced = anyOf(meanings.keys()).replace(/\\\.(?!\||$)/g, '\\. ?');
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${spaced})(?![\\p{L}\\d])`, 'giu');
  return (text) =>
    text.replace(pattern, (found, index: number) => {
      const meaning = meanings.get(found.toLowerCase().replaceAll(' ', ''))!;
      // Its full stop is the sentence's, too.
      return index + found.length === text.length ? `${meaning}.` : meaning;
    });
}

function symbolSayer({ symbols }: SpokenWords): (text: string) => string {
  const marks = Object.keys(symbols);
  if (marks.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<= )(?:${anyOf(marks)})(?= )`, 'g');
  return (text) => text.replace(pattern, (mark) => symbols[mark]!);
}
