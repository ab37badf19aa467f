import type { Stall } from '../../text/segment/index.js';
import type { Segmenter } from './services.js';
import { TimedSource } from './timed-source.js';

/** A mark that ends a sentence, with the brackets, quotes and emphasis marks after it, at the end of a text. */
const SENTENCE_END = /[.!?…。！？｡।؟۔][\p{Pe}\p{Pf}"'*_]*\s*$/u;

/**
 * The stalls after which a text is examined again, with the wait for each, in short stalls. The long one lasts four: half of a number
 * or an address that is still being written is worse than a short silence.
 */
const STALLS: readonly { readonly stall: Stall; readonly waits: number }[] = [
  { stall: 'short', waits: 1 },
  { stall: 'long', waits: 3 },
];

/**
 * Cuts the answer into sentences while it is being written. Text is examined when it may complete a boundary, and at
 * the end: once a sentence, not once a token. A sentence that may be complete does not wait for more text when there is
 * a stall after it. The sentences, joined, are the answer. An action passes at once, but never before the first
 * sentence, if there is one. An answer that fails ends with its last complete sentence; the text after it is dropped.
 */
export async function* segment<Action extends object = never>(
  answer: AsyncIterable<string | Action>,
  segmenting: Segmenter,
  language: () => string | undefined,
  signal: AbortSignal,
): AsyncGenerator<string | Action, void, undefined> {
  const source = new TimedSource(answer);
  const waitMs = segmenting.stalls?.waitMs() ?? 0;
  let pending = '';
  let first = true;
  const held: Action[] = [];

  // No generator is declared in here: its map would keep the turn alive until a full collection (docs/decisions/024).
  const due = (): Action[] => (first ? [] : held.splice(0));
  const cut = async (final: boolean, stall?: Stall): Promise<(string | Action)[]> => {
    const { segments, consumed } = await segmenting.segment(
      { text: pending, language: language(), final, stall, first },
      signal,
    );
    pending = pending.slice(consumed);
    if (segments.length > 0) first = false;
    return [...segments, ...due()];
  };
  const mayEnd = (): boolean => waitMs > 0 && segmenting.stalls?.mayEndSentence(pending) === true;

  try {
    for (;;) {
      for (const { stall, waits } of STALLS) {
        if (!mayEnd() || (await source.comesWithin(waits * waitMs, signal))) break;
        for (const item of await cut(false, stall)) yield item;
      }
      const { done, value: part } = await source.next();
      if (done) break;
      if (typeof part === 'string') {
        const decides = segmenting.mayCompleteBoundary(part, pending);
        pending += part;
        if (decides) for (const item of await cut(false)) yield item;
      } else {
        held.push(part);
        for (const action of due()) yield action;
      }
    }
  } catch (cause) {
    if (!signal.aborted && SENTENCE_END.test(pending)) yield* await cut(true);
    throw cause;
  } finally {
    await source.close();
  }
  if (pending !== '') yield* await cut(true);
  // An answer that consists only of marks contains no sentence, but it is still shown.
  if (pending.trim() !== '') yield pending;
  yield* held;
}
