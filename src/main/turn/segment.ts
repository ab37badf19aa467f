import type { Segmenter } from './services.js';

/** A mark that ends a sentence, with the brackets, quotes and emphasis marks after it, at the end of a text. */
const SENTENCE_END = /[.!?…。！？｡।؟۔][\p{Pe}\p{Pf}"'*_]*\s*$/u;

/**
 * Cuts the answer into sentences while it is being written. Text is examined when it may complete a boundary, and at
 * the end: once a sentence, not once a token. The sentences, joined, are the answer. An action passes at once, but
 * never before the first sentence, if there is one. An answer that fails ends with its last complete sentence; the text
 * after it is dropped.
 */
export async function* segment<Action extends object = never>(
  answer: AsyncIterable<string | Action>,
  segmenting: Segmenter,
  language: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<string | Action, void, undefined> {
  let pending = '';
  let first = true;
  const held: Action[] = [];

  async function* cut(final: boolean): AsyncGenerator<string, void, undefined> {
    const { segments, consumed } = await segmenting.segment({ text: pending, language, final, first }, signal);
    pending = pending.slice(consumed);
    if (segments.length > 0) first = false;
    yield* segments;
  }

  try {
    for await (const part of answer) {
      if (typeof part === 'string') {
        const decides = segmenting.mayCompleteBoundary(part, pending);
        pending += part;
        if (decides) yield* cut(false);
      } else {
        held.push(part);
      }
      if (!first) yield* held.splice(0);
    }
  } catch (cause) {
    if (!signal.aborted && SENTENCE_END.test(pending)) yield* cut(true);
    throw cause;
  }
  if (pending !== '') yield* cut(true);
  // An answer that consists only of marks contains no sentence, but it is still shown.
  if (pending.trim() !== '') yield pending;
  yield* held;
}
