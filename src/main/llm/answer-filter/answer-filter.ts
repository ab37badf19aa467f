import { LabelFilter } from './label-filter.js';
import { MarkupFilter } from './markup-filter.js';
import { ThoughtFilter } from './thought-filter.js';

/**
 * Removes from a model's answer all that is not for its user, while the answer arrives: thoughts, the markup of
 * protocols, and notes with labels. See `ThoughtFilter`, `MarkupFilter` and `LabelFilter`.
 */
export class AnswerFilter {
  readonly #thoughts: ThoughtFilter;
  readonly #markup = new MarkupFilter();
  readonly #labels = new LabelFilter();

  /** @param startsInThought true when the model's template opens a thought before the answer */
  constructor(startsInThought: boolean) {
    this.#thoughts = new ThoughtFilter(startsInThought);
  }

  /** Tells whether the answer had a thought so far. */
  get hadThought(): boolean {
    return this.#thoughts.hadThought || this.#markup.hadThought;
  }

  /** Tells whether the answer ended a thought that no tag of it had opened (see `ThoughtFilter`). */
  get endsTemplateThought(): boolean {
    return this.#thoughts.endsTemplateThought;
  }

  /** Tells whether the answer has ended, even if the model goes on. */
  get isOver(): boolean {
    return this.#markup.isOver || this.#labels.isOver;
  }

  /** Reads more of the answer. */
  read(piece: string): void {
    // A tag behind the answer says nothing about thoughts.
    if (!this.isOver) this.#thoughts.read(piece);
  }

  /** Returns the text to show of all that was read since the last call. It begins with text other than white space. */
  take(): string {
    return this.#labels.read(this.#markup.read(this.#thoughts.take()));
  }

  /** Ends the answer; returns the rest of the text to show. */
  end(): string {
    const text = this.#markup.read(this.#thoughts.end()) + this.#markup.end();
    return this.#labels.read(text) + this.#labels.end();
  }
}
