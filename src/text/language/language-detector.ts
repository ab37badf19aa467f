import { LETTER, propertiesOf } from '../character-properties.js';
import { foreignLettersIn } from './alphabets.js';
import { isWrittenIn, primarySubtag } from './language-tag.js';
import { loadNgramTable } from './ngrams/load-table.js';
import type { ScriptCode } from './scripts.js';

/** The languages that a text may be in, with the evidence for each: higher is more probable, and longer texts have more of it. */
export type LanguageEvidence = ReadonlyMap<string, number>;

/** Finds the language of texts. The languages that it tells apart are given by their tags (BCP 47). */
export interface LanguageDetector {
  readonly languages: readonly string[];
  /** Returns those of the languages that are written in a script (ISO 15924). */
  writtenIn(script: ScriptCode): readonly string[];
  /** Returns the evidence for each of the languages; a language that shares nothing with the text may be missing. */
  evidence(text: string): LanguageEvidence;
}

/** The most text that is examined, UTF-16 units: the table itself reads no more than about 350 bytes. */
const MAX_UNITS = 300;
/** The distance of the groups of letters that are scored, in bytes of UTF-8, beside one more group a word. */
const BYTES_A_GROUP = 3.5;
/** The evidence against a language for each letter that its alphabet does not have. */
const FOREIGN_LETTER = 150;
/** Languages that the data has by the name of a close relative. */
const RELATIVES: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  id: 'ms',
  fil: 'tl',
  bs: 'hr',
  iw: 'he',
  in: 'ms',
};

/**
 * Loads the detector for the given languages.
 * @returns undefined when there are fewer than two languages to tell apart
 */
export async function loadLanguageDetector(languages: readonly string[]): Promise<LanguageDetector | undefined> {
  const tags = new Map<string, string>();
  for (const tag of languages) {
    const base = primarySubtag(tag);
    const code = RELATIVES[base] ?? base;
    if (!tags.has(code)) tags.set(code, tag);
  }
  if (tags.size < 2) return undefined;
  const { languages: known, table } = await loadNgramTable([...tags.keys()]);
  const all = known.map((code) => tags.get(code)!);
  const byScript = new Map<ScriptCode, readonly string[]>();
  return {
    languages: all,
    writtenIn(script) {
      let written = byScript.get(script);
      if (!written) {
        written = all.filter((language) => isWrittenIn(language, script));
        byScript.set(script, written);
      }
      return written;
    },
    evidence(text) {
      const scored = text.slice(0, MAX_UNITS);
      const groups = letterBytesIn(scored) / BYTES_A_GROUP;
      const evidence = new Map<string, number>();
      const scoredGroups = table.score(scored);
      for (let i = 0; i < known.length; i++) {
        const score = table.scores[i]!;
        if (score === 0) continue;
        const foreign = foreignLettersIn(scored, known[i]!);
        evidence.set(all[i]!, (score / scoredGroups) * groups - foreign * FOREIGN_LETTER);
      }
      return evidence;
    },
  };
}

/** Returns the number of bytes of UTF-8 that the letters of a text take. */
function letterBytesIn(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((propertiesOf(unit) & LETTER) !== 0) bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return bytes;
}
