import type { Config } from '../../shared/config/schema.js';
import type { PhraseLengths } from '../../text/phrase-end.js';

/** The wait of the other turns, ms, up to which no sentence is cut for them: about two sentences. */
const CALM_MS = 20;
/** The wait from which the first pieces are as short as possible, ms. */
const BUSY_MS = 200;

/**
 * Returns the shortest first piece of a sentence that is due. The longer the wait for first audio, the shorter it may be: every turn that
 * waits is spoken the sooner. At first only a clause mark ends it; when the wait is long, it ends before a phrase, too.
 *
 * @param waitMs the time for which a new turn would wait for its first audio, ms
 */
export function firstPieceLengths(
  waitMs: number,
  { first_clause_min_chars: calmChars, first_clause_busy_chars: busyChars }: Config['tts'],
): PhraseLengths {
  const never = Number.POSITIVE_INFINITY;
  if (waitMs <= CALM_MS || calmChars === 0 || busyChars === 0) return { clauseChars: never, phraseChars: never };
  const share = Math.min(1, (waitMs - CALM_MS) / (BUSY_MS - CALM_MS));
  const clauseChars = calmChars - share * Math.max(0, calmChars - busyChars);
  return { clauseChars, phraseChars: share === 1 ? clauseChars : never };
}
