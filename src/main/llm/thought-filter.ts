/** The longest text that is kept in case it is no thought after all, UTF-16 units. */
const MAX_HELD_CHARS = 16_384;
/** The most white space that is kept before the first word, UTF-16 units. */
const MAX_BLANK_CHARS = 1_024;

const NAMES = ['think', 'thinking', 'thought', 'reasoning', 'seed:think'];
/** The name of Mistral's tags, in capitals only: a "[thinking]" in brackets may be text of the answer. */
const IN_BRACKETS = '[THINK]';
/** Matches every tag. A single expression, because its engine skips text without tags faster than a loop of ours. */
const TAG = new RegExp(`</?(${NAMES.map(inAnyCase).join('|')})\\s{0,8}/?>|\\[/?THINK\\]`, 'g');
/** The longest start of a tag, UTF-16 units. */
const MAX_TAG_START_CHARS = '</seed:think'.length + 8 + '/'.length;
const TAG_STARTS = NAMES.flatMap((name) => [`<${name}`, `</${name}`]);
const BRACKET_TAGS = [IN_BRACKETS, '[/THINK]'];

/** A thought that has begun. */
interface Thought {
  /** The name of the tag that opened the thought; undefined when no tag did. */
  readonly name: string | undefined;
  /** The text of the thought, to be shown when no tag ends it; undefined when it is certainly a thought. */
  heldText: { readonly pieces: string[]; chars: number } | undefined;
}

/**
 * Removes a model's thoughts, `<think>…</think>`, `[THINK]…[/THINK]` and the like, from its answer while the answer
 * arrives. The work is linear, and only text that may become a tag is held back. A thought opens only where nothing but
 * white space stands before it on its line, so "I <think> so" stays as it is. White space after a thought is removed,
 * too.
 *
 * A closing tag without an opening one, other than `[/THINK]`, ends a thought that the model's template has opened: the
 * text before it is dropped if no text was returned yet. Otherwise it is too late for this answer, and
 * `endsTemplateThought` tells the caller to read the model's next answer with `startsInThought`. A closing tag at the
 * very end of an answer says nothing about the next answer.
 */
export class ThoughtFilter {
  #thought: Thought | undefined;
  /** The text that may become a tag. */
  #carry = '';
  /** The white space before the first word. */
  #blank = '';
  #shown = '';
  #hasText = false;
  #hasReturnedText = false;
  #hadThought = false;
  /** Tells whether the current line has only white space so far. */
  #isLineBlank = true;
  #skipsBlank = false;
  #endsTemplateThought = false;
  /** Tells whether text follows the last tag. */
  #hasTextSinceTag = false;
  /** The names of opening tags that were ordinary text, so that the next closing tag of each is text, too. */
  readonly #openAsText = new Set<string>();

  /** @param startsInThought true: the answer is a thought until a tag ends it; when no tag does, all of it is text */
  constructor(startsInThought = false) {
    if (startsInThought) this.#thought = { name: undefined, heldText: { pieces: [], chars: 0 } };
  }

  /** Tells whether a closing tag was found that no tag had opened, and text follows the last tag. */
  get endsTemplateThought(): boolean {
    return this.#endsTemplateThought && this.#hasTextSinceTag;
  }

  /** Reads more of the answer. */
  read(piece: string): void {
    const text = this.#carry + piece;
    let at = 0;
    TAG.lastIndex = 0;
    for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
      const [tag, name] = match;
      this.#readText(text.slice(at, match.index));
      if (!this.#readTag(tag, name?.toLowerCase() ?? IN_BRACKETS)) this.#readText(tag);
      at = TAG.lastIndex;
    }
    const carryAt = tagStartAtEnd(text, at);
    this.#readText(text.slice(at, carryAt));
    this.#carry = text.slice(carryAt);
  }

  /**
   * Returns the text to show of all that was read since the last call. White space before the first word is held back,
   * because a thought may follow it.
   */
  take(): string {
    const shown = this.#blank + this.#shown;
    this.#shown = '';
    this.#blank = this.#hasText ? '' : shown.slice(0, MAX_BLANK_CHARS);
    if (!this.#hasText) return '';
    this.#hasReturnedText = true;
    return shown;
  }

  /** Ends the answer; returns the rest of the text to show. */
  end(): string {
    const carry = this.#carry;
    this.#carry = '';
    this.#readText(carry);
    const doubtful = this.#thought?.heldText;
    if (!doubtful) return this.take();
    const plain = new ThoughtFilter();
    plain.read(doubtful.pieces.join(''));
    return plain.end();
  }

  /** Reads a tag. @returns false when the tag is ordinary text here */
  #readTag(tag: string, name: string): boolean {
    const isClosing = tag.startsWith('/', 1);
    if (this.#thought) {
      if (!isClosing || !isClosedBy(this.#thought, name)) return false;
      if (this.#thought.name === undefined) this.#endsTemplateThought = true;
    } else if (!tag.endsWith('/>') || !this.#isLineBlank) {
      return isClosing ? this.#closeUnopened(name) : this.#open(name);
    }
    this.#endThought();
    return true;
  }

  #open(name: string): boolean {
    if (!this.#isLineBlank) {
      this.#openAsText.add(name);
      return false;
    }
    this.#thought = { name, heldText: undefined };
    return true;
  }

  #closeUnopened(name: string): boolean {
    if (name === IN_BRACKETS || this.#openAsText.delete(name)) return false;
    if (!this.#hadThought) {
      if (this.#hasReturnedText && !this.#isLineBlank) return false;
      this.#endsTemplateThought = true;
      if (!this.#hasReturnedText) this.#hasText = false;
    }
    this.#endThought();
    return true;
  }

  #endThought(): void {
    this.#thought = undefined;
    this.#hadThought = true;
    this.#hasTextSinceTag = false;
    this.#skipsBlank = true;
    if (this.#hasText) return;
    this.#blank = '';
    this.#shown = '';
    this.#isLineBlank = true;
  }

  #readText(text: string): void {
    if (this.#thought) this.#holdText(this.#thought, text);
    else this.#show(this.#skipsBlank ? text.trimStart() : text);
  }

  #holdText(thought: Thought, text: string): void {
    if (!thought.heldText) return;
    thought.heldText.pieces.push(text);
    thought.heldText.chars += text.length;
    if (thought.heldText.chars > MAX_HELD_CHARS) thought.heldText = undefined;
  }

  #show(text: string): void {
    if (text === '') return;
    this.#skipsBlank = false;
    this.#shown += text;
    const line = text.lastIndexOf('\n') + 1;
    const isBlank = text.trim() === '';
    this.#hasText ||= !isBlank;
    this.#hasTextSinceTag ||= !isBlank;
    this.#isLineBlank = (line > 0 || this.#isLineBlank) && (isBlank || text.slice(line).trim() === '');
  }
}

/**
 * Tells whether a tag closes a thought. Any tag closes a thought that the template has opened, except a tag in
 * brackets: Mistral's tags come in pairs.
 */
function isClosedBy(thought: Thought, name: string): boolean {
  return thought.name === undefined ? name !== IN_BRACKETS : name === thought.name;
}

function inAnyCase(name: string): string {
  return name.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/**
 * Returns the index, at or after `from`, at which the end of a text may begin a tag; the text's length when there is no
 * such index.
 */
function tagStartAtEnd(text: string, from: number): number {
  for (let at = Math.max(from, text.length - MAX_TAG_START_CHARS); at < text.length; at++) {
    if ((text[at] === '<' || text[at] === '[') && isTagStart(text.slice(at))) return at;
  }
  return text.length;
}

function isTagStart(text: string): boolean {
  if (text.startsWith('[')) return BRACKET_TAGS.some((tag) => tag.startsWith(text));
  const lower = text.toLowerCase();
  const name = lower.replace(/\s{0,8}\/?$/, '');
  return TAG_STARTS.some((start) => start.startsWith(lower) || start === name);
}
