// A probe that measures a server's memory after garbage collection. It also writes to the whole arena at the start: the
// system provides a page when it is first written, and the pages of audio would count as the memory of streams.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerProbe } from './probe-answer.mjs';

/** Shared memory of at least this size is the arena, bytes. */
const ARENA_BYTES = 2 ** 25;

class WrittenMemory extends SharedArrayBuffer {
  /** @param {number} [byteLength] */
  constructor(byteLength = 0) {
    super(byteLength);
    if (byteLength >= ARENA_BYTES) new Uint8Array(this).fill(0);
  }
}

answerProbe(() => {
  globalThis.SharedArrayBuffer = WrittenMemory;
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  return () => {
    // The second collection frees objects that the first one may only have found.
    collectGarbage();
    collectGarbage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed + external };
  };
});
