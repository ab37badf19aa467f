/** The reason with which work ends that took longer than its timeout. */
export const TIMED_OUT = Symbol('timed out');

/**
 * Runs `work` with a timeout, and no longer than until `signal` fires; a late result or error is ignored. The signal that `work` gets
 * fires in both cases.
 *
 * @throws TIMED_OUT, the signal's reason, or the error of the work
 */
export async function withTimeout<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const timeoutController = new AbortController();
  const onAbort = (): void => timeoutController.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => timeoutController.abort(TIMED_OUT), timeoutMs);
  try {
    return await unlessAborted(work(timeoutController.signal), timeoutController.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Waits for `work` for at most `timeoutMs`; a late result or error is ignored.
 * @returns false when the timeout came first
 * @throws the error of the work, when it came in time
 */
export async function settledWithin(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const timeoutController = new AbortController();
  const timer = setTimeout(() => timeoutController.abort(TIMED_OUT), timeoutMs);
  try {
    await unlessAborted(work, timeoutController.signal);
    return true;
  } catch (cause) {
    if (cause === TIMED_OUT) return false;
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `promise` until `signal` fires; then its reason is thrown at once, and a late result or error is ignored. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
