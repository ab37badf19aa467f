import type { AnswerEvent, AnswerProblem } from './answer-events.js';
import { AnswerObject } from './answer-object.js';
import { AnswerText, isBlank } from './answer-text.js';
import { JsonScanner } from './json-scanner.js';
import { judgeOpening, type OpeningPlace } from './object-opening.js';

/** The most white space that is held until the text after it arrives, UTF-16 units. */
const MAX_BLANK = 1_024;

interface OpenObject {
  readonly scanner: JsonScanner;
  readonly object: AnswerObject;
}

/**
 * Parses a model's answer while it is being written. The answer is plain text, or objects
 * `{session_id, command, args, text}` with or without a code fence, or a mixture of both. Text is emitted as soon as it
 * is certain, a command when its object is complete. The parser accepts any answer without throwing, and the text it
 * holds is bounded. It reads unit by unit, so any chunking gives the same result.
 *
 * The line break that ends a line of plain text is emitted with the line, so that the line's last sentence need not
 * wait. Further white space is held until the text after it arrives, and is dropped before an object.
 */
export class AnswerParser {
  readonly #text = new AnswerText();
  readonly #reported = new Set<AnswerProblem>();
  #open: OpenObject | undefined;
  /** The place, if an object may open here; undefined within a line of plain text. */
  #place: OpeningPlace | undefined = 'answer';
  /** The white space at the start of a line. `#held` is the text after it that may open an object. */
  #blank = '';
  #held = '';
  /** Tells whether the code fence of an object is open. */
  #fenced = false;
  #acceptsCommand = true;

  /** Reads the next piece of the answer, of any length, and returns the events that are certain now. */
  push(piece: string): readonly AnswerEvent[] {
    this.#readAll(piece);
    return this.#text.take(false);
  }

  /** Ends the answer and returns its last events. No other call may follow. */
  end(): readonly AnswerEvent[] {
    if (this.#open) {
      this.#open.scanner.end();
      this.#endObject(this.#open);
    } else if (!this.#fenced || !/^`{3,}$/.test(this.#held)) {
      this.#write(this.#blank + this.#held);
    }
    return this.#text.take(true);
  }

  #readAll(text: string): void {
    for (let i = 0; i < text.length; ) {
      if (this.#open || this.#place) {
        this.#read(text[i++]!);
      } else {
        // Most answers are plain text, so the rest of a line is written in one step.
        const end = text.indexOf('\n', i) + 1 || text.length;
        this.#write(text.slice(i, end));
        i = end;
      }
    }
  }

  #read(unit: string): void {
    if (this.#open) {
      this.#open.scanner.read(unit);
      if (this.#open.scanner.ending) this.#endObject(this.#open);
    } else if (this.#place) {
      this.#readOpening(unit, this.#place);
    } else {
      this.#write(unit);
    }
  }

  #write(text: string): void {
    this.#text.write(text);
    this.#place = text.endsWith('\n') ? 'line' : undefined;
  }

  #readOpening(unit: string, place: OpeningPlace): void {
    if (this.#held !== '' || !(isBlank(unit) || isExtraBracket(unit, place))) this.#hold(unit, place);
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
      this.#read(unit);
    } else {
      const verdict = judgeOpening(this.#held, place);
      if (verdict === 'open') this.#startObject();
      else if (verdict === 'plain') this.#writeHeldText();
    }
  }

  /** Writes the held text as plain text. After a line break in it, an object may still open. */
  #writeHeldText(): void {
    const held = this.#held;
    const line = held.lastIndexOf('\n') + 1;
    const plain = this.#blank + (line === 0 ? held : held.slice(0, line));
    this.#blank = '';
    this.#held = '';
    this.#write(plain);
    if (line > 0) this.#readAll(held.slice(line));
  }

  #startObject(): void {
    const held = this.#held;
    this.#fenced ||= held.startsWith('`');
    const object = new AnswerObject(this.#text);
    this.#open = { object, scanner: new JsonScanner(object, this.#fenced) };
    this.#readAll(held.startsWith(',') ? `{${held.slice(1)}` : held.slice(held.indexOf('{')));
  }

  #endObject({ object, scanner }: OpenObject): void {
    const { problem, command } = object.finish(scanner.broken);
    if (problem) this.#report(problem);
    if (command && this.#acceptsCommand) this.#text.add({ type: 'command', command });
    else if (command) this.#report('second_command');
    this.#acceptsCommand = false;
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
}

/** Returns true for an extra closing bracket after an object, which is not spoken. */
function isExtraBracket(unit: string, place: OpeningPlace): boolean {
  return place === 'object' && (unit === '}' || unit === ']');
}
