import { NexyError } from '../../shared/errors.js';
import type { ScreenshotResult } from '../../shared/task-messages.js';
import { TIMED_OUT, withTimeout } from '../../shared/timeout.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { PictureOutcome, Pictures } from '../turn/services.js';

/** Prepares pictures in the screenshot pool. */
export class WorkerPictures implements Pictures {
  readonly #pool: WorkerPool;
  readonly #timeoutMs: number;

  /** @param timeoutMs the time that a screenshot may take, ms, including the wait for a thread */
  constructor(pool: WorkerPool, timeoutMs: number) {
    this.#pool = pool;
    this.#timeoutMs = timeoutMs;
  }

  async prepare(screenshot: Uint8Array, signal: AbortSignal): Promise<PictureOutcome> {
    try {
      return outcomeOf(await withTimeout(this.#timeoutMs, signal, (late) => this.#run(screenshot, late)));
    } catch (cause) {
      signal.throwIfAborted();
      return { outcome: 'failed', reason: reasonOf(cause) };
    }
  }

  /** @param signal ends the wait for a thread; a running task gets a request to stop, and ends by itself */
  async #run(screenshot: Uint8Array, signal: AbortSignal): Promise<ScreenshotResult> {
    const started = await this.#pool.start('screenshot', { base64: inSharedMemory(screenshot) }, { signal });
    if (signal.aborted) started.cancel();
    else signal.addEventListener('abort', started.cancel, { once: true });
    return await started.result;
  }
}

/** Copies a screenshot into shared memory, where the workers read it. It is copied only once. */
function inSharedMemory(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return shared;
}

function outcomeOf(result: ScreenshotResult): PictureOutcome {
  if (result.outcome !== 'ready') return result;
  const { bytes, mimeType, width, height } = result;
  return { outcome: 'ready', image: { bytes, mimeType, width, height } };
}

/** Returns the reason of a failure for the log. */
function reasonOf(cause: unknown): string {
  if (cause === TIMED_OUT) return 'timeout';
  // Too many tasks wait, the worker failed, or the pool is closed.
  return cause instanceof NexyError ? cause.type : 'internal';
}
