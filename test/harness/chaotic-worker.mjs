// The real worker with all faults put in: its engine traps and mutes (failing-engine-worker), its threads die and hang (faulty-worker).
await import('./failing-engine-worker.mjs');
const worker = await import('./faulty-worker.mjs');
export const { describe, segment, speak, speakHttp, screenshot } = worker;
