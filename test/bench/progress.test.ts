import { describe, expect, it } from 'vitest';
import { openProgress } from '../../bench/lib/progress.mjs';

/** Runs a suite of 25 s with a step every second; returns the texts that it writes. */
function writtenBy(output: { isTTY: boolean; columns?: number }): string[] {
  const written: string[] = [];
  let nowMs = 1_000;
  const { progress, end } = openProgress(
    'slow',
    { ...output, write: (text: string) => written.push(text) },
    () => nowMs,
  );
  for (let second = 0; second < 25; second++) {
    progress(`step ${second}`);
    nowMs += 1_000;
  }
  end();
  return written;
}

describe('openProgress', () => {
  it('writes the start, the end and a line every ten seconds when the output is not a terminal', () => {
    expect(writtenBy({ isTTY: false })).toEqual([
      'slow: started\n',
      'slow: step 10\n',
      'slow: step 20\n',
      'slow: ended after 25.0 s\n',
    ]);
  });

  it('rewrites one line at a terminal, no wider than the terminal, and clears it at the end', () => {
    const written = writtenBy({ isTTY: true, columns: 10 });
    expect(written).toHaveLength(26);
    expect(written[3]).toBe('\r\x1b[2Kslow: ste');
    expect(written.at(-1)).toBe('\r\x1b[2K');
  });
});
