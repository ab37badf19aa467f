/**
 * Yields the items of `source` until `signal` fires; then the signal's reason is thrown at once, even while the source
 * is waiting. The source is closed, but its end is not awaited.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  // Each item has a promise of its own, and one listener rejects the current promise. Racing each item against one
  // promise for the whole turn would keep a reaction, 423 bytes, for every token until the turn ends.
  let rejectCurrent: (reason: unknown) => void = () => {};
  const onAbort = (): void => rejectCurrent(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<T, unknown>>((resolve, reject) => {
        rejectCurrent = reject;
        if (signal.aborted) reject(signal.reason);
        else iterator.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    void iterator.return?.()?.catch(() => {});
  }
}
