import type { AnswerProblem, AssistantCommand } from './answer-events.js';
import { type AnswerText, isBlank } from './answer-text.js';
import { type JsonListener, MAX_HELD_UNITS } from './json-scanner.js';
import { isField, isTextField, isUnspokenField } from './object-fields.js';
import { isCallField } from './tool-call.js';

/** The longest value of the field `action` that is kept, UTF-16 units. */
const MAX_ACTION = 64;

/** The result of an object, besides its text. */
export interface ObjectResult {
  readonly problem: AnswerProblem | undefined;
  readonly command: AssistantCommand | undefined;
}

/**
 * Listens to the scanner of one object `{session_id, command, args, text}` of an answer. It passes `text` on while it
 * arrives, and keeps `command` and `args` until the object is known to be complete. If a key comes twice, its first
 * value counts.
 */
export class AnswerObject implements JsonListener {
  readonly #text: AnswerText;
  /** The values of `command` and `args`, as JSON. */
  readonly #sources = new Map<string, string>();
  #field = '';
  #keeping = false;
  #tooLong = false;
  #speaking = false;
  #hasText = false;
  #spoken = false;
  /** The text of another field, for an object that has no `text`. */
  #otherText = '';
  #isOtherText = false;
  /** The tool that the object calls by its field `action`, cut to `MAX_ACTION`. */
  #action = '';
  /** Tells whether the object is a call of a tool, which has no words for the user. */
  #isCall = false;
  /** The other words of the object, which are spoken when the object is broken and nothing of `text` was spoken. */
  #words = '';

  constructor(text: AnswerText) {
    this.#text = text;
  }

  field(name: string): void {
    this.#field = name;
    this.#isCall ||= isCallField(name);
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
      this.#isOtherText = depth === 1 && this.#otherText === '' && isTextField(this.#field, this.#action);
      this.#keepWords(' ');
    }
  }

  unit(unit: string): void {
    if (this.#speaking) {
      this.#spoken ||= !isBlank(unit);
      this.#text.write(unit);
    } else {
      if (this.#field === 'action' && this.#action.length < MAX_ACTION) this.#action += unit;
      if (this.#isOtherText && this.#otherText.length < MAX_HELD_UNITS) this.#otherText += unit;
      this.#keepWords(unit);
    }
  }

  word(word: string): void {
    const isJson = isField(word) || word === 'null' || word === 'true' || word === 'false';
    if (!isJson) this.#keepWords(` ${word}`);
  }

  /** Ends the object. @param broken true when its scanner found it broken */
  finish(broken: boolean): ObjectResult {
    if (!broken && !this.#tooLong) {
      if (!this.#hasText && !this.#isCall) this.#speakOtherText();
      return { problem: this.#hasText ? undefined : 'missing_text', command: this.#command() };
    }
    if (!this.#spoken && !this.#isCall) this.#speakWords();
    return { problem: 'broken_json', command: undefined };
  }

  #keepWords(text: string): void {
    if (this.#spoken || isUnspokenField(this.#field) || this.#words.length >= MAX_HELD_UNITS) return;
    this.#words += text;
  }

  #speakOtherText(): void {
    if (isBlank(this.#otherText)) return;
    this.#text.startPart();
    this.#text.write(this.#otherText);
  }

  #speakWords(): void {
    // An extra quote turns the marks between two strings into a string.
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
