import { isSpeakable } from '../../../shared/speakable.js';
import { sayAddresses } from './addresses.js';
import { withoutCodeMarks, withoutEmphasis, withoutLinks } from './inline-marks.js';
import { withoutPictographs } from './pictographs.js';
import { unshield, withoutShields } from './shield.js';
import type { Wording } from './wording.js';

const ARROWS =
  / ?(?:[\u2190-\u21FF\u27F5-\u27FF\u2794\u2798-\u27AF\u27B1-\u27BE\u2B05-\u2B07\u2B95]\uFE0F?|<?[-=]{1,2}>) ?/gu;
const INLINE_BULLETS = / [•⁃◦▪‣∙] /g;
/** An engine says each "=", and hears no more in "!!!" than in "!". */
const REPEATED = /([!?])\1+|={3,}|-{3,}|~{3,}|#{3,}/g;
const ENDS_CLAUSE = /[.,!?;:…([{–—-]$/;

/**
 * What is heard of a piece of text without block marks: no inline marks, no emoji; addresses, units and signs in words.
 *
 * @param wording undefined = the language has no words: nothing is said in their place
 * @returns trimmed; '' = nothing
 */
export function sayInline(text: string, wording: Wording | undefined): string {
  let spoken = withoutLinks(withoutCodeMarks(withoutShields(text).replace(/\s+/g, ' ').trim()));
  spoken = sayAddresses(spoken, wording?.words);
  spoken = withoutPictographs(sayArrows(withoutEmphasis(spoken)))
    .replace(INLINE_BULLETS, ', ')
    .replace(REPEATED, (_, mark: string | undefined) => mark ?? ' ')
    .replaceAll('`', '')
    .replace(/\s+/g, ' ')
    .trim();
  if (wording) spoken = wording.say(spoken);
  spoken = unshield(spoken).trim();
  return isSpeakable(spoken) ? spoken : '';
}

/** An arrow is a pause: "File → Open". */
const sayArrows = (text: string): string =>
  text.replace(ARROWS, (found, index: number) => {
    const before = text.charAt(index - 1);
    return before === '' || ENDS_CLAUSE.test(before) || index + found.length === text.length ? ' ' : ', ';
  });
