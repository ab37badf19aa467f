import type { AnswerEvent } from './answer-events.js';

/** Whether a text is white space; the byte order mark is. */
export const isBlank = (text: string): boolean => text.trim() === '';

/** Where an answer's events come together: plain text and the texts of objects become one text. */
export class AnswerText {
  #events: AnswerEvent[] = [];
  #pending = '';
  #last = '';
  #spoken = false;
  #apart = false;

  /** What follows is a part of its own: where words came before, a line break takes the place of its leading white space. */
  startPart(): void {
    this.#apart = this.#spoken;
  }

  write(text: string): void {
    const more = this.#apart ? text.trimStart() : text;
    if (more === '') return;
    if (this.#apart && this.#last !== '\n') this.#pending += '\n';
    this.#apart = false;
    this.#spoken ||= !isBlank(more);
    this.#pending += more;
    this.#last = more.at(-1)!;
  }

  /** Adds an event after the text so far. */
  add(event: AnswerEvent): void {
    this.#flush(this.#pending.length);
    this.#events.push(event);
  }

  /** The events since the last call. Half a character waits for its second half, unless nothing more comes. */
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
