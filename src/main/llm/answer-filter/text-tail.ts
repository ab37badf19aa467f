import { CodeSpans } from '../../../text/code-spans.js';

/** A place for a tag: at the start of a line or of a sentence, directly behind other text, or between two words. */
export type TagPlace = 'line' | 'sentence' | 'glued' | 'word';

/** Matches the end of a sentence at the end of a text. */
export const SENTENCE_END = /[.!?…。！？]["'”’»)\]*_]{0,3}$/;
/** The most characters from the end of the text in which the end of a sentence is looked for. */
const END_CHARS = 4;
/** The most text that is looked at only when its end matters, UTF-16 units. */
const MAX_UNREAD = 1_024;
const CLOSING_MARK = /^[.,!?;:…。，！？、；：)\]}"”’»]/;
const OPENING_MARK = /[([{"“„«¿¡]$/;
/** Matches characters of scripts that put no spaces between sentences. */
const UNSPACED = /[\u3000-\u9fff\uff01-\uffee]$/;

/**
 * Knows the end of the text that an answer has shown so far, and joins the texts on both sides of removed markup: with
 * the white space between them that is the wider one, and with a space if there is none.
 */
export class TextTail {
  readonly #code = new CodeSpans();
  #hasText = false;
  /** The end of the text that was not looked at yet. */
  #unread = '';
  /** The last characters of the text before, without white space at its end. */
  #end = '';
  #isLineBlank = true;
  #isBlankLast = true;
  /** The white space since markup was removed; undefined when the text goes on. */
  #gap: '' | ' ' | '\n' | '\n\n' | undefined;

  /** Tells whether there was any text besides white space. */
  get hasText(): boolean {
    return this.#hasText;
  }

  /** Tells whether the text ends within code. */
  get isCode(): boolean {
    this.#readEnd();
    return this.#code.isOpen;
  }

  /** Tells whether markup was removed at the end of the text. */
  get isAfterMarkup(): boolean {
    return this.#gap !== undefined;
  }

  /** Tells whether a line starts here, or goes on behind removed markup. */
  get isLineStart(): boolean {
    this.#readEnd();
    return this.#isLineBlank || this.isAfterMarkup;
  }

  /** The place that a tag has if it comes next. */
  get place(): TagPlace {
    if (this.isLineStart) return 'line';
    if (SENTENCE_END.test(this.#end)) return 'sentence';
    return this.#isBlankLast ? 'word' : 'glued';
  }

  /** Tells whether the last word of the text ends with a colon. */
  get isAfterColon(): boolean {
    this.#readEnd();
    return /[:：]$/.test(this.#end);
  }

  /** Tells whether the text ends with a sentence, without white space behind it. */
  get isSentenceEnd(): boolean {
    return this.place === 'sentence' && !this.#isBlankLast;
  }

  /** Records that markup is removed at the end of the text. */
  markRemoved(): void {
    this.#gap = '';
  }

  /** Adds text. @returns the text as it is shown: joined with the text before it */
  append(text: string): string {
    const shown = this.#gap === undefined ? text : this.#joined(text, this.#gap);
    this.#unread += shown;
    this.#hasText ||= shown.trim() !== '';
    if (this.#unread.length > MAX_UNREAD) this.#readEnd();
    return shown;
  }

  #readEnd(): void {
    const text = this.#unread;
    if (text === '') return;
    this.#unread = '';
    this.#code.read(text);
    const words = text.trimEnd();
    this.#isBlankLast = words.length < text.length;
    if (words !== '') this.#end = (this.#end + words.slice(-END_CHARS)).slice(-END_CHARS);
    const line = text.lastIndexOf('\n') + 1;
    this.#isLineBlank = (line > 0 || this.#isLineBlank) && words.length <= line;
  }

  #joined(text: string, gap: string): string {
    this.#readEnd();
    const words = text.trimStart();
    const lines = gap + text.slice(0, text.length - words.length);
    const breaks = lines.split('\n', 3).length - 1;
    const wider = breaks > 0 ? (breaks > 1 ? '\n\n' : '\n') : lines === '' ? '' : ' ';
    if (words === '') {
      this.#gap = wider;
      return '';
    }
    this.#gap = undefined;
    if (this.#isLineBlank || (this.#isBlankLast && breaks === 0)) return words;
    return (wider === '' && !needsSpace(this.#end, words) ? '' : wider || ' ') + words;
  }
}

const needsSpace = (before: string, after: string): boolean =>
  !OPENING_MARK.test(before) && !UNSPACED.test(before) && !CLOSING_MARK.test(after);
