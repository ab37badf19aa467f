/**
 * The letters of languages that share a script and look alike to a statistical detector, by primary subtag. Each alphabet has the letters
 * of the language's own words.
 */
const ALPHABETS: Readonly<Record<string, string>> = {
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  be: 'абвгдеёжзійклмнопрстуўфхцчшыьэюя',
  bg: 'абвгдежзийклмнопрстуфхцчшщъьюя',
  sr: 'абвгдђежзијклљмнњопрстћуфхцчџш',
};

const CYRILLIC = /\p{Script=Cyrillic}/gu;
const letters = new Map(Object.entries(ALPHABETS).map(([subtag, alphabet]) => [subtag, new Set(alphabet)]));

/**
 * Returns the number of Cyrillic letters in a text that the alphabet of a language does not have; 0 for a language whose alphabet is not
 * known.
 *
 * @param subtag the primary subtag of the language
 */
export function foreignLettersIn(text: string, subtag: string): number {
  const alphabet = letters.get(subtag);
  if (!alphabet) return 0;
  return (
    text
      .toLowerCase()
      .match(CYRILLIC)
      ?.filter((letter) => !alphabet.has(letter)).length ?? 0
  );
}
