import { expect, it } from 'vitest';
import { durationMsOf } from '../../src/shared/pcm.js';
import type { FrameWriter } from '../../src/workers/frame-writer.js';
import { ResamplerPool } from '../../src/workers/http-speech/resampler-pool.js';
import { SampleStream } from '../../src/workers/http-speech/sample-stream.js';

const RATE_HZ = 24_000;
const OUTPUT_RATE_HZ = 48_000;
/** A piece of a sentence that its worker takes before it looks how far it is, ms. */
const SLICE_MS = 200;

/** A stream whose frames find room at once. */
function open() {
  const seen = { samples: 0, waits: 0, aheadMs: 0 };
  const beganMs = performance.now();
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
    tell() {},
  } as unknown as FrameWriter;
  const clock = { progressed() {}, resume() {}, pause: () => void seen.waits++ };
  return { seen, stream: new SampleStream(new ResamplerPool(OUTPUT_RATE_HZ), RATE_HZ, writer, clock) };
}

const silence = (seconds: number): Int16Array => new Int16Array(seconds * RATE_HZ);

it('the first five seconds of a sentence are taken as fast as they come', async () => {
  const { seen, stream } = open();
  await stream.write(silence(4.9));
  expect(seen.waits).toBe(0);
  expect(durationMsOf(seen.samples, OUTPUT_RATE_HZ)).toBeGreaterThan(4_800);
  stream.close();
});

it('the rest is taken ten times as fast as it plays, and all of it', async () => {
  const { seen, stream } = open();
  await stream.write(silence(12));
  await stream.flush();
  expect(seen.waits).toBeGreaterThan(0);
  expect(seen.aheadMs).toBeLessThan(5_000 + SLICE_MS);
  expect(durationMsOf(seen.samples, OUTPUT_RATE_HZ)).toBeCloseTo(12_000, 0);
  stream.close();
});
