// The real worker on a machine where no speech engine can be loaded.
import { workerData } from 'node:worker_threads';

workerData.speech.engines = [];
const worker = await import('../../dist/workers/index.js');
export const { describe, segment, speak, speakHttp, screenshot } = worker;
