import type { AnswerEvent, AnswerProblem } from './answer-events.js';
import { AnswerObject } from './answer-object.js';
import { AnswerText, isBlank } from './answer-text.js';
import { JsonScanner } from './json-scanner.js';
import { judgeOpening, type OpeningPlace } from './object-opening.js';

/** UTF-16 units of white space that may wait for what they lead to. */
const MAX_BLANK = 1_024;

interface OpenObject {
  readonly scanner: JsonScanner;
  readonly object: AnswerObject;
}

/**
 * Reads a model's answer while it is being written: plain text, or an object `{session_id, command, args, text}`, in a code
 * fence or not, or both in turn. Text comes out as soon as it is certain, the command when its object is whole. Whatever the
 * answer is, nothing throws, and what is held is bounded. It goes unit by unit, so any chunking gives the same result.
 *
 * The line break that ends a line of plain text goes out with it, so that its last sentence need not wait; further white space
 * waits for what it leads to, and is left out in front of an object.
 */
export class AnswerParser {
  readonly #text = new AnswerText();
  readonly #told = new Set<AnswerProblem>();
  #open: OpenObject | undefined;
  /** Where an object may open here; undefined = within a line of plain text. */
  #place: OpeningPlace | undefined = 'answer';
  /** White space at the start of a line, and after it what may open an object. */
  #blank = '';
  #held = '';
  /** An object's fence is open. */
  #fenced = false;
  #mayCommand = true;

  /** More of the answer, as much as there is. */
  push(piece: string): readonly AnswerEvent[] {
    this.#readAll(piece);
    return this.#text.take(false);
  }

  /** The answer has ended; the last call. */
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
        // The rest of a line of plain text is what most answers are.
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
    if (this.#held !== '' || !(isBlank(unit) || isLeftOver(unit, place))) this.#hold(unit, place);
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
      else if (verdict === 'plain') this.#stayPlain();
    }
  }

  /** What is held is plain text; after a line break in it an object may still open. */
  #stayPlain(): void {
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
    if (problem) this.#tell(problem);
    if (command && this.#mayCommand) this.#text.add({ type: 'command', command });
    else if (command) this.#tell('second_command');
    this.#mayCommand = false;
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

  #tell(problem: AnswerProblem): void {
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    this.#text.add({ type: 'problem', problem });
  }
}

/** A closing bracket too many, behind an object: nothing to be read out. */
function isLeftOver(unit: string, place: OpeningPlace): boolean {
  return place === 'object' && (unit === '}' || unit === ']');
}
