import { INVISIBLE, isSpace, propertiesOf } from '../character-properties.js';
import { nextBoundary } from './boundary.js';
import { CLOSER, EVENTS, isClosing, isTerminatorEvent } from './characters.js';
import { languagesFor } from './languages.js';
import { newScan, type Stall, startSegment } from './scan.js';

export { mayEndSentence } from './may-end.js';
export { mayHoldBoundary } from './may-hold.js';
export type { Stall } from './scan.js';

export interface SegmentOptions {
  /**
   * The language (BCP 47), e.g. 'ru' or 'en-US'; undefined = by the script of the text (Latin -> en rules, Cyrillic ->
   * ru, ...).
   */
  readonly language?: string | undefined;
  /** Tells whether no more text follows. */
  readonly final: boolean;
  /**
   * The stall after a text that is not final: a sentence that may be complete ends there. An open quotation or bracket, an
   * abbreviation that belongs to the next word ("Dr."), an initial and a list mark ("1.") wait for more text.
   */
  readonly stall?: Stall | undefined;
  /**
   * Tells whether the text starts the answer, so that its first segment may be cut at a clause mark. Only used with
   * firstClauseMinChars > 0.
   */
  readonly first: boolean;
  /**
   * The fewest UTF-16 units before a clause mark (comma, semicolon, colon, dash with spaces, CJK and Arabic commas ...)
   * after which the answer's first sentence may be cut; 0 = never cut at a clause.
   */
  readonly firstClauseMinChars: number;
  /**
   * The longest segment, UTF-16 units (at least 2, to hold any character); Infinity = unbounded. A longer segment is
   * cut at the last clause mark, else the last white space, else before the limit. Only the marks that close a final
   * text may go beyond.
   */
  readonly maxChars: number;
}

/**
 * The segments, as raw slices of `text`, adjacent, starting at 0; joining them and `text.slice(consumed)` gives `text`
 * back.
 */
export interface SegmentBatch {
  readonly segments: string[];
  readonly consumed: number;
}

/**
 * Cuts segments off the front of `text`: the sentences that are certain, independent of the text that follows, or all
 * of the text if `final`.
 *
 * Stateless: the caller keeps `text.slice(consumed)` and puts it before the text that arrives next, with `first` until
 * there was a segment. The segments depend on the stalls, but not on the chunks in which the text arrives. A segment takes one white
 * space after it; further white space leads the next segment. White space and closing marks are no segment of their
 * own: at the end they join the last segment of the batch, if there is one; otherwise `consumed` is 0. Rules:
 * src/text/languages/<tag>/sentences.ts.
 */
export function segmentBatch(text: string, options: SegmentOptions): SegmentBatch {
  const { final, maxChars } = options;
  const segments: string[] = [];
  if (final && isClosingOnly(text, 0)) return { segments, consumed: 0 };

  const max = Math.max(2, maxChars);
  const scan = newScan(text, final, options.stall, languagesFor(options.language));
  const clauses = options.first && options.firstClauseMinChars > 0;
  let start = 0;
  while (start < text.length) {
    startSegment(scan, start, start + max);
    const isFirst = clauses && start === 0;
    const end = nextBoundary(scan, isFirst ? options.firstClauseMinChars : Number.POSITIVE_INFINITY);
    if (end < 0) break;
    segments.push(text.slice(start, end));
    start = end;
  }
  if (final && start < text.length) {
    const tail = text.slice(start);
    if (isClosingOnly(text, start)) segments.push(`${segments.pop() ?? ''}${tail}`);
    else segments.push(tail);
    start = text.length;
  }
  return { segments, consumed: start };
}

/** Returns the sentences of a whole text, trimmed, without empty ones. `language` is as in SegmentOptions. */
export function segmentText(text: string, language?: string): string[] {
  const options = { language, final: true, first: false, firstClauseMinChars: 0, maxChars: Number.POSITIVE_INFINITY };
  const { segments } = segmentBatch(text, options);
  return segments.map((segment) => segment.trim()).filter((segment) => segment !== '');
}

/** Tells whether text[start ...] is only white space and marks that close a sentence. */
function isClosingOnly(text: string, start: number): boolean {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const event = EVENTS[code]!;
    const closes = event === CLOSER || isTerminatorEvent(event) || isClosing(code);
    if (!closes && !isSpace(code) && (propertiesOf(code) & INVISIBLE) === 0) return false;
  }
  return true;
}
