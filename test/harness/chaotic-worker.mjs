// The real worker with all faults: its engine traps and goes mute (failing-engine-worker), and its threads die and hang
// (faulty-worker).
await import('./failing-engine-worker.mjs');
const worker = await import('./faulty-worker.mjs');
export const { describe, segment, speak, speakHttp, screenshot } = worker;
