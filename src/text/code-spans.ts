/** The fewest backticks that fence a block of code: such code may have several lines. */
const FENCE_TICKS = 3;

/**
 * Tells whether the end of a markdown text lies within code, while the text arrives. Code stands between two runs of
 * backticks: of equal length within a line, or of three or more around a block. Code within a line ends with its line.
 * A run of one or two backticks opens code only at the start of a word and before a character that is no white space,
 * so a stray backtick opens none.
 */
export class CodeSpans {
  /** The number of backticks that opened the code; 0 = the text is outside of code. */
  #opener = 0;
  /** The number of backticks at the end of the text so far. */
  #run = 0;
  /** The character before that run. */
  #before = '\n';

  /** Tells whether the text ends neither within code nor with a backtick: text without backticks changes nothing then. */
  get isIdle(): boolean {
    return this.#opener === 0 && this.#run === 0;
  }

  /** Tells whether a character that is neither a backtick nor white space would be within code if it came next. */
  get isOpen(): boolean {
    return this.#openerAfterRun('x') > 0;
  }

  /** Tells whether the text ends with backticks outside of code: the character after them may open code. */
  get mayOpen(): boolean {
    return this.#opener === 0 && this.#run > 0;
  }

  /** Reads more of the text, in linear time. */
  read(text: string): void {
    for (let at = 0; at < text.length; ) {
      const tick = text.indexOf('`', at);
      const end = tick < 0 ? text.length : tick;
      if (end > at) this.#readPlain(text, at, end);
      at = end;
      while (text[at] === '`') {
        this.#run++;
        at++;
      }
    }
  }

  #readPlain(text: string, from: number, to: number): void {
    this.#opener = this.#openerAfterRun(text[from]!);
    this.#run = 0;
    this.#before = text[to - 1]!;
    const isInline = this.#opener > 0 && this.#opener < FENCE_TICKS;
    if (isInline && text.slice(from, to).includes('\n')) this.#opener = 0;
  }

  /** Returns `#opener` as it is when `next` follows the text. */
  #openerAfterRun(next: string): number {
    const run = this.#run;
    if (run === 0) return this.#opener;
    if (this.#opener > 0) {
      const isClosed = this.#opener < FENCE_TICKS ? run === this.#opener : run >= this.#opener;
      return isClosed ? 0 : this.#opener;
    }
    return run >= FENCE_TICKS || (!/[\p{L}\p{N}]/u.test(this.#before) && !/\s/.test(next)) ? run : 0;
  }
}
