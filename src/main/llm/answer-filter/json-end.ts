/** The marks that a string in single quotes may follow; elsewhere the quote is an apostrophe. */
const BEFORE_STRING = ['{', '[', ',', ':', '(', '='];

/**
 * Finds the end of one JSON value, an object or an array, in text that arrives in pieces; also of values that are nearly
 * JSON, such as Python's. Text before the value is skipped. A value that lacks its end is over, too, before a paragraph
 * that begins with a letter.
 */
export class JsonEnd {
  #depth = 0;
  /** The mark that closes the open string; '' outside of strings. */
  #quote = '';
  /** The last mark outside of strings that is not blank: a single quote opens a string only after some of them. */
  #lastMark = '';
  #isEscaped = false;
  /** The number of line breaks in the white space at the end of the text so far. */
  #breaks = 0;

  /** Reads more text. @returns the index behind the value's end in `text`; -1 while the value goes on */
  read(text: string): number {
    for (let at = 0; at < text.length; at++) {
      const unit = text[at]!;
      if (this.#quote !== '') this.#readInString(unit);
      else if (this.#isNewParagraph(unit)) return at;
      else if (this.#readMark(unit)) return at + 1;
    }
    return -1;
  }

  #readInString(unit: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (unit === '\\') this.#isEscaped = true;
    else if (unit === this.#quote) this.#quote = '';
  }

  #isNewParagraph(unit: string): boolean {
    if (unit === '\n') this.#breaks++;
    if (unit === '\n' || unit === ' ' || unit === '\r' || unit === '\t') return false;
    const isNew = this.#depth > 0 && this.#breaks > 1 && /\p{L}/u.test(unit);
    this.#breaks = 0;
    return isNew;
  }

  /** Reads a unit outside of strings. @returns true at the end of the value */
  #readMark(unit: string): boolean {
    const opensString = unit === '"' || (unit === "'" && BEFORE_STRING.includes(this.#lastMark));
    if (unit.trim() !== '') this.#lastMark = unit;
    if (opensString && this.#depth > 0) this.#quote = unit;
    else if (unit === '{' || unit === '[') this.#depth++;
    else if (unit === '}' || unit === ']') return this.#depth > 0 && --this.#depth === 0;
    return false;
  }
}
