import type { AnswerProblem, AssistantCommand } from './answer-events.js';
import { type AnswerText, isBlank } from './answer-text.js';
import { type JsonListener, MAX_HELD_UNITS } from './json-scanner.js';
import { isField } from './object-fields.js';

/** Whether a field's value is nothing to be read out. */
const isSilent = (field: string): boolean => isField(field) && field !== 'text';

/** What an object comes to, besides its text. */
export interface ObjectResult {
  readonly problem: AnswerProblem | undefined;
  readonly command: AssistantCommand | undefined;
}

/**
 * One object `{session_id, command, args, text}` of an answer, as its scanner tells of it: `text` is spoken while it
 * arrives, command and args are kept until it is known that the object is whole. Of a key that comes twice the first counts.
 */
export class AnswerObject implements JsonListener {
  readonly #text: AnswerText;
  /** JSON of the values of `command` and `args`. */
  readonly #sources = new Map<string, string>();
  #field = '';
  #keeping = false;
  #tooLong = false;
  #speaking = false;
  #hasText = false;
  #spoken = false;
  /** What else could be spoken, should nothing of `text` be. */
  #words = '';

  constructor(text: AnswerText) {
    this.#text = text;
  }

  field(name: string): void {
    this.#field = name;
    this.#keeping = (name === 'command' || name === 'args') && !this.#sources.has(name);
    if (this.#keeping) this.#sources.set(name, '');
  }

  source(text: string): void {
    if (!this.#keeping) return;
    const source = this.#sources.get(this.#field) + text;
    this.#tooLong ||= source.length > MAX_HELD_UNITS;
    this.#keeping = !this.#tooLong;
    this.#sources.set(this.#field, this.#tooLong ? '' : source);
  }

  startString(depth: number): void {
    this.#speaking = depth === 1 && this.#field === 'text' && !this.#hasText;
    if (this.#speaking) {
      this.#hasText = true;
      this.#text.startPart();
    } else {
      this.#keepWords(' ');
    }
  }

  unit(unit: string): void {
    if (this.#speaking) {
      this.#spoken ||= !isBlank(unit);
      this.#text.write(unit);
    } else {
      this.#keepWords(unit);
    }
  }

  word(word: string): void {
    const isJson = isField(word) || word === 'null' || word === 'true' || word === 'false';
    if (!isJson) this.#keepWords(` ${word}`);
  }

  /** The object has ended. @param broken its scanner says so */
  finish(broken: boolean): ObjectResult {
    if (!broken && !this.#tooLong) {
      return { problem: this.#hasText ? undefined : 'missing_text', command: this.#command() };
    }
    if (!this.#spoken) this.#speakWords();
    return { problem: 'broken_json', command: undefined };
  }

  #keepWords(text: string): void {
    if (this.#spoken || isSilent(this.#field) || this.#words.length >= MAX_HELD_UNITS) return;
    this.#words += text;
  }

  #speakWords(): void {
    // A quote too many turns the marks between two strings into a string.
    const words = this.#words.replace(/[\s{}[\]"]+/g, ' ').trim();
    this.#text.startPart();
    this.#text.write(words);
  }

  #command(): AssistantCommand | undefined {
    const name = this.#valueOf('command');
    if (typeof name !== 'string' || name.trim() === '') return undefined;
    const args = this.#valueOf('args');
    return { name: name.trim(), args: isRecord(args) ? args : {} };
  }

  #valueOf(field: 'command' | 'args'): unknown {
    const source = this.#sources.get(field);
    return source === undefined ? undefined : JSON.parse(source);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
