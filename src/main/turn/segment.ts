import type { Stall } from '../../text/segment/index.js';
import type { Segmenter } from './services.js';
import { TimedSource } from './timed-source.js';

/** A mark that ends a sentence, with the brackets, quotes and emphasis marks after it, at the end of a text. */
const SENTENCE_END = /[.!?…。！？｡।؟۔][\p{Pe}\p{Pf}"'*_]*\s*$/u;

/** The long stall in short ones: half of a number or an address that is still being written is worse than a short silence. */
const LONG_STALL = 4;

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

  function* due(): Generator<Action, void, undefined> {
    if (!first) yield* held.splice(0);
  }
  async function* cut(final: boolean, stall?: Stall): AsyncGenerator<string | Action, void, undefined> {
    const { segments, consumed } = await segmenting.segment(
      { text: pending, language: language(), final, stall, first },
      signal,
    );
    pending = pending.slice(consumed);
    if (segments.length > 0) first = false;
    yield* segments;
    yield* due();
  }
  const mayEnd = (): boolean => waitMs > 0 && segmenting.stalls?.mayEndSentence(pending) === true;
  async function* cutInStalls(): AsyncGenerator<string | Action, void, undefined> {
    if (await source.comesWithin(waitMs, signal)) return;
    yield* cut(false, 'short');
    if (!mayEnd() || (await source.comesWithin(waitMs * (LONG_STALL - 1), signal))) return;
    yield* cut(false, 'long');
  }

  try {
    for (;;) {
      if (mayEnd()) yield* cutInStalls();
      const { done, value: part } = await source.next();
      if (done) break;
      if (typeof part === 'string') {
        const decides = segmenting.mayCompleteBoundary(part, pending);
        pending += part;
        if (decides) yield* cut(false);
      } else {
        held.push(part);
        yield* due();
      }
    }
  } catch (cause) {
    if (!signal.aborted && SENTENCE_END.test(pending)) yield* cut(true);
    throw cause;
  } finally {
    await source.close();
  }
  if (pending !== '') yield* cut(true);
  // An answer that consists only of marks contains no sentence, but it is still shown.
  if (pending.trim() !== '') yield pending;
  yield* held;
}
