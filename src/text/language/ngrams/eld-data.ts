/**
 * The data of the library `eld`: the groups of letters of each language, with their scores. The package does not export its
 * data, only detectors that keep all sixty languages as objects (29 MB) and make many more for each text. So the files are
 * imported by their place; package.json pins the version, and a test compares the results with those of the library.
 */
export interface EldData {
  /** The codes of the languages, by number. */
  readonly languages: Readonly<Record<number, string>>;
  /** The scores by language number of each group of letters; `byteOf` decodes the groups. */
  readonly ngrams: Readonly<Record<string, Readonly<Record<number, number>>>>;
}

/** The score of a group is stored without this part, which all have. */
export const BASE_SCORE = 53;

/**
 * Imports the data in its smallest size: on short sentences of 13 languages the larger ones are no better.
 * @returns the data, and the function that decodes a character of a group to its byte of UTF-8
 * @throws Error when the package keeps its data elsewhere
 */
export async function importEldData(): Promise<{ data: EldData; byteOf: (character: string) => number }> {
  const entry = import.meta.resolve('eld/extrasmall');
  const { ngramsData }: { ngramsData: EldData } = await import(new URL('../ngrams/extrasmall.js', entry).href);
  const { dictionary }: { dictionary: readonly string[] } = await import(new URL('../dictionary.js', entry).href);
  const bytes = new Map<string, number>();
  // Bytes of ASCII stand for themselves.
  for (let byte = 0x80; byte < dictionary.length; byte++) bytes.set(dictionary[byte]!, byte);
  return { data: ngramsData, byteOf: (character) => bytes.get(character) ?? character.charCodeAt(0) };
}
