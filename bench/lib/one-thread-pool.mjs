import { loadConfig } from '#dist/main/config/load.js';
import { SlotTable } from '#dist/main/pool/slot-table.js';
import { WORKER_FILE, WorkerPool } from '#dist/main/pool/worker-pool.js';
import { workerSetupFor } from '#dist/main/server/worker-setup.js';
import { Arena, createArenaMemory } from '#dist/shared/arena.js';

/** @import { PoolEvents } from '#dist/main/pool/pool-options.js' */

/**
 * Starts one of the server's pools (`io` or `screenshot`) with one thread in this process. Resolves when the pool is
 * warm.
 * @param {'io' | 'screenshot'} name
 * @param {Readonly<Record<string, unknown>>} overrides values that override the configuration, by path
 */
export async function startOneThreadPool(name, overrides = {}) {
  const { config } = loadConfig({ env: {}, overrides });
  const arena = createArenaMemory(64, 64);
  const slots = new SlotTable(1, 0, 1);
  const setup = workerSetupFor(config, arena, slots.memory, name, undefined);
  /** @type {PoolEvents} */
  const events = {
    workerLost: () => {},
    workerReplaced: () => {},
    workerError: (_pool, cause) => process.stderr.write(`worker: ${cause}\n`),
  };
  const options = { name, threads: 1, hangTimeoutMs: 10_000, slots, setup, workerFile: WORKER_FILE };
  const pool = new WorkerPool(options, new Arena(arena), events);
  await pool.warm();
  return { pool, config };
}
