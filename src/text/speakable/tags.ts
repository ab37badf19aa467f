import { breakMark } from './break-marks.js';
import { spelledOut } from './spelled-out.js';

const NAME = String.raw`[a-z][\w-]{0,40}(?::[a-z][\w-]{0,40})?`;
const VALUE = String.raw`"[^"<>]*"|'[^'<>]*'|[^\s"'=<>\x60]+`;
/** An XML or HTML tag; a comment, a declaration or an instruction; the pause of a speech server, "<#0.5#>". */
const TAG = new RegExp(
  String.raw`<(\/?)(${NAME})((?:\s+[a-z_][\w:.-]*(?:\s*=\s*(?:${VALUE}))?)*)\s*(\/?)>|<!--[^<>]*>|<[!?][a-z][^<>]*>|<#(\d{1,3}(?:\.\d{1,3})?)#>`,
  'gi',
);
const CDATA = /<!\[CDATA\[([^<>]*)\]\]>/g;
const ATTRIBUTE = new RegExp(String.raw`([a-z_][\w:.-]*)\s*=\s*(${VALUE})`, 'gi');
const CLOSING_TAG = new RegExp(String.raw`<\/(${NAME})\s*>`, 'gi');

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const HTML = setOf(
  'a abbr b big blockquote br center code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol ' +
    'p pre q s samp small span strike strong sub summary sup table tbody td th thead tr tt u ul var',
);
/** The names that stand for speech even alone: those of SSML, sounds and moods of speech servers. */
const SPEECH = setOf(
  'speak voice prosody emphasis break say-as phoneme w token audio desc lang par seq media lexicon lookup metadata meta pause ' +
    'silence breath breathe laugh laughs laughter chuckle giggle sigh cough sniff sniffle groan yawn gasp whisper shout cry sob hum ' +
    'emotion speed pitch volume rate style tone happy sad angry excited calm surprised neutral cheerful',
);
/** The elements whose content is no text. */
const UNHEARD = setOf('script style');
const PAUSE = setOf('break pause silence');
/** The tags that have no end tag, and no meaning as a type. */
const BREAK = /^(?:br|hr)$/i;
/** A name in the style of types and components, such as "Table"; "BR" does not match. */
const TYPE_NAME = /^[A-Z]\w*[a-z]/;
const CONSTANT = /^[A-Z][A-Z\d_-]*$/;
/** The end of the text before a type's parameter, such as "List" or Rust's "collect::". */
const BEFORE_PARAMETER = /(?:\w|::)$/;
const WORD_BEFORE = /[\p{L}\p{N}]$/u;
const WORD_AFTER = /^[\p{L}\p{N}]/u;
const PUNCTUATED = /(?:^|[.,!?;:…。！？；：،۔؟।]["'’”»)\]]*)\s*$/;

const MEDIUM_MS = 750;
/** The lengths of pauses by their strength, ms. (Azure's, as SSML leaves them open.) */
const STRENGTHS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 250,
  weak: 500,
  medium: MEDIUM_MS,
  strong: 1000,
  'x-strong': 1250,
};
const TIME = /^\+?(\d{0,5}(?:\.\d{1,3})?)\s*(ms|s)?$/i;

interface Tag {
  readonly slash: string;
  /** The name as it is written. */
  readonly name: string;
  readonly attributes: string;
  readonly isEmpty: boolean;
}

/** An element whose content is replaced when its end tag comes. */
interface OpenElement {
  readonly name: string;
  /** The number of the pieces before its content. */
  readonly from: number;
  readonly render: (content: string) => string;
}

/**
 * Removes tags; the text that they show stays. Speech markup (SSML) is followed where that is simple: pauses, aliases, text that is
 * spelled out, the ends of sentences. Angle brackets with another meaning stay: "a<b and c>d", "List<Table>", "the <name> argument".
 * @param language the primary subtag of the text's language
 */
export function withoutTags(text: string, language: string): string {
  if (!text.includes('<')) return text;
  const shown = text.replace(CDATA, '$1');
  const ends = endTagsOf(shown);
  const pieces: string[] = [];
  const push = (...texts: readonly string[]): void => {
    for (const piece of texts) if (piece !== '') pieces.push(piece);
  };
  let open: OpenElement | undefined;
  let last = 0;
  for (const found of shown.matchAll(TAG)) {
    const at = found.index;
    const end = at + found[0].length;
    const [, slash = '', name, attributes = '', empty, seconds] = found;
    const before = shown.slice(Math.max(0, at - 8), at);
    const after = shown.slice(end, end + 8);
    if (name === undefined) {
      push(shown.slice(last, at), seconds === undefined ? ' ' : ` ${breakMark(1000 * Number(seconds))} `);
      last = end;
      continue;
    }
    const tag = { slash, name, attributes, isEmpty: empty === '/' };
    const isClosedLater = (ends.get(name.toLowerCase()) ?? -1) >= end;
    if (!isMarkup(tag, isClosedLater, before, after)) continue;
    push(shown.slice(last, at));
    last = end;
    if (slash !== '' && open?.name === name.toLowerCase()) {
      const content = open.render(pieces.splice(open.from).join(''));
      if (WORD_BEFORE.test(endOf(pieces))) push(' ');
      push(content, WORD_AFTER.test(after) ? ' ' : '');
      open = undefined;
    } else {
      push(replacementOf(tag, endOf(pieces), after));
      const render = slash === '' && isClosedLater ? renderingOf(tag, language) : undefined;
      if (render && !open) open = { name: name.toLowerCase(), from: pieces.length, render };
    }
  }
  return last === 0 ? shown : pieces.join('') + shown.slice(last);
}

/** Returns the last characters of the text before a tag. */
const endOf = (pieces: readonly string[]): string => pieces.at(-1)?.slice(-8) ?? '';

/** Returns the index of the last end tag of each name, in lower case. */
function endTagsOf(text: string): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  if (text.includes('</'))
    for (const { 1: name, index } of text.matchAll(CLOSING_TAG)) ends.set(name!.toLowerCase(), index);
  return ends;
}

/** Tells whether a tag is markup, and no type, component or placeholder: "List<Table>", "<Summary />", "the <name> argument". */
function isMarkup(
  { slash, name, attributes, isEmpty }: Tag,
  isClosedLater: boolean,
  before: string,
  after: string,
): boolean {
  if (attributes !== '') return attributes.includes('=');
  if (slash !== '' || isClosedLater) return true;
  const known = name.toLowerCase();
  if (SPEECH.has(known) && (isEmpty || !BEFORE_PARAMETER.test(before))) return true;
  if (TYPE_NAME.test(name)) return false;
  if (HTML.has(known)) {
    if (BREAK.test(name) || isEmpty || !BEFORE_PARAMETER.test(before)) return true;
    // "a<b>c" may be a formula, but a longer name before a word is an element that ends in a later sentence.
    return name.length > 1 && /^[\p{L}\p{N}<]/u.test(after);
  }
  if (CONSTANT.test(name)) return false;
  if (isEmpty || name.includes(':')) return true;
  if (name.length === 1 || BEFORE_PARAMETER.test(before)) return name.length > 1 && /^\p{L}/u.test(after);
  return /^\p{L}/u.test(after) || (before.trim() === '' && /^ \p{Lu}/u.test(after));
}

/**
 * Returns the text in the place of a tag: a pause, the end of a sentence, or a space.
 * @param said the end of the text before it, without tags
 */
function replacementOf({ slash, name, attributes, isEmpty }: Tag, said: string, after: string): string {
  const known = name.toLowerCase();
  if (PAUSE.has(known)) return slash === '' ? ` ${breakMark(pauseOf(attributes))} ` : ' ';
  if (slash !== '' && (known === 'p' || (known === 's' && /^\s*(?:<|\p{Lu}|$)/u.test(after)))) {
    return PUNCTUATED.test(said) || /^\s*[.,!?;:…)]/.test(after) ? ' ' : '. ';
  }
  if (HTML.has(known) || isEmpty) return ' ';
  return WORD_BEFORE.test(said) && WORD_AFTER.test(after) ? ' ' : '';
}

/** Returns a pause's length, ms: its time, else its strength, else that of "medium". */
function pauseOf(attributes: string): number {
  const values = valuesOf(attributes);
  const time = TIME.exec(values.get('time') ?? values.get('duration') ?? values.get('ms') ?? '');
  const amount = Number(time?.[1] || Number.NaN);
  if (!Number.isNaN(amount)) return time?.[2]?.toLowerCase() === 's' ? 1000 * amount : amount;
  return STRENGTHS[values.get('strength')?.toLowerCase() ?? ''] ?? MEDIUM_MS;
}

/** Returns the function that renders an element's content; undefined = the content stays as it is. */
function renderingOf({ name, attributes }: Tag, language: string): OpenElement['render'] | undefined {
  const known = name.toLowerCase();
  if (UNHEARD.has(known)) return () => ' ';
  const values = valuesOf(attributes);
  const alias = values.get('alias');
  if (known === 'sub' && alias !== undefined) return () => alias;
  const kind = values.get('interpret-as')?.toLowerCase();
  if (known !== 'say-as' || kind === undefined) return undefined;
  return (content) => spelledOut(content, kind, values.get('format')?.toLowerCase() ?? '', language);
}

function valuesOf(attributes: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) {
    values.set(name!.toLowerCase(), value!.replace(/^["'“”]|["'“”]$/g, ''));
  }
  return values;
}
