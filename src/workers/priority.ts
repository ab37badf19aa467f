import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { osThreadId } from './os-thread.js';

/** The start of the names of libvips' threads in Linux (/proc/<pid>/task/<tid>/comm). */
const DECODER_THREAD = 'libvips';

/**
 * Lowers the priority of this thread, so that other threads of the process go first (docs/decisions/011). On Linux each
 * thread has a niceness of its own, which it may always raise; elsewhere the niceness is the whole process's, so
 * nothing is done.
 * @param nice 0 (unchanged) to 19
 */
export function lowerPriority(nice: number): void {
  const id = osThreadId();
  if (id !== undefined) lowerPriorityOf(id, nice);
}

/** Lowers the priority of a thread or a process. @param nice 0 (unchanged) to 19 */
export function lowerPriorityOf(id: number, nice: number): void {
  if (nice === 0) return;
  try {
    setPriority(id, nice);
  } catch {
    // Where it is forbidden, it keeps its priority and works as well.
  }
}

/**
 * Lowers the priority of the picture decoder's threads. They start with the first picture and end after some time
 * without pictures.
 */
export class DecoderPriority {
  readonly #nice: number;
  #known: ReadonlySet<string> = new Set();

  constructor(nice: number) {
    this.#nice = process.platform === 'linux' ? nice : 0;
  }

  /**
   * Lowers the priority of the threads that are new since the last call. Call it repeatedly while the decoder works; a
   * call takes about 0.05 ms.
   */
  lower(): void {
    if (this.#nice === 0) return;
    try {
      const threads = readdirSync('/proc/self/task');
      for (const id of threads) {
        if (!this.#known.has(id)) this.#lowerIfDecoder(id);
      }
      this.#known = new Set(threads);
    } catch {
      // As in `lowerPriority`. Or a thread has ended since it was listed; the next call handles the remaining threads.
    }
  }

  #lowerIfDecoder(id: string): void {
    const name = readFileSync(`/proc/self/task/${id}/comm`, 'utf8');
    if (name.startsWith(DECODER_THREAD)) setPriority(Number(id), this.#nice);
  }
}
