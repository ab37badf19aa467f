/**
 * Returns a function that gives the value of `compute`, which is called once: in the next tick of the event loop, or by the
 * first call if that comes earlier. So the work does not delay what this tick still starts.
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
