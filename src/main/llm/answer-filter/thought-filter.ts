import { TextTail } from './text-tail.js';
import { judgeStart } from './thought-opening.js';
import { type ThoughtTag, thoughtTagStart, thoughtTagsIn } from './thought-tags.js';

/** The longest text that is kept in case it is no thought after all, UTF-16 units. */
const MAX_HELD_CHARS = 16_384;
/** The most white space that is kept before the first word, UTF-16 units. */
const MAX_BLANK_CHARS = 1_024;
const MAY_HOLD_TAG = /[<[◁]/;
/** Matches a character by which a thought begins directly behind its tag; prose that names a tag goes on otherwise. */
const STARTS_THOUGHT = /[\p{L}\p{N}\r\n(*]/u;

/** A thought that has begun. */
interface Thought {
  /** The name of the tag that opened the thought; undefined when no tag did. */
  readonly name: string | undefined;
  /** The text of the thought, to be shown when no tag ends it; undefined when it is certainly a thought. */
  heldText: { readonly pieces: string[]; chars: number } | undefined;
}

/**
 * Removes a model's thoughts, `<think>…</think>`, `[THINK]…[/THINK]` and the like, from its answer while the answer
 * arrives. The work is linear, and only text that may be markup is held back. Tags within code, in backticks, are text.
 *
 * A thought opens at the start of a line or of a sentence; it ends with the answer if no tag closes it. Within a
 * sentence, where prose may name a tag ("I <think> so"), a thought opens when text follows its tag without a space; that
 * text is held back (up to `MAX_HELD_CHARS`), and is shown if no tag closes the thought.
 *
 * A closing tag without an opening one, other than `[/THINK]`, ends a thought that the model's template has opened: the
 * text before it is dropped if no text was returned yet. Otherwise it is too late for this answer, and
 * `endsTemplateThought` tells the caller to read the model's next answer with `startsInThought`. A closing tag at the
 * very end of an answer says nothing about the next answer. An answer that begins by speaking about its user ("Okay, the
 * user asks …") is read with `startsInThought` anyway.
 */
export class ThoughtFilter {
  #thought: Thought | undefined;
  /** The text that may become a tag. */
  #carry = '';
  /** The white space before the first word. */
  #blank = '';
  #shown = '';
  #tail = new TextTail();
  #hasReturnedText = false;
  #hadThought = false;
  #endsTemplateThought = false;
  /** Tells whether text follows the last tag. */
  #hasTextSinceTag = false;
  /** Tells whether the start of the answer may show yet that it is a thought. */
  #judgesStart: boolean;
  #opensInSentence = true;
  /** The names of opening tags that were ordinary text, so that the next closing tag of each is text, too. */
  readonly #openAsText = new Set<string>();

  /** @param startsInThought true: the answer is a thought until a tag ends it; when no tag does, all of it is text */
  constructor(startsInThought = false) {
    this.#judgesStart = !startsInThought;
    if (startsInThought) this.#thought = { name: undefined, heldText: { pieces: [], chars: 0 } };
  }

  /** Tells whether a closing tag was found that no tag had opened, and text follows the last tag. */
  get endsTemplateThought(): boolean {
    return this.#endsTemplateThought && this.#hasTextSinceTag;
  }

  /** Tells whether the answer had a thought so far. */
  get hadThought(): boolean {
    return this.#hadThought || (this.#thought !== undefined && this.#thought.heldText === undefined);
  }

  /** Reads more of the answer. */
  read(piece: string): void {
    if (this.#carry === '' && !MAY_HOLD_TAG.test(piece)) return void this.#readText(piece);
    const text = this.#carry + piece;
    const { at, isWaiting } = this.#readTags(text, undefined);
    const carryAt = isWaiting ? at : thoughtTagStart(text, at);
    this.#readText(text.slice(at, carryAt));
    this.#carry = text.slice(carryAt);
  }

  /**
   * Returns the text to show of all that was read since the last call. White space before the first word is held back,
   * because a thought may follow it; so is a start that may be that of a thought.
   */
  take(): string {
    if (this.#judgesStart && this.#tail.hasText && this.#judge() === 'wait') return '';
    const shown = this.#blank + this.#shown;
    this.#shown = '';
    this.#blank = this.#tail.hasText ? '' : shown.slice(0, MAX_BLANK_CHARS);
    if (!this.#tail.hasText) return '';
    this.#hasReturnedText = true;
    return shown;
  }

  /** Ends the answer; returns the rest of the text to show. */
  end(): string {
    const carry = this.#carry;
    this.#carry = '';
    this.#readText(carry.slice(this.#readTags(carry, '').at));
    const { name, heldText } = this.#thought ?? {};
    this.#judgesStart = false;
    if (!heldText) return this.take();
    // No tag has closed it, so it is text, in which each tag is looked at once more.
    this.#thought = undefined;
    if (name !== undefined) this.#opensInSentence = false;
    this.read(heldText.pieces.join(''));
    return this.end();
  }

  /**
   * Reads a text up to the end of its last tag.
   * @param next the character after the text; '' at the end of the answer, undefined when it is not known yet
   * @returns the index up to which the text was read, and whether a tag there waits for that character
   */
  #readTags(text: string, next: '' | undefined): { at: number; isWaiting: boolean } {
    let at = 0;
    for (const tag of thoughtTagsIn(text)) {
      this.#readText(text.slice(at, tag.index));
      at = tag.index;
      const verdict = this.#readTag(tag, text[tag.end] ?? next);
      if (verdict === 'wait') return { at, isWaiting: true };
      if (verdict === 'text') this.#readText(tag.text);
      at = tag.end;
    }
    return { at, isWaiting: false };
  }

  /**
   * Reads a tag.
   * @param next the character after the tag, as in `#readTags`
   * @returns `text` when the tag is ordinary text here; `wait` when that depends on a character that has not arrived
   */
  #readTag(tag: ThoughtTag, next: string | undefined): 'tag' | 'text' | 'wait' {
    if (this.#thought) {
      if (tag.kind !== 'close' || !isClosedBy(this.#thought, tag)) return 'text';
      if (this.#thought.name === undefined) this.#endsTemplateThought = true;
    } else if (this.#tail.isCode) {
      return 'text';
    } else if (tag.kind === 'open') {
      return this.#open(tag, next);
    } else if (tag.kind === 'close') {
      return this.#closeUnopened(tag);
    } else if (this.#tail.place === 'word') {
      return 'text';
    }
    this.#endThought();
    return 'tag';
  }

  #open({ name, text, isBracket }: ThoughtTag, next: string | undefined): 'tag' | 'text' | 'wait' {
    const { place } = this.#tail;
    if (place === 'line' || (place === 'sentence' && !isBracket && next !== undefined && !/\s/.test(next))) {
      this.#thought = { name, heldText: undefined };
      return 'tag';
    }
    const mayOpen = this.#opensInSentence && !isBracket;
    if (mayOpen && next === undefined) return 'wait';
    if (mayOpen && (place === 'sentence' || STARTS_THOUGHT.test(next!))) {
      this.#thought = { name, heldText: { pieces: [text], chars: text.length } };
      return 'tag';
    }
    this.#openAsText.add(withoutPrefix(name));
    return 'text';
  }

  #closeUnopened({ name, isBracket }: ThoughtTag): 'tag' | 'text' {
    if (isBracket || this.#openAsText.delete(withoutPrefix(name))) return 'text';
    if (!this.#hadThought) {
      if (this.#tail.place === 'word') return 'text';
      this.#endsTemplateThought = true;
      if (!this.#hasReturnedText) this.#tail = new TextTail();
    }
    this.#endThought();
    return 'tag';
  }

  #endThought(): void {
    this.#thought = undefined;
    this.#hadThought = true;
    this.#judgesStart = false;
    this.#hasTextSinceTag = false;
    this.#tail.markRemoved();
    if (this.#tail.hasText) return;
    this.#blank = '';
    this.#shown = '';
  }

  #readText(text: string): void {
    if (this.#thought) this.#hold(this.#thought, text);
    else this.#show(text);
  }

  #hold(thought: Thought, text: string): void {
    if (!thought.heldText) return;
    thought.heldText.pieces.push(text);
    thought.heldText.chars += text.length;
    if (thought.heldText.chars > MAX_HELD_CHARS) thought.heldText = undefined;
  }

  #show(text: string): void {
    const shown = this.#tail.append(text);
    this.#shown += shown;
    this.#hasTextSinceTag ||= shown.trim() !== '';
    if (this.#judgesStart && this.#tail.hasText && this.#judge() === 'thought') this.#holdStart();
  }

  #judge(): 'thought' | 'answer' | 'wait' {
    const verdict = judgeStart(this.#blank + this.#shown);
    if (verdict !== 'wait') this.#judgesStart = false;
    return verdict;
  }

  /** Holds back the start of the answer, which seems to be a thought that the model's template has opened. */
  #holdStart(): void {
    const start = this.#blank + this.#shown;
    this.#thought = { name: undefined, heldText: { pieces: [start], chars: start.length } };
    this.#blank = '';
    this.#shown = '';
    this.#tail = new TextTail();
  }
}

/**
 * Tells whether a tag closes a thought. Any tag closes a thought that the template has opened, except a tag in
 * brackets: Mistral's tags come in pairs.
 */
function isClosedBy(thought: Thought, { name, isBracket }: ThoughtTag): boolean {
  return thought.name === undefined ? !isBracket : name === thought.name;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);
