/**
 * Returns a function that returns the value of `compute`. The value is computed in the next tick of the event loop, or by
 * the first call if that comes earlier, so that the current tick is not delayed. After an error, the next call computes it
 * again.
 */
export function inNextTick<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined;
  const getValue = (): T => (computed ??= { value: compute() }).value;
  setImmediate(() => {
    try {
      getValue();
    } catch {
      // The call that needs the value throws the error.
    }
  });
  return getValue;
}
