import type { JsonEnd } from './json-end.js';
import type { TagPlace } from './text-tail.js';

/** A part of the answer that is not shown. */
export interface Hidden {
  /** `other_text`: the result of a call, or the message of another speaker. `rest`: all that follows the answer. */
  readonly kind: 'call' | 'thought' | 'other_text' | 'rest';
  /** The name of the tag that closes it; empty when no tag of that name does. */
  readonly name: string;
  /** The JSON with whose end it ends, too. */
  readonly json: JsonEnd | undefined;
}

/**
 * The decision about a tag: it is text; it waits for the text behind it; or it is removed up to `end`, perhaps with all
 * that follows.
 */
export type TagVerdict = 'text' | 'wait' | { readonly end: number; readonly hidden?: Hidden };

/** The surroundings of a tag. */
export interface TagContext {
  /** The text in which the tag was found. */
  readonly text: string;
  /** Tells whether no text follows that text. */
  readonly isLast: boolean;
  readonly place: TagPlace;
  readonly isAfterMarkup: boolean;
  readonly isAfterColon: boolean;
  readonly isSentenceEnd: boolean;
  /** Tells whether the answer has text so far. */
  readonly hasText: boolean;
}
