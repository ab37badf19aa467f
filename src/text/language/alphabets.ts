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

/** The first and the last unit of the Cyrillic letters. */
const FIRST = 0x400;
const LAST = 0x52f;
/** A flag for each unit from `FIRST` to `LAST` that an alphabet has. */
const alphabets = new Map(
  Object.entries(ALPHABETS).map(([subtag, alphabet]) => {
    const flags = new Uint8Array(LAST - FIRST + 1);
    for (const letter of alphabet + alphabet.toUpperCase()) flags[letter.charCodeAt(0) - FIRST] = 1;
    return [subtag, flags];
  }),
);

/**
 * Returns the number of Cyrillic letters in a text that the alphabet of a language does not have; 0 for a language whose alphabet is not
 * known.
 *
 * @param subtag the primary subtag of the language
 */
export function foreignLettersIn(text: string, subtag: string): number {
  const flags = alphabets.get(subtag);
  if (!flags) return 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) if (flags[text.charCodeAt(i) - FIRST] === 0) count++;
  return count;
}
