import { NexyError } from '../../shared/errors.js';
import type { ScreenshotResult } from '../../shared/task-messages.js';
import { inTime, LATE } from '../in-time.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { PictureOutcome, Pictures } from '../turn/services.js';

/** Pictures by the screenshot pool. */
export class WorkerPictures implements Pictures {
  readonly #pool: WorkerPool;
  readonly #timeoutMs: number;

  /** @param timeoutMs how long a screenshot may take, the wait for a thread included */
  constructor(pool: WorkerPool, timeoutMs: number) {
    this.#pool = pool;
    this.#timeoutMs = timeoutMs;
  }

  async prepare(screenshot: Uint8Array, signal: AbortSignal): Promise<PictureOutcome> {
    try {
      return outcomeOf(await inTime(this.#timeoutMs, signal, (late) => this.#run(screenshot, late)));
    } catch (cause) {
      signal.throwIfAborted();
      return { outcome: 'failed', reason: reasonOf(cause) };
    }
  }

  /** @param signal ends the wait for a thread; it never reaches a running task, which is told, and left to end by itself */
  async #run(screenshot: Uint8Array, signal: AbortSignal): Promise<ScreenshotResult> {
    const started = await this.#pool.start('screenshot', { base64: inSharedMemory(screenshot) }, { signal });
    if (signal.aborted) started.cancel();
    else signal.addEventListener('abort', started.cancel, { once: true });
    return await started.result;
  }
}

/** The one copy of a screenshot: workers read it where it is. */
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

/** For the log. */
function reasonOf(cause: unknown): string {
  if (cause === LATE) return 'timeout';
  // Too many wait, the worker failed, or the pool is closed.
  return cause instanceof NexyError ? cause.type : 'internal';
}
