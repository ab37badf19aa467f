import type { TurnRecord } from '../../src/main/cli/load/listener/turn-record.js';
import type { About } from '../../src/main/cli/load/report/report.js';

/** Returns the record of a turn that was completed without a gap, with `fields` in place of its own. */
export function record(fields: Partial<TurnRecord> = {}): TurnRecord {
  return {
    intendedMs: 0,
    latenessMs: 0.5,
    outcome: 'completed',
    firstTextMs: 2,
    firstAudioMs: 5,
    wholeMs: 50,
    audioMs: 3_000,
    gaps: [],
    heardUntilMs: (fields.intendedMs ?? 0) + 3_005,
    status: 0,
    cause: undefined,
    errorType: undefined,
    retryAfterMs: undefined,
    interrupt: undefined,
    ...fields,
  };
}

export const ABOUT: About = {
  started_at: '2026-01-02T03:04:05.678Z',
  server: '127.0.0.1:50051, version 0.1.0',
  options: { listeners: 3, warm_up_s: 0 },
  machine: { cpu: 'a cpu', cores: 2, memory_gb: 8, os: 'Linux' },
  node: 'v20.19.0',
};
