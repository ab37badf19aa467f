import { CodeSpans } from '../../../text/code-spans.js';
import type { AnswerEvent, AnswerProblem } from './answer-events.js';
import { AnswerObject } from './answer-object.js';
import { AnswerText, END_UNITS, isBlank } from './answer-text.js';
import { JsonScanner } from './json-scanner.js';
import {
  judgeObject,
  mayOpenObject,
  mayStartKey,
  mayWrapObject,
  type ObjectOpening,
  type OpeningPlace,
  wordStart,
} from './object-opening.js';

const TICKS = /^`*/;
/** The fewest backticks of a code fence. */
const FENCE_TICKS = 3;
const LINE_BREAK = 0x0a;
const BACKTICK = 0x60;
const BRACE_UNIT = 0x7b;
/** Matches punctuation behind an object, which separates it from the text that follows. */
const SEPARATOR = /^[,;.](?:\s+|$)/;
/** An opening at a brace. */
const BRACE: ObjectOpening = { index: 0, isFenced: false, closers: '' };
/** The most white space that is held until the text after it arrives, UTF-16 units. */
const MAX_BLANK = 1_024;

interface OpenObject {
  readonly scanner: JsonScanner;
  readonly object: AnswerObject;
}

/**
 * Parses a model's answer while it is being written. The answer is plain text, or objects
 * `{session_id, command, args, text}` with or without a code fence, or a mixture of both: an object may open at the start
 * of any word, but not within code, in backticks. Text is emitted as soon as it is certain, a command when its object is
 * complete. The parser accepts any answer without throwing, and the text it holds is bounded. Its decisions depend on the
 * units of the answer alone, so any chunking gives the same result.
 *
 * The line break that ends a line of plain text is emitted with the line, so that the line's last sentence need not
 * wait. Further white space is held until the text after it arrives, and is dropped before an object.
 */
export class AnswerParser {
  readonly #text = new AnswerText();
  readonly #code = new CodeSpans();
  readonly #reported = new Set<AnswerProblem>();
  #open: OpenObject | undefined;
  /** The place, if an object may open here; undefined within a line of plain text, and within code. */
  #place: OpeningPlace | undefined = 'answer';
  /** The white space at the start of a line. `#held` is the text after it that may open an object. */
  #blank = '';
  #held = '';
  /** Tells whether the code fence of an object is open. */
  #fenced = false;
  /** The marks that may close the brackets and the quotation marks around the object. */
  #closers = '';
  #acceptsCommand = true;

  /** Reads the next piece of the answer, of any length, and returns the events that are certain now. */
  push(piece: string): readonly AnswerEvent[] {
    this.#readAll(piece);
    return this.#text.take(false);
  }

  /** Ends the answer and returns its last events. No other call may follow. */
  end(): readonly AnswerEvent[] {
    if (!this.#open && this.#place === 'answer' && this.#held.startsWith('{')) this.#startObject(BRACE);
    if (this.#open) {
      this.#open.scanner.end();
      this.#endObject(this.#open);
    } else if (!this.#isHeldMarkup()) {
      this.#write(this.#blank + this.#held);
    }
    return this.#text.take(true);
  }

  /** Tells whether the held text at the answer's end belongs to an object: its fence, or punctuation behind it. */
  #isHeldMarkup(): boolean {
    return (this.#fenced && /^`{3,}$/.test(this.#held)) || (this.#place === 'object' && SEPARATOR.test(this.#held));
  }

  #readAll(text: string): void {
    for (let i = 0; i < text.length; ) {
      const place = this.#place;
      if (this.#open) this.#readObject(this.#open, text[i++]!);
      else if (place && !this.#startsText(text[i]!, place)) this.#readOpening(text[i++]!, place);
      else i = this.#readPlain(text, i);
    }
  }

  /**
   * Writes plain text in one step, because most answers are plain text: up to the end of the line, or up to a mark that
   * may open an object or code. @returns the index up to which it was written
   */
  #readPlain(text: string, from: number): number {
    if (from === 0 && this.#code.isIdle && isPlain(text)) {
      this.#text.write(text);
      return text.length;
    }
    const index = markIndex(text, from);
    const mark = text[index];
    if (mark === '\n') return this.#writePart(text, from, index + 1);
    if (!this.#code.isIdle && mark === '`' && index === from) return this.#writePart(text, from, ticksEnd(text, from));
    // Backticks open code or do not: the unit after them decides.
    if (this.#code.isOpen && this.#code.mayOpen) return this.#writePart(text, from, from + 1);
    if (this.#code.isOpen) return this.#writePart(text, from, mark === '{' ? index + 1 : index);
    const start = mark === '`' ? index : this.#wordStart(text, from, index);
    if (start === undefined) return this.#writePart(text, from, mark === '{' ? index + 1 : index);
    this.#writePart(text, from, start);
    if (mark === '`' && isInlineCode(text, index)) return this.#writePart(text, index, ticksEnd(text, index));
    if (start < text.length) this.#place = 'word';
    return start;
  }

  /**
   * Returns the index of the object that may open with the brace at `brace`, or with brackets and quotation marks at the
   * end of the text; undefined when no word starts there.
   */
  #wordStart(text: string, from: number, brace: number): number | undefined {
    const next = text[brace + 1];
    if (next !== undefined && !mayStartKey(next)) return undefined;
    if (brace === text.length && !mayWrapObject(text.charCodeAt(brace - 1))) return undefined;
    const near = text.slice(Math.max(from, brace - END_UNITS), brace);
    const before = near.length < END_UNITS ? (this.#text.lastUnits + near).slice(-END_UNITS) : near;
    const start = wordStart(before, brace);
    return start === undefined ? undefined : Math.max(start, from);
  }

  #writePart(text: string, from: number, to: number): number {
    if (to > from) this.#write(text.slice(from, to));
    return to;
  }

  #readObject(open: OpenObject, unit: string): void {
    open.scanner.read(unit);
    if (open.scanner.ending) this.#endObject(open);
  }

  #write(text: string): void {
    if (!this.#code.isIdle || text.charCodeAt(0) === BACKTICK) this.#readCode(text);
    this.#text.write(text);
    const isLineEnd = text.charCodeAt(text.length - 1) === LINE_BREAK;
    this.#place = isLineEnd && !this.#code.isOpen ? 'line' : undefined;
  }

  #readCode(text: string): void {
    // Text outside of code is not read until a backtick comes; then the unit before it counts.
    if (this.#code.isIdle) this.#code.read(this.#text.lastUnits.slice(-1));
    this.#code.read(text);
  }

  /** Tells whether plain text begins with a unit, because no opening does; then the white space before it is text, too. */
  #startsText(unit: string, place: OpeningPlace): boolean {
    if (this.#held !== '' || mayOpenObject(unit) || isBlank(unit) || this.#isExtraBracket(unit, place)) return false;
    if (this.#blank !== '') this.#write(this.#blank);
    this.#blank = '';
    this.#place = undefined;
    return true;
  }

  #readOpening(unit: string, place: OpeningPlace): void {
    if (this.#held !== '' || !(isBlank(unit) || this.#isExtraBracket(unit, place))) this.#hold(unit, place);
    else if (place !== 'object') this.#holdBlank(unit);
  }

  #holdBlank(unit: string): void {
    this.#blank += unit;
    if (this.#blank.length <= MAX_BLANK) return;
    this.#text.write(this.#blank);
    this.#blank = '';
  }

  #hold(unit: string, place: OpeningPlace): void {
    this.#held += unit;
    if (this.#fenced && /^`{3,}[^`]$/.test(this.#held)) {
      this.#fenced = false;
      this.#startPart();
      this.#readAll(unit);
      return;
    }
    const verdict = judgeObject(this.#held, place);
    if (verdict === 'plain') this.#writeHeldText(place);
    else if (verdict !== 'wait') this.#startObject(verdict);
  }

  /** Writes the start of the held text as plain text, and reads the rest again: an object may still open in it. */
  #writeHeldText(place: OpeningPlace): void {
    const held = this.#held;
    const blank = this.#blank;
    this.#blank = '';
    this.#held = '';
    const separator = place === 'object' ? SEPARATOR.exec(held)?.[0].length : undefined;
    if (separator !== undefined && separator < held.length) return void this.#readAll(held.slice(separator));
    const plain = TICKS.exec(held)![0] || held[0]!;
    if (blank !== '') this.#write(blank);
    this.#write(plain);
    this.#readAll(held.slice(plain.length));
  }

  #startObject({ index, isFenced, closers }: ObjectOpening): void {
    const held = this.#held;
    this.#fenced ||= isFenced;
    this.#closers = closers;
    const object = new AnswerObject(this.#text);
    this.#open = { object, scanner: new JsonScanner(object, this.#fenced) };
    this.#readAll(held.startsWith(',') ? `{${held.slice(1)}` : held.slice(index));
  }

  #endObject({ object, scanner }: OpenObject): void {
    const { problem, command } = object.finish(scanner.broken);
    if (problem) this.#report(problem);
    if (command && this.#acceptsCommand) this.#text.add({ type: 'command', command });
    else if (command) this.#report('second_command');
    if (command || scanner.broken) this.#acceptsCommand = false;
    if (scanner.ending === 'fence') this.#fenced = false;
    this.#open = undefined;
    this.#startPart();
  }

  #startPart(): void {
    this.#text.startPart();
    this.#place = 'object';
    this.#blank = '';
    this.#held = '';
  }

  #report(problem: AnswerProblem): void {
    if (this.#reported.has(problem)) return;
    this.#reported.add(problem);
    this.#text.add({ type: 'problem', problem });
  }

  /** Returns true for a closing mark after an object that is not spoken: of what stood around it, or superfluous. */
  #isExtraBracket(unit: string, place: OpeningPlace): boolean {
    return place === 'object' && (unit === '}' || unit === ']' || this.#closers.includes(unit));
  }
}

/** Tells whether a text within a line has no mark that `#readPlain` has to look at. */
const isPlain = (text: string): boolean =>
  markIndex(text, 0) === text.length && !mayWrapObject(text.charCodeAt(text.length - 1));

/** Returns the index of the next line break, or of a mark that may open code or an object; else the text's length. */
function markIndex(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_BREAK || unit === BACKTICK || unit === BRACE_UNIT) return at;
  }
  return text.length;
}

/** Returns the index behind the backticks at `from`. */
function ticksEnd(text: string, from: number): number {
  let end = from;
  while (text[end] === '`') end++;
  return end;
}

/** Tells whether the backticks at `from` are too few for a fence, which is known once another character follows. */
function isInlineCode(text: string, from: number): boolean {
  const end = ticksEnd(text, from);
  return end < text.length && end - from < FENCE_TICKS;
}
