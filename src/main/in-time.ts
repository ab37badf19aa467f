/** What work ends with that took too long. */
export const LATE = Symbol('late');

/**
 * Does work for at most `timeoutMs`, and no longer than until `signal` fires. Work is told by its own signal that it
 * is over, but not waited for: what it still comes to, a failure too, is nobody's.
 *
 * @throws LATE, the signal's reason, or what the work threw
 */
export async function inTime<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const patience = new AbortController();
  const onAbort = (): void => patience.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => patience.abort(LATE), timeoutMs);
  try {
    return await new Promise((resolve, reject) => {
      patience.signal.addEventListener('abort', () => reject(patience.signal.reason), { once: true });
      work(patience.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Waits for `work` for at most `timeoutMs`. What comes of it later, a failure too, is ignored.
 * @returns false = it was late
 * @throws what the work threw in time
 */
export async function settledWithin(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
