import type { Config } from '../../shared/config/schema.js';
import type { PhraseLengths } from '../../text/phrase-end.js';

/** The wait of the other turns, ms, up to which no sentence is cut for them: about two sentences. */
const CALM_MS = 20;
/** The wait from which the first pieces are as short as possible, ms. */
const BUSY_MS = 200;

const WHOLE: PhraseLengths = { clauseChars: Number.POSITIVE_INFINITY, phraseChars: Number.POSITIVE_INFINITY };

/**
 * Returns the shortest first piece of a sentence that is due. The longer other turns wait for their first audio, the
 * shorter it may be, so that they are spoken sooner. At first only a clause mark ends it; when the wait is long, it ends
 * before a phrase, too.
 *
 * @param othersWaitMs returns the time for which the other turns wait, ms; not called when no sentence is ever cut
 */
export function firstPieceLengths(
  othersWaitMs: () => number,
  { first_clause_min_chars: calmChars, first_clause_busy_chars: busyChars }: Config['tts'],
): PhraseLengths {
  if (calmChars === 0 || busyChars === 0) return WHOLE;
  const waitMs = othersWaitMs();
  if (waitMs <= CALM_MS) return WHOLE;
  const share = Math.min(1, (waitMs - CALM_MS) / (BUSY_MS - CALM_MS));
  const clauseChars = calmChars - share * Math.max(0, calmChars - busyChars);
  return { clauseChars, phraseChars: share === 1 ? clauseChars : WHOLE.phraseChars };
}
