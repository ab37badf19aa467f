// The real worker on a machine where the threads that segment text cannot be started.
import { workerData } from 'node:worker_threads';

if (workerData.speech.engines.length === 0 && !workerData.screenshot) throw new Error('no thread for text');
const worker = await import('../../dist/workers/index.js');
export const { describe, segment, speak, speakHttp, screenshot } = worker;
