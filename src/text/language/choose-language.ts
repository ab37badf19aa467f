import { detectScript, type TextScript } from './detect-script.js';
import { isWrittenIn, primarySubtag } from './language-tag.js';

/** The language of text in Latin letters where no voice speaks the wanted ones. */
const USUAL_LATIN = 'en';

/**
 * Returns the languages (BCP 47) to speak `text` in, best first: the requested one and the default where they are written in the text's
 * script, then the usual language of that script. The list is empty for text in an unknown script.
 *
 * @param requested the language that the client asked for
 */
export function candidateLanguages(text: string, requested: string | undefined, defaultLanguage: string): string[] {
  return candidatesFor(detectScript(text), requested, defaultLanguage);
}

function candidatesFor(script: TextScript, requested: string | undefined, defaultLanguage: string): string[] {
  const wanted = requested === undefined ? [defaultLanguage] : [requested, defaultLanguage];
  switch (script) {
    case 'unknown':
      return [];
    case 'no_letters':
      return wanted;
    case 'few_latin':
      return [...wanted, USUAL_LATIN];
    default:
      return [...wanted.filter((language) => isWrittenIn(language, script.code)), script.usualLanguage];
  }
}

/**
 * Returns the primary subtag of the language that `text` is spoken in, by the rule that voices are chosen by; "und" for text in an unknown
 * script, undefined when the text has too few letters to tell.
 */
export function spokenLanguage(
  text: string,
  requested: string | undefined,
  defaultLanguage: string,
): string | undefined {
  const script = detectScript(text);
  if (script === 'no_letters' || script === 'few_latin') return undefined;
  const [best] = candidatesFor(script, requested, defaultLanguage);
  return best === undefined ? 'und' : primarySubtag(best);
}
