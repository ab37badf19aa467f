import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UploadProgress } from '../../../src/main/grpc/transport/upload-progress.js';

const WINDOW_BYTES = 65_536;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('UploadProgress', () => {
  it('is stuck when no bytes come for 300 ms', () => {
    const progress = new UploadProgress();
    progress.restart();
    vi.advanceTimersByTime(299);
    expect(progress.isStuck).toBe(false);
    vi.advanceTimersByTime(1);
    expect(progress.isStuck).toBe(true);
  });

  it('is stuck when a few bytes come now and then', () => {
    const progress = new UploadProgress();
    progress.restart();
    for (let ms = 0; ms < 300; ms += 10) {
      progress.receive(WINDOW_BYTES / 40);
      vi.advanceTimersByTime(10);
    }
    expect(progress.isStuck).toBe(true);
  });

  it('is not stuck while a flow-control window comes every 300 ms, for three seconds', () => {
    const progress = new UploadProgress();
    progress.restart();
    for (let ms = 0; ms < 2_990; ms += 10) {
      progress.receive(WINDOW_BYTES / 16);
      vi.advanceTimersByTime(10);
      expect(progress.isStuck).toBe(false);
    }
    progress.receive(WINDOW_BYTES);
    vi.advanceTimersByTime(10);
    expect(progress.isStuck).toBe(true);
  });

  it('is not stuck while uploads complete one after another', () => {
    const progress = new UploadProgress();
    for (let ms = 0; ms < 10_000; ms += 250) {
      progress.restart();
      vi.advanceTimersByTime(250);
      expect(progress.isStuck).toBe(false);
    }
  });
});
