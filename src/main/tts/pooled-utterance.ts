import { NexyError } from '../../shared/errors.js';
import type { StartedTask } from '../pool/worker-pool.js';
import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';
import { FrameQueue } from './utterance.js';

/** A sentence's way through a pool. */
export interface PooledSentence<Result> {
  /**
   * Starts the task.
   * @param queued stops the wait for a slot. It never reaches a running task: that is stopped by its cancel word, which keeps the
   * thread and all that is warm in it
   */
  begin(push: (frame: Frame) => void, queued: AbortSignal): Promise<StartedTask<Result>>;
  /** @throws NexyError when the result is a failure */
  endOf(result: Result): UtteranceEnd;
}

/** One sentence, spoken as one task of a pool; `signal` stops it. */
export function pooledUtterance<Result>(sentence: PooledSentence<Result>, signal: AbortSignal): Utterance {
  const queued = new AbortController();
  let cancelRunning: (() => void) | undefined;

  const run = async (push: (frame: Frame) => void): Promise<UtteranceEnd> => {
    const started = await sentence.begin(push, queued.signal);
    cancelRunning = started.cancel;
    if (queued.signal.aborted) started.cancel();
    return sentence.endOf(await started.result);
  };
  const stop = (): void => {
    queued.abort(new NexyError('cancelled_by_user'));
    cancelRunning?.();
  };
  return new FrameQueue(run, stop, signal);
}
