import type { ServerHttp2Stream } from 'node:http2';
import { setImmediate as nextIteration } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UploadPace } from '../../../src/main/grpc/transport/upload-pace.js';

const WINDOW_BYTES = 65_536;
/**
 * The most bytes that may be read in an iteration: four windows before uploads are paused, one for each of the four
 * resumed uploads, and one above the limit.
 */
const MAX_BYTES_AT_ONCE = 8 * WINDOW_BYTES + WINDOW_BYTES;

/** A test upload of `windows` flow-control windows, which reads a window as soon as it is not paused. */
class Upload {
  isPaused = false;
  left: number;
  readonly #onRead: (upload: Upload) => void;

  constructor(windows: number, onRead: (upload: Upload) => void) {
    this.left = windows;
    this.#onRead = onRead;
  }

  get stream(): ServerHttp2Stream {
    return this as unknown as ServerHttp2Stream;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    process.nextTick(() => this.read());
  }

  /** Reads a window. The next window arrives in a later iteration at the earliest. */
  read(): void {
    if (this.isPaused || this.left === 0) return;
    this.left--;
    this.#onRead(this);
    if (!this.isPaused) setImmediate(() => this.read());
  }
}

describe('UploadPace', () => {
  it('reads any number of uploads to their end, a few hundred KB in an iteration', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 60 }), async (sizes) => {
        const order = new Set<ServerHttp2Stream>();
        const pace = new UploadPace(order);
        let readBytes = 0;
        let maxBytes = 0;
        const uploads = sizes.map(
          (windows) =>
            new Upload(windows, ({ stream }) => {
              readBytes += WINDOW_BYTES;
              maxBytes = Math.max(maxBytes, readBytes);
              order.add(stream);
              pace.add(stream, WINDOW_BYTES);
            }),
        );
        // The first windows of all uploads arrive at once, and are read without pacing.
        for (const upload of uploads) upload.read();
        const iterations = sizes.reduce((sum, windows) => sum + windows, 1);
        readBytes = 0;
        maxBytes = 0;
        for (let n = 0; n <= iterations; n++) {
          await nextIteration();
          readBytes = 0;
        }
        expect(uploads.map(({ left }) => left)).toEqual(sizes.map(() => 0));
        expect(maxBytes).toBeLessThanOrEqual(MAX_BYTES_AT_ONCE);
      }),
      { numRuns: 50 },
    );
  });

  it('resumes the oldest uploads first, so that uploads complete one after another', async () => {
    const order = new Set<ServerHttp2Stream>();
    const pace = new UploadPace(order);
    const completed: number[] = [];
    const uploads = Array.from(
      { length: 40 },
      (_, index) =>
        new Upload(10, ({ stream, left }) => {
          order.add(stream);
          pace.add(stream, WINDOW_BYTES);
          if (left > 0) return;
          order.delete(stream);
          pace.finish(stream);
          completed.push(index);
        }),
    );
    for (const upload of uploads) upload.read();
    // If uploads were read in rotation, the first would complete when nearly all were complete.
    while (completed.length === 0) await nextIteration();
    expect(uploads.reduce((sum, { left }) => sum + left, 0)).toBeGreaterThan(200);
    while (completed.length < uploads.length) await nextIteration();
    expect(completed.slice(0, 20).every((index) => index < 28)).toBe(true);
  });

  it('resumes a paused upload that ends, so that its end is seen', async () => {
    const upload = new Upload(1, () => {});
    const pace = new UploadPace([upload.stream]);
    pace.add(upload.stream, 10 * WINDOW_BYTES);
    expect(upload.isPaused).toBe(true);
    pace.finish(upload.stream);
    expect(upload.isPaused).toBe(false);
    upload.pause();
    await nextIteration();
    await nextIteration();
    expect(upload.isPaused).toBe(true);
  });
});
