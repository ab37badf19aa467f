import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UploadProgress } from '../../../src/main/grpc/transport/upload-progress.js';

const WINDOW_BYTES = 65_536;
const CHECK_MS = 10;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass while the event loop runs: the progress is checked at a regular interval. */
function passes(progress: UploadProgress, ms: number): boolean {
  let isStuck = progress.check();
  for (let passedMs = 0; passedMs < ms; passedMs += CHECK_MS) {
    vi.advanceTimersByTime(CHECK_MS);
    isStuck = progress.check();
  }
  return isStuck;
}

describe('UploadProgress', () => {
  it('is stuck when no bytes come for 300 ms', () => {
    const progress = new UploadProgress();
    progress.restart();
    expect(passes(progress, 290)).toBe(false);
    expect(passes(progress, 10)).toBe(true);
  });

  it('is stuck when a few bytes come now and then', () => {
    const progress = new UploadProgress();
    progress.restart();
    for (let ms = 0; ms < 290; ms += 10) {
      progress.receive(WINDOW_BYTES / 40);
      expect(passes(progress, 10)).toBe(false);
    }
    expect(passes(progress, 10)).toBe(true);
  });

  it('is not stuck while a flow-control window comes every 300 ms, for three seconds', () => {
    const progress = new UploadProgress();
    progress.restart();
    for (let ms = 0; ms < 2_990; ms += 10) {
      progress.receive(WINDOW_BYTES / 16);
      expect(passes(progress, 10)).toBe(false);
    }
    progress.receive(WINDOW_BYTES);
    expect(passes(progress, 10)).toBe(true);
  });

  it('is not stuck while uploads complete one after another', () => {
    const progress = new UploadProgress();
    for (let ms = 0; ms < 10_000; ms += 250) {
      progress.restart();
      expect(passes(progress, 250)).toBe(false);
    }
  });

  it('is not stuck because the event loop stood still', () => {
    const progress = new UploadProgress();
    progress.restart();
    for (let blocked = 0; blocked < 2; blocked++) {
      vi.advanceTimersByTime(5_000);
      expect(progress.check()).toBe(false);
    }
    vi.advanceTimersByTime(5_000);
    expect(progress.check()).toBe(true);
  });
});
