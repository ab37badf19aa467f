import { callBodyOf } from './call-body.js';
import { JsonEnd } from './json-end.js';
import type { TokenRole } from './markup-kinds.js';
import { isWeakName, judgeTag, REST } from './markup-openings.js';
import { type MarkupTag, nextTag, openAngle, tagStart } from './markup-tags.js';
import type { Hidden, TagVerdict } from './tag-verdict.js';
import { TextTail } from './text-tail.js';

/** Matches every text that may hold a tag. */
const MAY_HOLD_TAG = /[<[]|to=|assistant\n\n/i;
/** Matches every text that may hold a tag or begin one. */
const MAY_BEGIN_TAG =
  /[<[]|to=|assistant\n\n|(?:^|\n)\s{0,8}(?:to?|[ac][a-z]{0,9} ?(?:to?)?)$|(?:^|[.!?…。！？]["'”’»)\]*_]{0,3})a[sistan]{0,8}\n?$/i;
/** Matches the start of a tag that is certainly not one of prose, when the answer ends within it. */
const CUT_TAG = /^(?:<[|｜]\/?\w|<\/?(?:[\w-]{1,20}:)?(?:tool_|function[_=]|invoke)|\[(?:TOOL_|\/?INST))[^>\]]*$/i;
/** The roles of tokens with which a message begins. */
const NEXT_MESSAGE: ReadonlySet<TokenRole> = new Set<TokenRole>(['header', 'assistant', 'user', 'other_speaker']);
const CALL_CONTAINER = /^(?:tool_?calls?|function_?calls?|use_tool|tool_uses?)$/;

/**
 * Removes the markup of protocols between models and servers from an answer while it arrives: calls of tools and their
 * results, the tokens of chat templates, and messages that are not for the user, such as Harmony's analysis. The text
 * before and after stays. Markup within code, in backticks, and tags that prose only names are text.
 *
 * A token that ends an answer, such as `<|im_end|>`, ends this one if it has text; so does a message of the user, which
 * the model has made up. All that follows is hidden. Harmony's and Phi's `<|end|>` ends a message: the text up to the
 * next header is hidden.
 *
 * A call ends at its closing tag, with its JSON, or with its message. If it has no such end, all that follows belongs
 * to it, to the end of the answer: half a call helps no listener. A call whose content is the assistant's own object is
 * none: the object stays, and only its tags are removed.
 *
 * The work is linear, and only text that may be markup is held back: at most a few hundred characters.
 */
export class MarkupFilter {
  readonly #tail = new TextTail();
  #hidden: Hidden | undefined;
  /** The text that may become a tag, or that decides on the tag at its start. */
  #carry = '';
  #shown = '';
  #hadThought = false;
  /** Tells whether the JSON of a call ended right before: further JSON belongs to the call, too. */
  #isAfterJson = false;
  /** Tells whether the answer has channels, whose names may stand without their tokens. */
  #hasChannels = false;
  /** The names of opening tags that were ordinary text, so that the next closing tag of each is text, too. */
  readonly #openAsText = new Set<string>();

  /** Tells whether the answer had a thought so far. */
  get hadThought(): boolean {
    return this.#hadThought;
  }

  /** Tells whether the answer has ended, even if the model goes on. */
  get isOver(): boolean {
    return this.#hidden?.kind === 'rest';
  }

  /** Reads more of the answer. @returns the text to show */
  read(piece: string): string {
    if (this.isOver) return '';
    const isPlain = this.#carry === '' && this.#isInText && !MAY_BEGIN_TAG.test(piece);
    return isPlain ? this.#tail.append(piece) : this.#read(this.#carry + piece, false);
  }

  /** Ends the answer. @returns the rest of the text to show */
  end(): string {
    const isCutTag = CUT_TAG.test(this.#carry) && !this.#tail.isCode;
    return this.#read(isCutTag ? '' : this.#carry, true);
  }

  /** Tells whether the answer has text so far, and no part of its markup matters for the text that follows. */
  get #isInText(): boolean {
    return this.#tail.hasText && !this.#hidden && !this.#isAfterJson && !this.#hasChannels;
  }

  #read(text: string, isLast: boolean): string {
    this.#carry = text.slice(this.#readAll(text, isLast));
    // White space before the first word is held back: it is dropped if markup follows.
    if (!this.#tail.hasText) return '';
    const shown = this.#shown;
    this.#shown = '';
    return shown;
  }

  /** @returns the index up to which the text was read */
  #readAll(text: string, isLast: boolean): number {
    let at = 0;
    let tag = this.#mayHoldTag(text) ? nextTag(text, at) : undefined;
    for (;;) {
      if (tag && tag.index < at) tag = nextTag(text, at);
      // The attributes of a tag that goes on may hold something that looks like a tag.
      const open = tag && !isLast ? openAngle(text, at, tag.index) : undefined;
      const end = open ?? tag?.index ?? (isLast ? text.length : this.#tagStart(text, at));
      const readTo = this.#hidden ? this.#hide(this.#hidden, text, at, end) : this.#showText(text, at, end, isLast);
      if (readTo === 'wait') return at;
      at = readTo;
      if (at < end) continue;
      if (!tag || open !== undefined) return at;
      const opening = this.#hidden ? this.#readHiddenTag(this.#hidden, tag) : this.#readTag(tag, text, isLast);
      if (opening === 'wait') return at;
      at = this.#applyOpening(opening, tag);
    }
  }

  #tagStart(text: string, from: number): number {
    const tail = this.#tail;
    return tagStart(
      text,
      from,
      () => tail.isLineStart,
      () => tail.isSentenceEnd,
      this.#hasChannels,
    );
  }

  /** @returns the index up to which the text was read */
  #applyOpening(opening: Exclude<TagVerdict, 'wait'>, tag: MarkupTag): number {
    if (opening !== 'text') {
      this.#remove(opening.hidden);
      return opening.end;
    }
    this.#isAfterJson = false;
    this.#show(tag.text);
    return tag.end;
  }

  #mayHoldTag(text: string): boolean {
    return this.#hidden !== undefined || this.#hasChannels || !this.#tail.hasText || MAY_HOLD_TAG.test(text);
  }

  /** Reads hidden text without tags. @returns the index up to which it was read: `to`, or the end of the JSON */
  #hide({ json }: Hidden, text: string, from: number, to: number): number {
    const length = json?.read(text.slice(from, to)) ?? -1;
    if (length < 0) return to;
    this.#hidden = undefined;
    this.#isAfterJson = true;
    return from + length;
  }

  /** Reads text without tags, as `#hide`. @returns `wait` when more text is needed */
  #showText(text: string, from: number, to: number, isLast: boolean): number | 'wait' {
    const json = this.#isAfterJson && from < to ? this.#findMoreJson(text, from, to, isLast) : undefined;
    if (json === undefined) this.#show(text.slice(from, to));
    else if (json !== 'wait') this.#remove({ kind: 'call', name: '', json: new JsonEnd() });
    return json ?? to;
  }

  /** Returns the index of further JSON of a call, with which the text begins; undefined when it does not. */
  #findMoreJson(text: string, from: number, to: number, isLast: boolean): number | 'wait' | undefined {
    const [separator] = /^\s*(?:[,;]\s*)?/.exec(text.slice(from, to))!;
    const start = from + separator.length;
    if (start === to && separator.trim() === '') return undefined;
    if (start === to && to === text.length && !isLast) return 'wait';
    const body = text[start] === '{' || text[start] === '[' ? callBodyOf(text.slice(start), isLast) : 'prose';
    if (body === 'wait') return 'wait';
    this.#isAfterJson = false;
    return body === 'json' ? start : undefined;
  }

  #show(text: string): void {
    this.#shown += this.#tail.append(text);
  }

  #remove(hidden: Hidden | undefined): void {
    this.#tail.markRemoved();
    if (!this.#tail.hasText) this.#shown = '';
    this.#isAfterJson = false;
    this.#hidden = hidden;
    this.#hadThought ||= hidden?.kind === 'thought';
  }

  #readHiddenTag(hidden: Hidden, tag: MarkupTag): Exclude<TagVerdict, string> {
    const { index, end } = tag;
    const closing = closingOf(hidden, tag, this.#hasChannels);
    const isEnd = tag.type === 'token' && tag.role === 'answer_end' && this.#tail.hasText;
    if (closing === 'behind') return isEnd ? { end, hidden: REST } : { end };
    if (closing === 'before') return { end: index };
    // Mistral's tags within a call are no part of its JSON.
    const length = tag.type === 'bracket' ? -1 : (hidden.json?.read(tag.text) ?? -1);
    return length < 0 ? { end, hidden } : { end: index + length };
  }

  #readTag(tag: MarkupTag, text: string, isLast: boolean): TagVerdict {
    const { isCode, place, isAfterMarkup, isAfterColon, isSentenceEnd, hasText } = this.#tail;
    if (isCode || (tag.type === 'channel' && !this.#hasChannels)) return 'text';
    if (tag.type === 'first_channel' && this.#tail.hasText) return 'text';
    if (tag.isClosing && this.#isClosingText(tag)) return 'text';
    if (tag.isClosing && tag.type !== 'token') return { end: tag.end };
    const opening = judgeTag(tag, { text, isLast, place, isAfterMarkup, isAfterColon, isSentenceEnd, hasText });
    if (opening === 'text') this.#openAsText.add(tag.name);
    this.#hasChannels ||= tag.type === 'first_channel' || (tag.type === 'token' && tag.name === 'channel');
    return opening;
  }

  #isClosingText({ type, name }: MarkupTag): boolean {
    if (this.#openAsText.delete(name)) return true;
    const { place } = this.#tail;
    return type !== 'token' && (place === 'word' || (isWeakName(name) && place !== 'line'));
  }
}

/** Tells whether a tag ends a hidden part, with the part or before the tag itself; undefined when it does not. */
function closingOf(
  { kind, name, json }: Hidden,
  tag: MarkupTag,
  hasChannels: boolean,
): 'behind' | 'before' | undefined {
  if (kind === 'rest') return undefined;
  if (tag.type === 'channel') return hasChannels ? 'before' : undefined;
  if (tag.type === 'first_channel') return undefined;
  if (tag.type === 'token') {
    // Within arguments, `</s>` is rather a tag of HTML.
    if (tag.name === 's' && json) return undefined;
    if (tag.role === 'message_end' || tag.role === 'answer_end' || tag.role === `${kind}_end`) return 'behind';
    return NEXT_MESSAGE.has(tag.role) ? 'before' : undefined;
  }
  if (!tag.isClosing) return undefined;
  const isOwn = tag.name === name || (kind === 'call' && CALL_CONTAINER.test(tag.name));
  return isOwn ? 'behind' : undefined;
}
