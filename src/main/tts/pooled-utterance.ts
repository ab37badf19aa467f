import { NexyError } from '../../shared/errors.js';
import type { StartedTask } from '../pool/worker-pool.js';
import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';
import { FrameQueue, type FrameSink } from './frame-queue.js';

/** A sentence, or a piece of a sentence, as a task of a pool. */
export interface PooledSentence<Result> {
  /**
   * Starts the task.
   * @param queueSignal ends the wait for a slot. It never reaches a running task, which is stopped by its cancel word in
   * shared memory: this keeps the thread and its warm state
   * @param madeSamples the samples of the pieces before it (mono)
   */
  begin(push: (frame: Frame) => void, queueSignal: AbortSignal, madeSamples: number): Promise<StartedTask<Result>>;
  /** Returns the end of the sentence for a result. @throws NexyError when the result is a failure */
  endOf(result: Result): UtteranceEnd;
}

/**
 * Speaks a sentence as one task of a pool for each of its pieces, one after the other, until `signal` fires.
 * @param maxHeldSamples the next piece waits until at most this many samples are not taken yet (mono)
 */
export function pooledUtterance<Result>(
  [first, ...others]: readonly [PooledSentence<Result>, ...PooledSentence<Result>[]],
  maxHeldSamples: number,
  signal: AbortSignal,
): Utterance {
  const queued = new AbortController();
  let cancelRunning: (() => void) | undefined;

  const run = async ({ push, drainedTo }: FrameSink): Promise<UtteranceEnd> => {
    const speak = async (piece: PooledSentence<Result>, madeSamples: number): Promise<UtteranceEnd> => {
      const started = await piece.begin(push, queued.signal, madeSamples);
      cancelRunning = started.cancel;
      if (queued.signal.aborted) started.cancel();
      return piece.endOf(await started.result);
    };
    let end = await speak(first, 0);
    for (const piece of others) {
      await drainedTo(maxHeldSamples);
      if (end.outcome === 'cancelled') break;
      end = joined(end, await speak(piece, end.samples));
    }
    return end;
  };
  const stop = (): void => {
    queued.abort(new NexyError('cancelled_by_user'));
    cancelRunning?.();
  };
  return new FrameQueue(run, stop, signal);
}

function joinedScripts(first = '', second = ''): string {
  return [...new Set(`${first} ${second}`.split(' '))].join(' ').trim();
}

/** Joins the ends of two consecutive parts of a sentence. */
function joined(first: UtteranceEnd, second: UtteranceEnd): UtteranceEnd {
  const isSpoken = first.outcome === 'spoken' && second.outcome === 'silent';
  return {
    ...first,
    outcome: isSpoken ? 'spoken' : second.outcome,
    silence: isSpoken || second.outcome === 'spoken' ? undefined : second.silence,
    engine: first.engine ?? second.engine,
    substituted: first.substituted || second.substituted,
    leftOut: joinedScripts(first.leftOut, second.leftOut),
    samples: first.samples + second.samples,
    isCacheable: first.isCacheable !== false && second.isCacheable !== false,
  };
}
