/** The real worker, with threads that load one after the other; each takes a block of the arena when it loads. */
import { setTimeout as sleep } from 'node:timers/promises';
import { threadId, workerData } from 'node:worker_threads';

const built = (module) => import(new URL(`../../../dist/${module}`, import.meta.url).href);
const { Arena } = await built('shared/arena.js');
await sleep((threadId % 5) * 100);
new Arena(workerData.arena).acquire(1);
const worker = await built('workers/index.js');
export const { describe, segment, speak } = worker;
