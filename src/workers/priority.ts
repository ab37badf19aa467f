import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** How Linux names libvips' threads: the start of /proc/<pid>/task/<tid>/comm. */
const DECODER_THREAD = 'libvips';

/**
 * Lets other threads of the process go before this one (decision 11). On Linux each thread has a niceness of its own, which it
 * may always raise; elsewhere it is the whole process's, so nothing is done.
 * @param nice 0 (as everybody else) to 19
 */
export function beNice(nice: number): void {
  if (process.platform !== 'linux' || nice === 0) return;
  try {
    // "<pid>/task/<tid>"
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), nice);
  } catch {
    // Without /proc, or where it is forbidden: the thread works as well, and takes its turn as everybody else.
  }
}

/** The same for the picture decoder's threads. They come with the first picture and go when there is none for a while. */
export class NiceDecoder {
  readonly #nice: number;
  #known: ReadonlySet<string> = new Set();

  constructor(nice: number) {
    this.#nice = process.platform === 'linux' ? nice : 0;
  }

  /** To be called while they work. About 0.05 ms. */
  lower(): void {
    if (this.#nice === 0) return;
    try {
      const threads = readdirSync('/proc/self/task');
      for (const id of threads) {
        if (!this.#known.has(id)) this.#lowerIfDecoder(id);
      }
      this.#known = new Set(threads);
    } catch {
      // As in `beNice`; or a thread has ended since it was listed, and the rest have their turn at the next call.
    }
  }

  #lowerIfDecoder(id: string): void {
    const name = readFileSync(`/proc/self/task/${id}/comm`, 'utf8');
    if (name.startsWith(DECODER_THREAD)) setPriority(Number(id), this.#nice);
  }
}
