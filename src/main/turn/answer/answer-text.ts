import type { AnswerEvent } from './answer-events.js';

/** Returns true when a text is empty or only white space. The byte order mark counts as white space. */
export const isBlank = (text: string): boolean => text.trim() === '';

/** The number of units before a mark that decide whether an object may open there. */
export const END_UNITS = 3;

/** Collects the events of an answer. Plain text and the texts of objects become one text. */
export class AnswerText {
  #events: AnswerEvent[] = [];
  #pending = '';
  /** The last three pieces of the text. */
  #last = '';
  #secondLast = '';
  #thirdLast = '';
  #spoken = false;
  #startsNewLine = false;

  /** The last `END_UNITS` UTF-16 units of the text. */
  get lastUnits(): string {
    return (this.#thirdLast + this.#secondLast + this.#last).slice(-END_UNITS);
  }

  /** Starts a new part. If words came before, a line break replaces the white space at the start of the new part. */
  startPart(): void {
    this.#startsNewLine = this.#spoken;
  }

  write(text: string): void {
    const more = this.#startsNewLine ? text.trimStart() : text;
    if (more === '') return;
    if (this.#startsNewLine && !this.#last.endsWith('\n')) this.#pending += '\n';
    this.#startsNewLine = false;
    this.#spoken ||= !isBlank(more);
    this.#pending += more;
    this.#thirdLast = this.#secondLast;
    this.#secondLast = this.#last;
    this.#last = more;
  }

  /** Adds an event after the text so far. */
  add(event: AnswerEvent): void {
    this.#flush(this.#pending.length);
    this.#events.push(event);
  }

  /**
   * Returns the events since the last call. A high surrogate waits for its second half, unless `final` says that no
   * text follows.
   */
  take(final: boolean): readonly AnswerEvent[] {
    const halved = !final && /[\ud800-\udbff]$/.test(this.#pending);
    this.#flush(this.#pending.length - (halved ? 1 : 0));
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #flush(length: number): void {
    const text = this.#pending.slice(0, length).toWellFormed();
    this.#pending = this.#pending.slice(length);
    if (text !== '') this.#events.push({ type: 'text', text });
  }
}
