import type { Config } from '../../shared/config/schema.js';
import { mayEndSentence, mayHoldBoundary, segmentBatch } from '../../text/segment/index.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { Segmenter } from '../turn/services.js';
import { type Module, type ModuleStatus, RUNNING } from './module.js';
import type { Wiring } from './wiring.js';

/** Cuts answers into sentences. Without this module long texts are segmented on the main thread, too. The module owns the io pool. */
export class SegmentingModule implements Module {
  readonly name = 'text_filtering';
  readonly need = 'core';
  readonly segmenting: Segmenter;
  readonly #pool: WorkerPool;
  #isPoolOpen = false;

  constructor({ config, current, pools }: Wiring) {
    this.#pool = pools.io;
    const stalls = { waitMs: () => current().tts.sentence_wait_ms, mayEndSentence };
    this.segmenting = { ...segmentingBy(() => (this.#isPoolOpen ? pools.io : undefined), config), stalls };
  }

  async start(): Promise<void> {
    await this.#pool.warm();
    this.#isPoolOpen = true;
  }

  stop(): Promise<void> {
    this.#isPoolOpen = false;
    return this.#pool.close();
  }

  status(): ModuleStatus {
    return RUNNING;
  }
}

/** Short text is segmented on the main thread: the way to a worker and back costs more than the work (docs/decisions/001). */
function segmentingBy(openPool: () => WorkerPool | undefined, { tts, workers }: Config): Segmenter {
  const { first_clause_min_chars: firstClauseMinChars, max_sentence_chars: maxChars } = tts;
  return {
    segment: async (request, signal) => {
      const pool = request.text.length > workers.segment_inline_chars ? openPool() : undefined;
      const task = { firstClauseMinChars, maxChars, ...request };
      return pool ? await pool.run('segment', task, signal) : segmentBatch(request.text, task);
    },
    mayCompleteBoundary: (more, pending) => mayHoldBoundary(more, pending, maxChars),
  };
}
