import type { Segmenting } from './services.js';

/**
 * Cuts the answer into sentences while it is being written. Text is looked at when it can have decided a boundary, and at the
 * end: once a sentence, not once a token. The sentences, joined, are the answer.
 */
export async function* segment(
  tokens: AsyncIterable<string>,
  segmenting: Segmenting,
  language: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let pending = '';
  let first = true;

  async function* cut(final: boolean): AsyncGenerator<string, void, undefined> {
    const { segments, consumed } = await segmenting.segment({ text: pending, language, final, first }, signal);
    pending = pending.slice(consumed);
    if (segments.length > 0) first = false;
    yield* segments;
  }

  for await (const token of tokens) {
    const decides = segmenting.mayHoldBoundary(token, pending);
    pending += token;
    if (decides) yield* cut(false);
  }
  if (pending !== '') yield* cut(true);
  // An answer of marks alone holds no sentence; it is shown all the same.
  if (pending.trim() !== '') yield pending;
}
