import { COMPOUND_SCRIPTS, SCRIPT_RULES, type ScriptRule } from './scripts.js';

/** Enough letters to tell what a sentence is written in. */
const SAMPLE_CHARS = 300;
const OTHER_THAN_LATIN = /[^\P{L}\p{Script=Latin}]/u;

/** The script that most letters of `text` belong to; undefined when it holds no letter, or none of a known script. */
export function scriptOf(text: string): ScriptRule | 'unknown' | undefined {
  const sample = text.slice(0, SAMPLE_CHARS);
  if (!OTHER_THAN_LATIN.test(sample)) return /\p{L}/u.test(sample) ? SCRIPT_RULES[0] : undefined;
  let best: ScriptRule | 'unknown' = 'unknown';
  let most = 0;
  for (const rule of SCRIPT_RULES) {
    const letters = sample.match(rule.letters)?.length ?? 0;
    // Kana tells Japanese from Chinese however many Han letters stand beside it.
    const weight = rule.language === 'ja' && letters > 0 ? letters + SAMPLE_CHARS : letters;
    if (weight > most) [best, most] = [rule, weight];
  }
  return best;
}

/** Whether `language` (BCP 47) is written in the script (ISO 15924). False for a language nobody knows. */
export function isWrittenIn(language: string, scriptCode: string): boolean {
  try {
    const script = new Intl.Locale(language).maximize().script;
    if (script === undefined) return false;
    return script === scriptCode || (COMPOUND_SCRIPTS[script]?.includes(scriptCode) ?? false);
  } catch {
    return false;
  }
}

/**
 * Languages to speak `text` in, best first: what the client asked for and the default where they are written in the
 * text's script, then that script's own.
 */
export function candidateLanguages(text: string, asked: string | undefined, fallback: string): string[] {
  const script = scriptOf(text);
  const wanted = asked === undefined ? [fallback] : [asked, fallback];
  if (script === undefined) return wanted;
  if (script === 'unknown') return [];
  return [...wanted.filter((language) => isWrittenIn(language, script.code)), script.language];
}
