import { expect, it } from 'vitest';
import { durationMsOf, samplesIn } from '../../src/shared/pcm.js';
import type { FrameWriter } from '../../src/workers/frame-writer.js';
import { ResamplerPool } from '../../src/workers/http-speech/resampler-pool.js';
import { SampleStream } from '../../src/workers/http-speech/sample-stream.js';

const RATE_HZ = 24_000;
const OUTPUT_RATE_HZ = 48_000;
/** The length of the sound that is taken between two checks of the progress of a sentence, ms. */
const SLICE_MS = 200;

/**
 * Opens a stream with a writer that always has room.
 * @param sounded the earlier part of the sentence: its sound, and the time since its first frame, ms
 */
function open(sounded = { soundMs: 0, agoMs: 0 }) {
  const seen = { samples: samplesIn(sounded.soundMs, OUTPUT_RATE_HZ), waits: 0, aheadMs: 0 };
  const beganMs = performance.now() - sounded.agoMs;
  const soundMs = (): number => durationMsOf(seen.samples, OUTPUT_RATE_HZ);
  const writer = {
    get samples() {
      return seen.samples;
    },
    get soundMs() {
      return soundMs();
    },
    take(_samples: Int16Array, from: number, to: number) {
      seen.samples += to - from;
      seen.aheadMs = Math.max(seen.aheadMs, soundMs() - 10 * (performance.now() - beganMs));
      return to;
    },
    notify() {},
  } as unknown as FrameWriter;
  const clock = {
    progressed() {},
    resume() {},
    pause: () => void seen.waits++,
    get soundingMs() {
      return performance.now() - beganMs;
    },
  };
  return { seen, stream: new SampleStream(new ResamplerPool(OUTPUT_RATE_HZ), RATE_HZ, 1, writer, clock) };
}

const sound = (seconds: number): Int16Array => new Int16Array(seconds * RATE_HZ).fill(1_000);

it('SampleStream takes the first five seconds of a sentence as fast as they arrive', async () => {
  const { seen, stream } = open();
  await stream.write(sound(4.9));
  expect(seen.waits).toBe(0);
  expect(durationMsOf(seen.samples, OUTPUT_RATE_HZ)).toBeGreaterThan(4_800);
  stream.close();
});

it('SampleStream takes the rest at no more than ten times the playback speed, without loss', async () => {
  const { seen, stream } = open();
  await stream.write(sound(12));
  await stream.flush();
  expect(seen.waits).toBeGreaterThan(0);
  expect(seen.aheadMs).toBeLessThan(5_000 + SLICE_MS);
  expect(durationMsOf(seen.samples, OUTPUT_RATE_HZ)).toBeCloseTo(12_020, 0);
  stream.close();
});

it('SampleStream does not delay a second file of another rate when nearly all of the first was heard', async () => {
  const { seen, stream } = open({ soundMs: 20_000, agoMs: 19_500 });
  await stream.write(sound(1));
  expect(seen.waits).toBe(0);
  stream.close();
});
