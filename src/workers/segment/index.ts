import { nextBoundary } from './boundary.js';
import { CLOSER, EVENTS, INVISIBLE, isClosing, isSpace, isTerminatorEvent, propertiesOf } from './characters.js';
import { languagesFor } from './languages.js';
import { newScan, startSegment } from './scan.js';

export { mayHoldBoundary } from './may-hold.js';

export interface SegmentOptions {
  /** BCP-47 language, e.g. 'ru' or 'en-US'; undefined = by the script of the text (Latin -> en rules, Cyrillic -> ru, ...). */
  readonly language?: string | undefined;
  /** No more text follows. */
  readonly final: boolean;
  /** The text starts the answer, so its first segment may be cut at a clause mark. Only used with firstClauseMinChars > 0. */
  readonly first: boolean;
  /**
   * 0 = never cut at a clause. Otherwise the answer's first sentence may be cut after a clause mark (comma, semicolon, colon, dash
   * with spaces, CJK and Arabic commas ...) once at least this many UTF-16 units stand before it.
   */
  readonly firstClauseMinChars: number;
  /**
   * A segment never grows beyond this many UTF-16 units (at least 2, to hold any character); Infinity = unbounded. Cut at the last
   * clause mark, else the last white space, else before the limit. Only what closes a final text may go beyond.
   */
  readonly maxChars: number;
}

/** Segments are raw slices of `text`, adjacent, starting at 0; joining them and `text.slice(consumed)` gives `text` back. */
export interface SegmentBatch {
  readonly segments: string[];
  readonly consumed: number;
}

/**
 * Cuts off the front of `text` what is certain to be a sentence whatever follows, or all of it if `final`.
 *
 * Stateless: the caller keeps `text.slice(consumed)` and puts it before what arrives next, with `first` until there was a segment.
 * However the text is chunked, the segments are the same. A segment takes one white space after it, more lead the next one. White
 * space and closing marks are no segment of their own: at the end they join the last segment of the batch, if there is one;
 * otherwise `consumed` is 0. Rules: src/workers/segment/rules.
 */
export function segmentBatch(text: string, options: SegmentOptions): SegmentBatch {
  const { final, maxChars } = options;
  const segments: string[] = [];
  if (final && isClosingOnly(text, 0)) return { segments, consumed: 0 };

  const max = Math.max(2, maxChars);
  const scan = newScan(text, final, languagesFor(options.language));
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

/** The sentences of a whole text, trimmed, none of them empty. Language as in SegmentOptions. */
export function segmentText(text: string, language?: string): string[] {
  const options = { language, final: true, first: false, firstClauseMinChars: 0, maxChars: Number.POSITIVE_INFINITY };
  const { segments } = segmentBatch(text, options);
  return segments.map((segment) => segment.trim()).filter((segment) => segment !== '');
}

/** Whether text[start ...] is white space and marks that close a sentence. */
function isClosingOnly(text: string, start: number): boolean {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const event = EVENTS[code]!;
    const closes = event === CLOSER || isTerminatorEvent(event) || isClosing(code);
    if (!closes && !isSpace(code) && (propertiesOf(code) & INVISIBLE) === 0) return false;
  }
  return true;
}
