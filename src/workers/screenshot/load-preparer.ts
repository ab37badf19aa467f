import type { LoadFailure, WorkerSetup } from '../../shared/task-messages.js';
import type { ScreenshotPreparer } from './preparer.js';

export interface LoadedPreparer {
  /** The preparer; undefined in a thread that prepares no screenshots, and when the decoder could not be loaded. */
  readonly preparer: ScreenshotPreparer | undefined;
  readonly failures: readonly LoadFailure[];
}

/** Loads the decoder and warms it up; only threads that prepare screenshots have it. */
export async function loadPreparer({
  screenshot,
  nice,
}: Pick<WorkerSetup, 'screenshot' | 'nice'>): Promise<LoadedPreparer> {
  if (!screenshot) return { preparer: undefined, failures: [] };
  try {
    const { ScreenshotPreparer } = await import('./preparer.js');
    const preparer = new ScreenshotPreparer(screenshot, nice);
    await preparer.warmUp();
    return { preparer, failures: [] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { preparer: undefined, failures: [{ name: 'sharp', reason }] };
  }
}
