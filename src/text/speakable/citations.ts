import { BRACKETED_CONTENT, SOURCE_LABELS, SOURCE_WANTED } from '../languages/citation-words.js';
import { alternationOf } from './patterns.js';

/** The citations of hosted models, between private-use marks: their kind and their values. */
const HOSTED = /( ?)\ue200([^\ue200\ue201]{0,2000})\ue201/g;
const HOSTED_MARK = /[\ue200-\ue202]/;
/** A citation of that kind which was cut: its start, or its end. */
const HOSTED_CUT = /\ue200[^\ue200\ue201]{0,2000}$|^[^\ue200\ue201]{0,2000}\ue201|[\ue200-\ue202]/g;
/** Citations of hosted models without their private-use marks: "(turn0search1, turn0news2)", "citeturn0search1". */
const HOSTED_PLAIN =
  / ?[([【]?(?:file)?(?:cite)?(?:turn\d{1,3}[a-z]{4,8}\d{1,3}[,;]? ?){1,20}[)\]】]?(?=[^\p{L}\d]|$)/gu;
/** The citations of older hosted models: ":contentReference[oaicite:0]{index=0}", "[oaicite:1]". */
const HOSTED_MARKDOWN =
  / ?:?contentReference\[oaicite:[^\][]{0,40}\](?:\{[^{}]{0,40}\})?| ?[[【]oaicite:[^\][【】]{0,40}[\]】]/g;
/** Citations in lenticular or square brackets: "【4:0†source】", "【1】", "[12†L3-L5]". */
const LENTICULAR =
  / ?【(?:[^【】]{0,80}†[^【】]{0,200}|\d{1,3}(?:[:,–-] ?\d{1,3}){0,15})】| ?\[[^[\]]{0,20}†[^[\]]{0,200}\]/g;

/** The numbers of notes: "1", "^2, 3", "4–6". */
const NUMBERS = String.raw`\^?\d{1,3}(?:(?:[,;] ?| ?[–—-] ?)\^?\d{1,3}){0,15}`;
/** The target of a link, with one level of brackets. */
const TARGET = String.raw`\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,200}){0,5}(?:\s"[^"]{0,200}")?\)`;
/** A link whose text is only numbers: "[1](https://a.b)". */
const NUMBER_LINK = new RegExp(String.raw` ?\[{1,2}${NUMBERS}\]{1,2}${TARGET}(?:, ?(?=\[))?`, 'g');
const LABELLED = String.raw`\[[^[\]]{1,80}\]${TARGET}`;
/** Links in round brackets: "([source](…), [2](…))". */
const LINKS_IN_BRACKETS = new RegExp(String.raw` ?\((?:${LABELLED}[,;]? ?){1,9}\)`, 'g');
/** A text that consists of links. */
const LINKS_ALONE = new RegExp(`^(?:${LABELLED}[.,;]? ?){1,9}$`);
const EACH_LINK = new RegExp(String.raw`\[([^[\]]{1,80})\](${TARGET})`, 'g');
const SOURCE_LABEL = new RegExp(String.raw`^(?:\d{1,3}|(?:${alternationOf(SOURCE_LABELS)}) ?\d{0,3})$`, 'iu');
/** Numbers in square brackets, perhaps escaped, with the mark before the next ones: "[1], [2]". */
const BRACKETED_NUMBERS = new RegExp(String.raw`( ?)\\?\[(${NUMBERS})\\?\](?:(?:, ?|[–-])(?=\[\^?\d))?`, 'g');
const NUMBERS_IN_BRACKETS = new RegExp(String.raw`(?:^| )\((?:\[${NUMBERS}\][,;]? ?){1,9}\)`, 'g');
/** Matches every text with a number in square brackets. */
const MAY_BE_NUMBERED = /\[\^?\d/;
/** The number of an entry in a list of sources. */
const ENTRY = /^\[\^?\d{1,3}\]: /;
const FOOTNOTE = /\s?\[\^[^\s[\]]{1,60}\]/g;
/** Notes with a name: "[note 1]", "[citation needed]", "[@smith2020; @lee]". */
const NOTE = new RegExp(
  String.raw` ?\\?\[(?:(?:note|nb|ref|fn|doc|source|citation|cite)[ :]?\d{1,3}|(?:${alternationOf(SOURCE_WANTED)})[^[\]\\]{0,60}|@[\w:.-]{1,60}(?:; ?@[\w:.-]{1,60}){0,5})\\?\]`,
  'giu',
);
/** A number that refers to a note, after a word or a sentence, whose end may have been cut off: "It rains.¹". */
const RAISED_NUMBER =
  /(?<=^|[.,!?;:…»“”"'’]|(\p{L}{4,30}))[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–][⁰¹²³⁴-⁹]{1,3})*(?=$|[\s.,;:!?)\]»”])/gu;
const RAISED_TAG = /(?<=^|[.,!?;:…»“”"'’])<sup>\[?\d{1,3}(?:[,–-]\d{1,3}){0,9}\]?<\/sup>/gi;
const RAISED = /[⁰¹²³⁴-⁹]/;
/** The units of length, which powers of two and three belong to. */
const LENGTH_UNIT = /(?:m[eèé]t(?:er|re|ro)s?|метр\p{L}{0,3}|inch(?:es)?|miles?|feet|foot|yards?)$/iu;

const CONTENT = String.raw`(?<!\p{L})(?:${alternationOf(BRACKETED_CONTENT)})\p{L}{0,6}`;
const CONTENT_NEAR = new RegExp(CONTENT, 'iu');
const CONTENT_BEFORE = new RegExp(`${CONTENT}:? ?$`, 'iu');
const CONTENT_STARTED = new RegExp(String.raw`${CONTENT}:? ?\[\d`, 'iu');
/** The names of code that stand right before an index: "arr[1]", "x[1]", "row2[1]", "my_list[1]", "myList[1]". */
const INDEXED =
  /(?<!\p{L})(?:arr|array|args|argv|list|lst|nums?|vals?|vec|vector|matrix|buf|buffer|dp|tmp|idx|str|params|ptr|\p{L}|\p{L}{1,20}\d{1,3}|[\p{L}\d]{1,20}_\w{0,20}|\p{Ll}{2,20}\p{Lu}\p{L}{0,20})$/u;

/** Removes the marks that only say where a statement comes from. A number in brackets that is content stays. */
export function withoutCitations(text: string): string {
  // Each kind is looked for only in texts that hold its mark, because most hold none. The order matters: a mark that is
  // removed may leave another one at the start of the text.
  let plain = HOSTED_MARK.test(text) ? withoutHosted(text) : text;
  if (plain.includes('turn')) plain = plain.replace(HOSTED_PLAIN, '');
  if (plain.includes('oaicite:')) plain = plain.replace(HOSTED_MARKDOWN, '');
  if (plain.includes('【') || plain.includes('†')) plain = plain.replace(LENTICULAR, '');
  if (plain.includes('](')) plain = withoutSources(plain);
  const isNumbered = MAY_BE_NUMBERED.test(plain);
  if (isNumbered) plain = plain.replace(ENTRY, '');
  if (plain.includes('<')) plain = plain.replace(RAISED_TAG, '');
  if (isNumbered) plain = plain.replace(NUMBERS_IN_BRACKETS, '').replace(BRACKETED_NUMBERS, withoutNumbers);
  if (plain.includes('[')) plain = plain.replace(FOOTNOTE, '').replace(NOTE, '');
  if (RAISED.test(plain)) plain = withoutRaised(plain);
  return plain;
}

const withoutHosted = (text: string): string =>
  text
    .replace(HOSTED, (_, space: string, values: string) => {
      const shown = hostedText(values);
      return shown === '' ? '' : space + shown;
    })
    .replace(HOSTED_CUT, '');

/** Removes links that only name a source. */
const withoutSources = (text: string): string =>
  text
    .replace(LINKS_IN_BRACKETS, (found) => (namesSources(found, false) ? '' : found))
    .replace(LINKS_ALONE, (found) => (namesSources(found, true) ? '' : found))
    .replace(NUMBER_LINK, '');

const withoutRaised = (text: string): string =>
  text.replace(RAISED_NUMBER, (found, word: string | undefined) =>
    /^[²³]$/.test(found) && word !== undefined && LENGTH_UNIT.test(word) ? found : '',
  );

/** Returns the text that a hosted model's mark shows: the name of an entity, the title of a link. */
function hostedText(values: string): string {
  const [kind, first = ''] = values.split('\ue202');
  if (kind === 'entity') return /^\["[^"]*", ?"([^"]*)"/.exec(first)?.[1] ?? '';
  return kind === 'url' ? first : '';
}

/** Tells whether every link names its target: by its host, by a number, or by a word such as "source". */
function namesSources(links: string, byWordOnly: boolean): boolean {
  for (const [, label = '', target = ''] of links.matchAll(EACH_LINK)) {
    if (SOURCE_LABEL.test(label.trim())) continue;
    const host = /^\((?:https?:\/\/)?([^/?#)]{1,200})/i.exec(target)?.[1]?.toLowerCase() ?? '';
    const words = label.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? [];
    if (byWordOnly || !words.some((word) => host.includes(word))) return false;
  }
  return true;
}
/** Returns '' for numbers that refer to sources, and the numbers as they are where they are content. */
function withoutNumbers(found: string, space: string, numbers: string, at: number, text: string): string {
  const after = text.slice(at + found.length, at + found.length + 3);
  return isContent(space, numbers, text.slice(Math.max(0, at - 40), at), after) ? found : '';
}

/** Tells whether bracketed numbers are an index ("a[1] = 2"), a list ("= [1, 2]") or a key ("press [1]"). */
function isContent(space: string, numbers: string, before: string, after: string): boolean {
  // "[text][1]" is a link whose target stands elsewhere.
  if (/(?:^|\D)0/.test(numbers) || /^\(/.test(after) || /[^\d\]]\]$/.test(before)) return true;
  const word = before.replace(/(?:\[\d{1,3}\]){1,9}$/, '');
  const isGlued = space === '' && /[\p{L}\d_)]$/u.test(word);
  if (isGlued) return INDEXED.test(word) || /^(?:[\w(]|\.\p{L}| ?[=+*/<>])/u.test(after);
  if (/[=+(]$|[\d ]\*$/.test(before.trimEnd()) || CONTENT_BEFORE.test(before) || CONTENT_STARTED.test(before))
    return true;
  const listed = numbers.split(/[,;]/).map(Number);
  if (listed.length === 1) return false;
  const opensSentence = before.trim() === '' && /^ \p{Ll}/u.test(after);
  return opensSentence || CONTENT_NEAR.test(before) || listed.some((number, i) => i > 0 && number <= listed[i - 1]!);
}
