/**
 * Reads `source` ahead of its consumer, up to `maxAhead` items: the one place where a turn works on what nobody asked for
 * yet. Errors of the source come out in order, after the items before them.
 *
 * @param discard called for items that were read but never taken, when the consumer stops early
 */
export async function* prefetch<T>(
  source: AsyncIterable<T>,
  maxAhead: number,
  discard: (item: T) => void,
): AsyncGenerator<T, void, undefined> {
  const items: T[] = [];
  let ended = false;
  let stopped = false;
  let failure: { cause: unknown } | undefined;
  let wakeConsumer = (): void => {};
  let wakePump = (): void => {};

  const pump = async (): Promise<void> => {
    try {
      for await (const item of source) {
        if (stopped) return discard(item);
        items.push(item);
        wakeConsumer();
        while (items.length >= maxAhead && !stopped) {
          await new Promise<void>((resolve) => {
            wakePump = resolve;
          });
        }
        if (stopped) return;
      }
    } catch (cause) {
      failure = { cause };
    } finally {
      ended = true;
      wakeConsumer();
    }
  };

  // The source ends by the turn's signal, which its owner fires; nothing of the turn runs on after it.
  void pump();
  try {
    for (;;) {
      const item = items.shift();
      if (item !== undefined) {
        wakePump();
        yield item;
      } else if (ended) {
        if (failure) throw failure.cause;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wakeConsumer = resolve;
        });
      }
    }
  } finally {
    stopped = true;
    wakePump();
    for (const item of items.splice(0)) discard(item);
  }
}
