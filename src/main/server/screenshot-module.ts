import { WorkerPictures } from '../pictures/worker-pictures.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { Pictures } from '../turn/services.js';
import { type Module, type ModuleStatus, RUNNING } from './module.js';
import type { Wiring } from './wiring.js';

/** Prepares screenshots for the model. Without this module turns go on without their pictures. */
export class ScreenshotModule implements Module {
  readonly name = 'screenshots';
  readonly need = 'optional';
  readonly #wiring: Wiring;
  #pool: WorkerPool | undefined;
  #pictures: Pictures | undefined;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** The screenshot decoder; undefined while the module does not run. */
  get pictures(): Pictures | undefined {
    return this.#pictures;
  }

  prepare(): void {
    this.#startThreads();
  }

  async start(): Promise<void> {
    const { config, log } = this.#wiring;
    const pool = this.#startThreads();
    const { failures } = await pool.warm();
    for (const { reason } of failures) {
      log.write('warn', { scope: this.name, method: 'load_decoder', decision: 'degrade', ctx: { reason } });
    }
    if (failures.length > 0) throw new Error('the picture decoder could not be loaded');
    this.#pictures = new WorkerPictures(pool, config.screenshot.timeout_ms);
  }

  async stop(): Promise<void> {
    this.#pictures = undefined;
    await this.#pool?.close();
  }

  status(): ModuleStatus {
    return RUNNING;
  }

  #startThreads(): WorkerPool {
    return (this.#pool ??= this.#wiring.pools.createScreenshotPool());
  }
}
