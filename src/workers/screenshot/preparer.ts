import { move, transferableSymbol, valueSymbol } from 'piscina';
import { decodeBase64 } from '../../shared/base64.js';
import { readPictureHeader, refusalOf } from '../../shared/pictures/picture-header.js';
import type { ScreenshotResult, ScreenshotSetup, ScreenshotTask } from '../../shared/task-messages.js';
import type { TaskSlot } from '../../shared/task-slots.js';
import { DecoderPriority } from '../priority.js';
import { findFault } from './find-fault.js';
import { Resizer } from './resizer.js';

/**
 * The interval between two heartbeats during a decode, ms. A decode takes several intervals; the watchdog's timeout is
 * at least ten.
 */
const BEAT_MS = 10;

/** Makes images for the model from screenshots. One per thread, one screenshot at a time. */
export class ScreenshotPreparer {
  readonly #setup: ScreenshotSetup;
  readonly #resizer: Resizer;
  readonly #decoder: DecoderPriority;

  /** @param nice niceness of the decoder's threads */
  constructor(setup: ScreenshotSetup, nice: number) {
    this.#setup = setup;
    this.#resizer = new Resizer(setup);
    this.#decoder = new DecoderPriority(nice);
  }

  /** @throws Error when the decoder does not work */
  async warmUp(): Promise<void> {
    await this.#resizer.warmUp();
  }

  /** Prepares one screenshot. The bytes of the result are transferred, not copied. */
  async prepare(task: ScreenshotTask, slot: TaskSlot): Promise<ScreenshotResult> {
    const result = await this.#prepare(task, slot);
    if (result.outcome !== 'ready') return result;
    return move({ [transferableSymbol]: result.bytes.buffer, [valueSymbol]: result }) as unknown as ScreenshotResult;
  }

  async #prepare({ base64 }: ScreenshotTask, slot: TaskSlot): Promise<ScreenshotResult> {
    const { maxWidth, maxHeight, maxPixels } = this.#setup;
    const file = decodeBase64(base64);
    if (!file) return { outcome: 'invalid', reason: 'screenshot_not_base64' };
    const header = readPictureHeader(file);
    if (!header) return { outcome: 'failed', reason: 'unknown_format' };
    if (header === 'incomplete') return { outcome: 'failed', reason: 'truncated' };
    const refusal = refusalOf(header, maxPixels);
    if (refusal) return { outcome: 'invalid', reason: refusal };
    const fault = findFault(file, header);
    if (fault === 'truncated' || fault === 'undecodable') return { outcome: 'failed', reason: fault };
    if (fault) return { outcome: 'invalid', reason: fault };
    const { format, width, height } = header;
    if (width <= maxWidth && height <= maxHeight) {
      return { outcome: 'ready', bytes: file, mimeType: `image/${format}`, width, height };
    }
    // The turn no longer waits for the picture.
    if (slot.cancelled) return { outcome: 'failed', reason: 'timeout' };
    return await this.#resize(file, slot);
  }

  /**
   * Resizes the picture. While the decoder works in its own threads, this thread lowers their priority and sends
   * heartbeats to the watchdog, for as long as a decode may take. The task ends only when the decode ends: a thread
   * that left a late decode running would start another one beside it.
   */
  async #resize(file: Buffer, slot: TaskSlot): Promise<ScreenshotResult> {
    const startedAt = performance.now();
    const beating = setInterval(() => {
      this.#decoder.lower();
      if (performance.now() - startedAt < this.#setup.timeoutMs) slot.beat();
    }, BEAT_MS);
    try {
      return { outcome: 'ready', ...(await this.#resizer.resize(file)) };
    } catch (cause) {
      const isLate = cause instanceof Error && cause.message.includes('timeout');
      return { outcome: 'failed', reason: isLate ? 'timeout' : 'undecodable' };
    } finally {
      clearInterval(beating);
    }
  }
}
