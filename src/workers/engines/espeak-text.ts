/**
 * The characters that are replaced by a space. Control characters: 0x01 starts one of eSpeak's embedded commands, NUL
 * ends a C string, and the others make no sound. Private use characters: eSpeak keeps its own marks there.
 */
const SILENT_CHARACTERS = /[\p{Cc}\p{Co}]/gu;

/** The characters that eSpeak would read as the start of a command, with the text that stands for each. */
const COMMAND_STARTS: Readonly<Record<string, string>> = { '<': '&lt;', '&': '&amp;' };

/**
 * Rewrites a sentence so that eSpeak reads every character of it as text. This build of the engine always parses SSML,
 * `[[phonemes]]` and embedded commands; one tag in one user's sentence would change the voice of every later sentence.
 * Sources: espeak-ng docs/markup.md, and `ReadClause` in src/libespeak-ng/readclause.c.
 *
 * @returns well-formed text without a tag, an entity of its own, "[[" or a control character; only the entities for `<`
 * and `&` make it longer
 */
export function espeakText(text: string): string {
  return text
    .toWellFormed()
    .replace(SILENT_CHARACTERS, ' ')
    .replace(/[<&]/g, (mark) => COMMAND_STARTS[mark] ?? mark)
    .replace(/\[{2,}/g, '[');
}
