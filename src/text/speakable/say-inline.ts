import { withoutEmoticons } from '../emoticons.js';
import { isSpeakable } from '../is-speakable.js';
import { onlyCharacters } from '../only-characters.js';
import { sayAddresses } from './addresses.js';
import { hasBreaks } from './break-marks.js';
import { withoutCitations } from './citations.js';
import { sayFormulas } from './formulas.js';
import { withoutCodeMarks, withoutEmphasis, withoutEntities, withoutLinks } from './inline-marks.js';
import { withoutPictographs } from './pictographs.js';
import { withRaisedDigits } from './raised-tags.js';
import { unshield } from './shield.js';
import { withoutTerminalText } from './silent-characters.js';
import { withoutSpacedMarks } from './spaced-marks.js';
import { withoutTags } from './tags.js';
import { withoutNameMarks, withoutShellMarks } from './variables.js';
import type { Wording } from './wording.js';

/** Tells whether a text has no marks, but words, plain numbers and punctuation. */
const isProse = onlyCharacters(/(?![\u20e3\ufe0f])[\p{L}\p{M}\d ,.!?;:'’"“”«»()–—%-]/u);
/** Matches a citation without marks: "turn0search1". */
const PLAIN_CITATION = /turn\d/;
/** Matches white space other than a single space. */
const WIDE_SPACE = /\s{2,}|[^\S ]/g;
const ARROWS =
  / ?(?:[\u2190-\u21FF\u27F5-\u27FF\u2794\u2798-\u27AF\u27B1-\u27BE\u2B05-\u2B07\u2B95]\uFE0F?|<?[-=]{1,2}>) ?/gu;
const INLINE_BULLETS = / [•⁃◦▪‣∙] /g;
/** Repeated marks. An engine says each "=", and speaks "!!!" like "!". */
const REPEATED = /!{2,}|\?{2,}|={3,}|-{3,}|~{3,}|#{3,}/g;
const onceOrSpace = (marks: string): string => (marks.startsWith('!') || marks.startsWith('?') ? marks.charAt(0) : ' ');
const ENDS_CLAUSE = /[.,!?;:…([{–—-]$/;

/**
 * Returns the spoken form of a text without block marks: inline marks and emoji are removed; addresses, formulas, units
 * and signs become words.
 *
 * @param language the primary subtag of the text's language
 * @param wording the language's words; undefined = it has no words, and marks are removed without a replacement
 * @returns the text, trimmed, with the marks of the pauses that it asks for; '' = there is no text to speak
 */
export function sayInline(text: string, language: string, wording: Wording | undefined): string {
  const shown = withoutEmoticons(text).replace(WIDE_SPACE, ' ').trim();
  const isMarked = !isProse(shown) || PLAIN_CITATION.test(shown);
  let spoken = sayAddresses(isMarked ? readMarkup(shown, language, wording) : shown, wording?.words);
  if (isMarked) spoken = withoutMarks(spoken);
  spoken = withoutSpacedMarks(spoken).replace(REPEATED, onceOrSpace);
  if (spoken !== shown) spoken = spoken.replace(WIDE_SPACE, ' ').trim();
  if (wording) spoken = wording.say(spoken);
  spoken = unshield(spoken).trim();
  return isSpeakable(spoken) || hasBreaks(spoken) ? spoken : '';
}

/** Removes citations, links, tags and code, and says formulas and the characters that HTML names. */
function readMarkup(text: string, language: string, wording: Wording | undefined): string {
  const { formula, longCode = '' } = wording?.words ?? {};
  const prose = withoutShellMarks(withoutTerminalText(withoutCodeMarks(text, longCode)));
  const said = withoutNameMarks(sayFormulas(prose, formula));
  return withoutEntities(withoutTags(withoutLinks(withoutCitations(withRaisedDigits(said))), language));
}

const withoutMarks = (text: string): string =>
  withoutPictographs(sayArrows(withoutEmphasis(text)))
    .replace(INLINE_BULLETS, ', ')
    .replaceAll('`', '');

/** Replaces an arrow by a pause: "File → Open". */
const sayArrows = (text: string): string =>
  text.replace(ARROWS, (found, index: number) => {
    const before = text.charAt(index - 1);
    return before === '' || ENDS_CLAUSE.test(before) || index + found.length === text.length ? ' ' : ', ';
  });
