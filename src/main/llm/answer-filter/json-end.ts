/**
 * Finds the end of one JSON value, an object or an array, in text that arrives in pieces; also of values that are nearly
 * JSON, such as Python's. Text before the value is skipped. A value that lacks its end is over, too, before a paragraph
 * that begins with a letter.
 */
export class JsonEnd {
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  /** The number of line breaks in the white space at the end of the text so far. */
  #breaks = 0;

  /** Reads more text. @returns the index behind the value's end in `text`; -1 while the value goes on */
  read(text: string): number {
    for (let at = 0; at < text.length; at++) {
      const unit = text[at]!;
      if (this.#isString) this.#readInString(unit);
      else if (this.#isNewParagraph(unit)) return at;
      else if (this.#readMark(unit)) return at + 1;
    }
    return -1;
  }

  #readInString(unit: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (unit === '\\') this.#isEscaped = true;
    else if (unit === '"') this.#isString = false;
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
    if (unit === '"') this.#isString = this.#depth > 0;
    else if (unit === '{' || unit === '[') this.#depth++;
    else if (unit === '}' || unit === ']') return this.#depth > 0 && --this.#depth === 0;
    return false;
  }
}
