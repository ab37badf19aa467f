import { isFormulaLine, spokenFormula } from './formulas.js';

/** A formula that is open over several lines or sentences: "\[" and "\]" stand on lines of their own. */
export class FormulaBlock {
  readonly #closing: string;
  #isNamed = false;

  constructor(closing: string) {
    this.#closing = closing;
  }

  /**
   * Divides a line at the formula's end.
   * @returns the line's part of the formula, and the text after the formula; `rest` is undefined when the formula goes on. A line of
   * prose belongs to no formula: its closing was forgotten.
   */
  divide(line: string): { latex: string; rest: string | undefined } {
    const end = line.indexOf(this.#closing);
    if (end >= 0) return { latex: line.slice(0, end), rest: line.slice(end + this.#closing.length) };
    return isFormulaLine(line) ? { latex: line, rest: undefined } : { latex: '', rest: line };
  }

  /**
   * Returns the parts to say for lines of the formula: their text if they can be read out, else one empty part, which stands for the
   * word "formula". Each formula is named once.
   */
  partsOf(latex: string): readonly string[] {
    if (latex.trim() === '') return [];
    const spoken = spokenFormula(latex);
    if (spoken !== undefined) return spoken === '' ? [] : [spoken];
    if (this.#isNamed) return [];
    this.#isNamed = true;
    return [''];
  }
}
