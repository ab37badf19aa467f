import { primarySubtag } from '../../text/language/language-tag.js';
import type { ScriptCode } from '../../text/language/scripts.js';

/**
 * The scripts that only some of eSpeak's voices read, with the languages of those voices. All other voices say the name of
 * each letter ("Chinese letter Chinese letter"). Measured with the words of each script in all 140 voices of this build of eSpeak.
 */
const READ_BY_SOME: Readonly<Partial<Record<ScriptCode, string>>> = {
  Cyrl: 'ba be bg bs cv hr ka kaa kk ky lfn ltg lv mk nog ru sr tt uk uz',
  Hebr: 'he',
  Arab: 'ar fa sd ug ur',
  Ethi: 'am ti',
  Orya: 'or',
  Telu: 'te',
  Thai: 'th',
  Mymr: 'my',
  Hira: 'ja',
  Kana: 'ja',
  Hani: 'cmn yue zh',
  Laoo: '',
  Khmr: '',
  Tibt: '',
  Mong: '',
  Cher: '',
};

/**
 * The scripts that eSpeak's voices read by a switch of their own, such as English words in a Russian sentence, with the
 * languages of the voices that spell them nevertheless. All voices switch for the scripts that are named in neither table.
 */
const SPELLED_BY_SOME: Readonly<Partial<Record<ScriptCode, string>>> = {
  Latn: 'ba chr cv hak he hyw ja kok ky mk my nog shn ti ug',
  Grek: 'af bs en hr lt mk sr vi',
};

const setOf = (languages: string | undefined): ReadonlySet<string> | undefined =>
  languages === undefined ? undefined : new Set(languages.split(' '));
const read = new Map(Object.entries(READ_BY_SOME).map(([code, languages]) => [code, setOf(languages)]));
const spelled = new Map(Object.entries(SPELLED_BY_SOME).map(([code, languages]) => [code, setOf(languages)]));

/**
 * Tells whether a voice of eSpeak reads words of a script, rather than to spell them or to leave them out.
 *
 * @param isSymbols true for single letters; each voice knows the names of the Greek ones
 */
export function espeakReads(voice: string, script: ScriptCode, isSymbols: boolean): boolean {
  if (script === 'Grek' && isSymbols) return true;
  const language = primarySubtag(voice);
  return read.get(script)?.has(language) ?? spelled.get(script)?.has(language) !== true;
}
