import type { BlockKind } from './block-marks.js';

/** The pause before a text, by its cause: a listener hears the structure of an answer by its pauses. */
export type Pause = 'none' | 'clause' | 'sentence' | 'item' | 'paragraph';

/** The pauses, shortest first. */
const ORDER: readonly Pause[] = ['none', 'clause', 'sentence', 'item', 'paragraph'];
const SENTENCE_END = /[.!?…:。！？｡।؟۔։።။។][\s"'”’»)\]}*_`]*$/;
const CLAUSE_END = /[,;–—―،؛，、；-][\s"'”’»)\]}*_`]*$/;
const LINE_BREAKS = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

/** Determines the pause before each sentence of an answer. It receives the sentences in order, as adjacent slices. */
export class Pauses {
  #hasSpoken = false;
  #lastText = '';
  #lastKind: BlockKind = 'paragraph';
  #lineBreaks = 0;
  /** The longest pause since the last text that was spoken. */
  #pause: Pause = 'none';

  /**
   * Returns the pause before a slice; a slice without a text to speak passes its pause on to the next one.
   * @param slice as it is shown
   * @param text the text to speak; '' = there is none
   * @param kind the kind of the line that the slice begins with
   * @param lastKind the kind of the line that the slice ends with
   */
  before(slice: string, text: string, kind: BlockKind, lastKind: BlockKind): Pause {
    const isBlank = slice.trim() === '';
    this.#lineBreaks += breaksIn(slice.slice(0, slice.length - slice.trimStart().length));
    const pause = longer(this.#pause, this.#between(kind));
    if (!isBlank) {
      this.#lineBreaks = breaksIn(slice.slice(slice.trimEnd().length));
      this.#lastKind = lastKind;
    }
    if (text === '') {
      this.#pause = pause;
      return 'none';
    }
    const isFirst = !this.#hasSpoken;
    this.#hasSpoken = true;
    this.#lastText = text;
    this.#pause = 'none';
    return isFirst ? 'none' : pause;
  }

  #between(kind: BlockKind): Pause {
    if (this.#lineBreaks === 0) {
      if (SENTENCE_END.test(this.#lastText)) return 'sentence';
      return CLAUSE_END.test(this.#lastText) ? 'clause' : 'none';
    }
    if (this.#lastKind === 'heading' || kind === 'heading') return 'paragraph';
    const isList = isListed(this.#lastKind);
    if (isListed(kind) && (isList || this.#lineBreaks === 1)) return 'item';
    return this.#lineBreaks > 1 ? 'paragraph' : 'sentence';
  }
}

const isListed = (kind: BlockKind): boolean => kind === 'item' || kind === 'row';

const longer = (one: Pause, other: Pause): Pause => (ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other);

const breaksIn = (space: string): number =>
  space === '' || space === ' ' ? 0 : (space.match(LINE_BREAKS)?.length ?? 0);
