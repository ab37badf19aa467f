import { SPOKEN_WORDS } from '../languages/registry.js';
import type { SpokenWords } from '../languages/types.js';
import { alternationOf, quantitySayer } from './quantities.js';

/** A language's words, ready for use. */
export interface Wording {
  readonly words: SpokenWords;
  /** Replaces marks that the engine would say wrong by words: abbreviations, units, currencies, signs. */
  readonly say: (text: string) => string;
}

/** The abbreviations of all languages. */
export const ABBREVIATIONS: readonly string[] = Object.values(SPOKEN_WORDS).flatMap(({ abbreviations }) =>
  Object.keys(abbreviations),
);

const wordings = new Map<string, Wording>();

/** Returns the wording of a language (primary subtag); undefined = there are no words for it. */
export function wordingOf(subtag: string): Wording | undefined {
  const words = Object.hasOwn(SPOKEN_WORDS, subtag) ? SPOKEN_WORDS[subtag] : undefined;
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
  // "z.B." is also written "z. B.".
  const spaced = alternationOf(meanings.keys()).replace(/\\\.(?!\||$)/g, '\\. ?');
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${spaced})(?![\\p{L}\\d])`, 'giu');
  return (text) =>
    text.replace(pattern, (found, index: number) => {
      const meaning = meanings.get(found.toLowerCase().replaceAll(' ', ''))!;
      // At the text's end, the full stop of an abbreviation also ends the sentence.
      return index + found.length === text.length ? `${meaning}.` : meaning;
    });
}

function symbolSayer({ symbols }: SpokenWords): (text: string) => string {
  const marks = Object.keys(symbols);
  if (marks.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<= )(?:${alternationOf(marks)})(?= )`, 'g');
  return (text) => text.replace(pattern, (mark) => symbols[mark]!);
}
