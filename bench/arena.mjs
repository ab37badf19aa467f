// One audio message in shared memory, as src/workers/frame-writer.ts makes it: acquire a block, copy the samples in,
// write head and tail around them, release the block. The floor is the copy alone. V8 copies into shared memory word by
// word (relaxed atomics). Therefore the suite also measures the same copy into private memory, and protobufjs, which
// writes to private memory.
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { Arena, createArenaMemory } from '#dist/shared/arena.js';
import { BYTES_PER_SAMPLE, CHANNELS, DTYPE, samplesIn } from '#dist/shared/pcm.js';
import { AUDIO_FIELD, audioMessageCapacity, encodeAudioMessage, HEAD_BYTES } from '#dist/shared/wire.js';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns, timeOf } from './lib/timing.mjs';

const RATE_HZ = 48_000;
const SAMPLES = samplesIn(50, RATE_HZ);
/** The default size of the arena (config/unified_config.yaml), bytes. */
const ARENA_BYTES = 64 * 2 ** 20;
const OWNER = 1;
const CALLS = 1000;

const samples = Int16Array.from({ length: SAMPLES }, (_, i) => Math.round(8000 * Math.sin(i / 9)));
const sampleBytes = Buffer.from(samples.buffer);
const arena = new Arena(createArenaMemory(ARENA_BYTES, audioMessageCapacity(SAMPLES)));
/** The audio that waits to be sent: with half of the blocks in use, all of them are used in turn, as by the floor. */
const waiting = Array.from({ length: Math.floor(arena.blockCount / 2) }, () => arena.acquire(OWNER));
let next = 0;

/** @param {ArrayBufferLike} memory */
function copyInto(memory) {
  const target = Buffer.from(memory);
  let block = 0;
  return () => {
    for (let i = 0; i < CALLS; i++) {
      sampleBytes.copy(target, block * arena.blockBytes + HEAD_BYTES);
      block = block + 1 === arena.blockCount ? 0 : block + 1;
    }
  };
}

/** @param {boolean} fills tells whether the samples are copied into the message */
function message(fills) {
  return () => {
    for (let i = 0; i < CALLS; i++) {
      arena.release(/** @type {number} */ (waiting[next]));
      const block = arena.acquire(OWNER);
      waiting[next] = block;
      next = next + 1 === waiting.length ? 0 : next + 1;
      const start = block * arena.blockBytes;
      if (fills) arena.samples.set(samples, (start + HEAD_BYTES) / BYTES_PER_SAMPLE);
      encodeAudioMessage(arena.bytes, start, SAMPLES, RATE_HZ, AUDIO_FIELD.StreamResponse);
    }
  };
}

function protobufjs() {
  const proto = protobuf.loadSync(fileURLToPath(new URL('../proto/streaming.proto', import.meta.url)));
  const type = proto.lookupType('streaming.StreamResponse');
  const facts = { dtype: DTYPE, shape: [SAMPLES], sampleRate: RATE_HZ, channels: CHANNELS };
  return () => {
    for (let i = 0; i < CALLS; i++) type.encode({ audioChunk: { audioData: sampleBytes, ...facts } }).finish();
  };
}

const ROWS = [
  {
    name: 'private_copy',
    what: 'Buffer.copy of the samples, private memory',
    run: copyInto(new ArrayBuffer(ARENA_BYTES)),
  },
  { name: 'copy', what: 'Buffer.copy of the samples, shared memory', run: copyInto(arena.bytes.buffer) },
  { name: 'ours', what: 'ours: acquire, copy, encode, release', run: message(true), floor: 'copy' },
  { name: 'bookkeeping', what: 'ours, without the samples', run: message(false), floor: 'copy' },
  { name: 'protobufjs', what: 'protobufjs: encode, private memory', run: protobufjs(), floor: 'copy' },
];

export const suite = defineSuite({
  name: 'arena',
  title: `One audio message of ${SAMPLES * BYTES_PER_SAMPLE} bytes (50 ms at 48 kHz), on the thread that makes it`,
  summary: 'Writes audio messages into shared memory, compared with the copy of their samples and with protobufjs.',
  seconds: { whole: 6, quick: 1 },
  async run({ quick, progress }) {
    const tasks = Object.fromEntries(ROWS.map(({ name, run }) => [name, { units: CALLS, run }]));
    const times = await timeInTurns(tasks, { quick, progress });
    return ROWS.map(({ name, what, floor }) => {
      const { ns, spread } = timeOf(times, name);
      const ratio = floor ? { floor: `arena.${floor}_ns` } : {};
      return { id: `arena.${name}_ns`, what, value: ns, unit: 'ns', better: 'less', spread, ...ratio };
    });
  },
});
await runAlone(import.meta.url, suite);
