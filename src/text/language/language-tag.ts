import { COMPOUND_SCRIPTS, SCRIPTS, type ScriptCode } from './scripts.js';

/** The shape of a BCP 47 tag (RFC 5646): a language of 2 or 3 letters, then at most 5 subtags of up to 8 letters and digits. */
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,5}$/;

/** Tells whether `text` has the shape of a BCP 47 tag. */
export function isLanguageTag(text: string): boolean {
  return TAG.test(text);
}

/** Returns the primary subtag in lower case: "en" of "en-US". */
export function primarySubtag(tag: string): string {
  const end = tag.search(/[-_]/);
  return (end < 0 ? tag : tag.slice(0, end)).toLowerCase();
}

/** The number of languages whose scripts are kept: `Intl.Locale` takes tens of microseconds. Tags come from clients. */
const MAX_CACHED_TAGS = 200;
const flagsByTag = new Map<string, Uint8Array>();
const INDEX_BY_CODE: ReadonlyMap<ScriptCode, number> = new Map(SCRIPTS.map(({ code }, i) => [code, i + 1]));

/**
 * Returns the scripts that a language is written in: a flag for each script, by the index of `scriptIndexOf`; no flag is
 * set for an unknown language.
 */
export function scriptFlagsOf(tag: string): Uint8Array {
  let flags = flagsByTag.get(tag);
  if (!flags) {
    if (flagsByTag.size >= MAX_CACHED_TAGS) flagsByTag.clear();
    const codes = scriptCodesOf(tag);
    flags = Uint8Array.from([0, ...SCRIPTS.map(({ code }) => (codes.includes(code) ? 1 : 0))]);
    flagsByTag.set(tag, flags);
  }
  return flags;
}

/** Tells whether a language is written in a script (ISO 15924); false for an unknown language. */
export function isWrittenIn(tag: string, scriptCode: ScriptCode): boolean {
  return scriptFlagsOf(tag)[INDEX_BY_CODE.get(scriptCode)!] === 1;
}

function scriptCodesOf(tag: string): readonly string[] {
  try {
    const script = new Intl.Locale(tag).maximize().script ?? '';
    return [script, ...(COMPOUND_SCRIPTS[script] ?? [])];
  } catch {
    return [];
  }
}
