import { COMPOUND_SCRIPTS } from './scripts.js';

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

/** The scripts of the languages that were looked up last: `Intl.Locale` takes tens of microseconds. Tags come from clients. */
const MAX_CACHED_TAGS = 200;
const scriptsByTag = new Map<string, readonly string[]>();

/** Tells whether a language is written in a script (ISO 15924); false for an unknown language. */
export function isWrittenIn(tag: string, scriptCode: string): boolean {
  let scripts = scriptsByTag.get(tag);
  if (!scripts) {
    if (scriptsByTag.size >= MAX_CACHED_TAGS) scriptsByTag.clear();
    scripts = scriptsOf(tag);
    scriptsByTag.set(tag, scripts);
  }
  return scripts.includes(scriptCode);
}

function scriptsOf(tag: string): readonly string[] {
  try {
    const script = new Intl.Locale(tag).maximize().script ?? '';
    return [script, ...(COMPOUND_SCRIPTS[script] ?? [])];
  } catch {
    return [];
  }
}
