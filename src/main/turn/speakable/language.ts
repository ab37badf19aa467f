/** Fewer Latin letters may be a unit or a symbol. */
const ENOUGH_LATIN = 3;
/** Enough letters to tell what a sentence is written in. */
const SAMPLE_CHARS = 300;

type Script = 'Latn' | 'Cyrl' | 'other';

/** Languages that scripts are spoken in when nothing else tells; no words are known for any other script. */
const USUAL: Readonly<Record<Script, string>> = { Latn: 'en', Cyrl: 'ru', other: 'und' };

/** A language that text may be spoken in. */
export interface WantedLanguage {
  /** Primary subtag: "en-US" is "en". */
  readonly subtag: string;
  readonly script: Script;
}

/** A language by its BCP 47 tag; one that nobody knows fits no text of letters. Costs tens of microseconds. */
export const wantedLanguage = (language: string): WantedLanguage => ({
  subtag: language.split(/[-_]/, 1)[0]!.toLowerCase(),
  script: scriptOfLanguage(language),
});

/**
 * The language a text is spoken in, by the rule that voices are chosen by: the first wanted one that is written in the text's
 * script; else the script's usual one.
 *
 * @returns a primary subtag; undefined = the text has too few letters to tell
 */
export function spokenLanguage(text: string, wanted: readonly WantedLanguage[]): string | undefined {
  const script = scriptOf(text);
  if (script === undefined) return undefined;
  return wanted.find((language) => language.script === script)?.subtag ?? USUAL[script];
}

function scriptOf(text: string): Script | undefined {
  let latin = 0;
  let cyrillic = 0;
  let other = 0;
  for (const letter of text.slice(0, SAMPLE_CHARS).match(/\p{L}/gu) ?? []) {
    const code = letter.charCodeAt(0);
    if (code < 0x250) latin += 1;
    else if (code >= 0x400 && code < 0x530) cyrillic += 1;
    else other += 1;
  }
  if (other > latin + cyrillic) return 'other';
  if (cyrillic > 0 && (cyrillic >= latin || latin < ENOUGH_LATIN)) return 'Cyrl';
  return latin < ENOUGH_LATIN ? undefined : 'Latn';
}

function scriptOfLanguage(language: string): Script {
  try {
    const { script } = new Intl.Locale(language).maximize();
    return script === 'Latn' || script === 'Cyrl' ? script : 'other';
  } catch {
    return 'other';
  }
}
