/** The names of the tags around a thought, in lower case and as regular expressions. */
const NAMES = [
  '(?:longcat_)?think(?:ing)?',
  'thoughts?',
  'thought_process',
  'reasoning(?:_content)?',
  'reflection',
  'analysis',
  'scratch_?pad',
  '(?:inner_|internal_)?monologue',
  'inner_thoughts?',
  'chain_of_thought',
  'antthinking',
].join('|');
/** The name of Mistral's tags, in capitals only: a "[thinking]" in brackets may be text of the answer. */
const IN_BRACKETS = '[THINK]';
const BRACKET_TAGS = [IN_BRACKETS, '[/THINK]'];

/**
 * Matches every tag: `<think>`, with any prefix such as `seed:` and with attributes; Kimi's `◁think▷`; and Mistral's.
 */
const TAG = new RegExp(
  `<(?<slash>/?)(?<name>(?:[\\w-]{1,16}:)?(?:${NAMES}))(?:\\s{0,8}(?<empty>/?)|\\s[^<>=◁]{0,32}=[^<>◁]{0,64})>` +
    '|◁(?<kimiSlash>/?)think▷|\\[(?<bracketSlash>/?)THINK\\]',
  'gi',
);
/** Matches the start of a tag in angle brackets. */
const TAG_START = new RegExp(
  `^</?(?:[\\w-]{0,16}|[\\w-]{1,16}:\\w{0,20}|(?:[\\w-]{1,16}:)?(?:${NAMES})(?:\\s{0,8}/?|\\s[^<>=◁]{0,32}(?:=[^<>◁]{0,64})?))$`,
  'i',
);
const KIMI_START = /^◁\/?[a-z]{0,5}$/i;

/** A tag that opens or closes a thought. */
export interface ThoughtTag {
  readonly text: string;
  /** The index of the tag in the text in which it was found. */
  readonly index: number;
  readonly end: number;
  /** The name, by which the tags of a thought belong together. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** Tells whether it is Mistral's tag: such tags come in pairs only. */
  readonly isBracket: boolean;
}

/** Yields the tags in a text. */
export function* thoughtTagsIn(text: string): Generator<ThoughtTag, void, undefined> {
  TAG.lastIndex = 0;
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const { 0: tag, index, groups = {} } = match;
    const end = TAG.lastIndex;
    const isBracket = tag.startsWith('[');
    // Mistral's tags are tokens of their own, so they have no other letter case.
    if (isBracket && !BRACKET_TAGS.includes(tag)) continue;
    const { name = isBracket ? IN_BRACKETS : 'think', slash, empty, kimiSlash, bracketSlash } = groups;
    const kind = empty ? 'empty' : slash || kimiSlash || bracketSlash ? 'close' : 'open';
    yield { text: tag, index, end, name: name.toLowerCase(), kind, isBracket };
    TAG.lastIndex = end;
  }
}

/** Returns the index, at or after `from`, at which a tag may begin that the end of a text cuts off; else its length. */
export function thoughtTagStart(text: string, from: number): number {
  const at = Math.max(text.lastIndexOf('<'), text.lastIndexOf('['), text.lastIndexOf('◁'));
  if (at < from) return text.length;
  const end = text.slice(at);
  if (end.startsWith('[')) {
    // The bracket may stand in an attribute.
    const tag = text.lastIndexOf('<', at);
    if (tag >= from && TAG_START.test(text.slice(tag))) return tag;
    return BRACKET_TAGS.some((bracketTag) => bracketTag.startsWith(end)) ? at : text.length;
  }
  return TAG_START.test(end) || KIMI_START.test(end) ? at : text.length;
}
